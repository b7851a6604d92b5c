// The floor of the benchmarks of lists and tables: reads every file named on standard input, one a line, with `argv[1]`
// threads, and prints how many bytes that were. With `stat` as `argv[2]` the lines are folders with runs, and of each run
// only stat() of its folder and its run.json is asked.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Buffer = std::vector<char>;

std::size_t read_file(const std::string& path, Buffer& buffer) {
  std::size_t bytes = 0;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  for (ssize_t n; (n = ::read(fd, buffer.data(), buffer.size())) > 0;) bytes += static_cast<std::size_t>(n);
  ::close(fd);
  return bytes;
}

std::size_t stat_runs(const std::string& path, Buffer&) {
  std::size_t bytes = 0;
  DIR* folder = ::opendir(path.c_str());
  if (!folder) return 0;
  std::string name;
  while (const dirent* entry = ::readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    struct stat info;
    name = entry->d_name;
    for (const char* file : {"", "/run.json"})
      if (::fstatat(::dirfd(folder), (name + file).c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0)
        bytes += static_cast<std::size_t>(info.st_size);
  }
  ::closedir(folder);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  const int thread_count = argc > 1 ? std::atoi(argv[1]) : 8;
  const auto work_on = argc > 2 && std::string_view(argv[2]) == "stat" ? stat_runs : read_file;
  std::vector<std::string> paths;
  for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
  std::atomic<std::size_t> next = 0, total = 0;
  const auto work = [&] {
    Buffer buffer(1 << 20);
    std::size_t bytes = 0;
    for (std::size_t i; (i = next.fetch_add(16)) < paths.size();)
      for (std::size_t k = i; k < i + 16 && k < paths.size(); ++k) bytes += work_on(paths[k], buffer);
    total += bytes;
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < thread_count; ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  std::printf("%zu\n", total.load());
}
