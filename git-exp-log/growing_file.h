#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace exp_log {

/// A log that somebody writes, perhaps on another machine: it may not be there yet, grow, be cut short or replaced, and
/// its last lines may be rewritten in place (redrawn progress bars; see supervise/log.h). It is opened anew at each look:
/// a network file system tells what is new when a file is opened.
class GrowingFile {
 public:
  using Sink = std::function<void(std::string_view bytes)>;

  /// From `begin` on, a line's beginning.
  GrowingFile(std::string path, std::int64_t begin) : path_(std::move(path)), offset_(begin) {}

  /// Gives what is new since the last look: whole lines; with `is_final` also a last one without end. Lines that were given
  /// and are other ones by now are given again, in their new form.
  void look(bool is_final, const Sink& sink);
  /// The unfinished last line, as it was at the last look; of a long one the beginning.
  const std::string& open_line() const { return open_line_; }

 private:
  void go_back_to_change(int fd, std::int64_t size);
  std::int64_t give_whole_lines(int fd, std::int64_t size, bool is_final, const Sink& sink);
  void remember(std::string_view bytes);

  std::string path_;
  std::int64_t offset_;  ///< what is before it was given
  std::string given_;    ///< the last bytes before it
  std::string open_line_;
  std::optional<std::pair<dev_t, ino_t>> identity_;
};

}  // namespace exp_log
