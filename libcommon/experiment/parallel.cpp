#include "experiment/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace experiment {
namespace {

constexpr std::size_t most_threads = 8;

}  // namespace

void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work, std::size_t at_once) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto take_chunks = [&] {
    try {
      for (std::size_t start = next.fetch_add(at_once); start < count; start = next.fetch_add(at_once))
        for (std::size_t i = start; i < std::min(start + at_once, count); ++i) work(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  const std::size_t processors = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  const std::size_t wanted = std::min({processors, most_threads, count / (2 * at_once) + 1});
  std::vector<std::thread> others;
  try {
    while (others.size() + 1 < wanted) others.emplace_back(take_chunks);
  } catch (const std::system_error&) {
    // No more threads to be had: those that there are do the work.
  }
  take_chunks();
  for (auto& thread : others) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace experiment
