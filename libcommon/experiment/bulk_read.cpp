#include "experiment/bulk_read.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/trace.h"
#include "experiment/run_folder_reader.h"

namespace experiment {
namespace {

constexpr std::size_t runs_at_once = 32;

/// What the threads share: the next runs to read, and how it went.
class Work {
 public:
  explicit Work(const std::vector<BulkRun>& runs) : runs_(runs) {}

  /// Reads until nothing is left or somebody failed.
  void read(BulkConsumer& consumer) {
    try {
      RunFolderReader reader;
      while (!has_failed_) {
        const std::size_t begin = next_.fetch_add(runs_at_once);
        if (begin >= runs_.size()) break;
        const std::size_t end = std::min(begin + runs_at_once, runs_.size());
        for (std::size_t i = begin; i < end; ++i) reader.read(i, runs_[i], consumer);
      }
      keep(reader.take_warnings());
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      has_failed_ = true;
    }
  }

  void finish(base::Messages& messages) {
    if (failure_) std::rethrow_exception(failure_);
    std::stable_sort(warnings_.begin(), warnings_.end(), [](const auto& a, const auto& b) { return a.run < b.run; });
    for (const auto& warning : warnings_) messages.warning(warning.text);
  }

 private:
  void keep(std::vector<RunWarning> warnings) {
    const std::lock_guard lock(mutex_);
    warnings_.insert(warnings_.end(), std::make_move_iterator(warnings.begin()),
                     std::make_move_iterator(warnings.end()));
  }

  const std::vector<BulkRun>& runs_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> has_failed_{false};
  std::mutex mutex_;
  std::vector<RunWarning> warnings_;
  std::exception_ptr failure_;
};

}  // namespace

unsigned bulk_threads(std::size_t runs) {
  // More threads than cores: where the files are not in memory, waiting for the disk is most of the time.
  const std::size_t most = std::max(8u, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::clamp<std::size_t>(runs / (2 * runs_at_once), 1, most));
}

void read_in_bulk(const std::vector<BulkRun>& runs, const std::function<std::unique_ptr<BulkConsumer>()>& make_consumer,
                  base::Messages& messages, unsigned threads) {
  const base::Trace trace("read the runs' files");
  if (threads == 0) threads = bulk_threads(runs.size());
  std::vector<std::unique_ptr<BulkConsumer>> consumers;
  for (unsigned i = 0; i < threads; ++i) consumers.push_back(make_consumer());

  Work work(runs);
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < threads; ++i) {
    try {
      helpers.emplace_back([&work, &consumer = *consumers[i]] { work.read(consumer); });
    } catch (const std::system_error&) {
      break;  // no more threads to be had: those that there are do it
    }
  }
  work.read(*consumers[0]);
  for (auto& helper : helpers) helper.join();
  work.finish(messages);
}

}  // namespace experiment
