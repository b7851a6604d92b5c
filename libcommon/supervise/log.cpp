#include "supervise/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/error.h"
#include "base/fd.h"
#include "base/time.h"
#include "supervise/screen_lines.h"

namespace supervise {
namespace {

constexpr std::size_t chunk = 256 * 1024;
/// Longer texts are written from where they are, not copied together first.
constexpr std::size_t worth_a_write = 32 * 1024;
/// How much is kept in memory for a disk that is full for a while.
constexpr std::size_t waiting_limit = 1 << 20;
constexpr std::size_t shown_bytes = 64 * 1024;

iovec part(std::string_view text) {
  return {const_cast<char*>(text.data()), text.size()};
}

}  // namespace

/// On disk: final text up to `offset_`, behind it the window as it was at the last flush, up to `end_`.
class LogWriter::Impl final : public FinalText {
 public:
  explicit Impl(std::string path) : path_(std::move(path)), screen_(*this) { open(); }

  void final_text(std::string_view text) override {
    if (text.size() >= worth_a_write || waiting_.size() + text.size() > chunk) {
      const std::size_t done = lost_unsaid_ > 0 ? 0 : write(waiting_, text);
      text.remove_prefix(done - std::min(done, waiting_.size()));
      waiting_.erase(0, done);
    }
    wait(text);
  }

  void text(std::string_view lines) {
    finish_window();
    final_text(lines);
    if (!lines.empty() && lines.back() != '\n') final_text("\n");
  }

  void output(std::string_view bytes) {
    screen_.feed(bytes);
    changed_ = true;
    if (base::steady_ms() - flushed_ms_ >= 1000) flush();
  }

  void flush() {
    flushed_ms_ = base::steady_ms();
    if (!changed_ && waiting_.empty() && lost_unsaid_ == 0) return;
    if (!fd_) open();
    write_waiting();
    if (waiting_.empty() && lost_unsaid_ > 0) say_loss();
    if (waiting_.empty() && lost_unsaid_ == 0) changed_ = !write_window();
  }

  void close() {
    if (closed_) return;
    finish_window();
    flush();
    closed_ = true;
    problem_.lost_bytes += waiting_.size();
    if (!fd_) return;
    // A network file system may report a full disk only here.
    if (::close(fd_.release()) != 0) note_problem(errno);
  }

  bool closed() const { return closed_; }
  Problem problem() const { return problem_; }

  std::string last_lines(std::size_t count) const {
    std::string lines = screen_.window();
    if (lines.empty()) lines = last_window_;
    if (!lines.empty() && lines.back() != '\n') lines += '\n';
    std::size_t start = lines.size();
    for (std::size_t n = 0; n < std::min(count, ScreenLines::window_lines) && start > 0; ++n)
      start = start < 2 ? 0 : lines.rfind('\n', start - 2) + 1;
    return lines.substr(std::max(start, lines.size() - std::min(lines.size(), shown_bytes)));
  }

 private:
  void open() {
    fd_.reset(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666));
    struct stat info;
    if (!fd_ || ::fstat(fd_.value(), &info) != 0) return note_problem(errno);
    offset_ = end_ = info.st_size;
    char last = '\n';
    if (offset_ > 0 && ::pread(fd_.value(), &last, 1, offset_ - 1) == 1 && last != '\n') write("\n");
  }

  /// How much of both, one after the other, is on disk now.
  std::size_t write(std::string_view first, std::string_view second = {}) {
    std::size_t done = 0;
    while (fd_ && done < first.size() + second.size()) {
      const std::size_t skipped = std::min(done, first.size());
      const std::array<iovec, 2> parts = {part(first.substr(skipped)), part(second.substr(done - skipped))};
      const ssize_t n = ::pwritev(fd_.value(), parts.data(), parts.size(), offset_);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        note_problem(n < 0 ? errno : EIO);
        break;
      }
      done += static_cast<std::size_t>(n);
      offset_ += n;
    }
    end_ = std::max(end_, offset_);
    return done;
  }

  void write_waiting() {
    if (!waiting_.empty()) waiting_.erase(0, write(waiting_));
  }

  /// Once something had to be dropped all is, until there is room again: no text may stand at a wrong place.
  void wait(std::string_view text) {
    if (lost_unsaid_ == 0 && waiting_.size() + text.size() <= waiting_limit) {
      waiting_.append(text);
    } else {
      lost_unsaid_ += text.size();
      problem_.lost_bytes += text.size();
    }
  }

  void say_loss() {
    const std::string line = fmt::format("\n[{} bytes of output are missing here: {}]\n", lost_unsaid_,
                                         base::error_text(problem_.errno_value));
    const std::size_t done = write(line);
    if (done == 0) return;
    lost_unsaid_ = 0;
    wait(std::string_view(line).substr(done));
    write_waiting();
  }

  bool write_window() {
    const std::string window = screen_.window();
    const off_t start = offset_;
    const bool whole = write(window) == window.size();
    const off_t new_end = offset_;
    offset_ = start;
    if (whole && fd_ && new_end < end_ && ::ftruncate(fd_.value(), new_end) == 0) end_ = new_end;
    return whole;
  }

  void finish_window() {
    const std::string window = screen_.window();
    if (!window.empty()) last_window_ = window;
    screen_.commit();
    changed_ = true;
  }

  void note_problem(int errno_value) {
    if (problem_.errno_value == 0) problem_.errno_value = errno_value;
  }

  std::string path_;
  base::UniqueFd fd_;
  off_t offset_ = 0;
  off_t end_ = 0;
  ScreenLines screen_;
  std::string waiting_;
  std::string last_window_;
  std::uint64_t lost_unsaid_ = 0;
  bool changed_ = false;
  bool closed_ = false;
  std::int64_t flushed_ms_ = 0;
  Problem problem_;
};

LogWriter::LogWriter(std::string path) : impl_(std::make_unique<Impl>(std::move(path))) {}
LogWriter::~LogWriter() {
  close();
}

void LogWriter::text(std::string_view lines) {
  if (!impl_->closed()) impl_->text(lines);
}
void LogWriter::output(std::string_view bytes) {
  if (!impl_->closed()) impl_->output(bytes);
}
void LogWriter::flush() {
  if (!impl_->closed()) impl_->flush();
}
void LogWriter::close() {
  impl_->close();
}
LogWriter::Problem LogWriter::problem() const {
  return impl_->problem();
}
std::string LogWriter::last_lines(std::size_t count) const {
  return impl_->last_lines(count);
}

}  // namespace supervise
