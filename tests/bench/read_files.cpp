// The floor of the table benchmarks: reads every file named on standard input, one a line, with `argv[1]` threads, and
// prints how many bytes that were.

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

int main(int argc, char** argv) {
  const int thread_count = argc > 1 ? std::atoi(argv[1]) : 8;
  std::vector<std::string> paths;
  for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
  std::atomic<std::size_t> next = 0, total = 0;
  const auto work = [&] {
    std::vector<char> buffer(1 << 20);
    std::size_t bytes = 0;
    for (std::size_t i; (i = next.fetch_add(16)) < paths.size();) {
      for (std::size_t k = i; k < i + 16 && k < paths.size(); ++k) {
        const int fd = ::open(paths[k].c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) continue;
        for (ssize_t n; (n = ::read(fd, buffer.data(), buffer.size())) > 0;) bytes += static_cast<std::size_t>(n);
        ::close(fd);
      }
    }
    total += bytes;
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < thread_count; ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  std::printf("%zu\n", total.load());
}
