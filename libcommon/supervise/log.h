#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace supervise {

/// Writes `<run>/log`: what the program printed as a person would read it afterwards.
///
/// Text is kept byte for byte, but for what a terminal does with it: a line redrawn with `\r`, backspaces,
/// `ESC[K` or cursor moves is kept in its last state (`ESC[A` reaches up to 32 lines back: nested progress
/// bars), colours and other escape sequences are taken out, `\r\n` is a line end. A longer old state shows
/// behind a shorter new one, as on a terminal.
///
/// The last lines, which may still change, are rewritten in place, so that somebody who follows the file sees
/// them. Nothing here throws or blocks the program: a file that cannot be written is remembered (problem()),
/// tried again with each flush, and what had to be dropped meanwhile is stated in the log.
class LogWriter {
 public:
  /// Opens or creates `path` and goes on at its end; a last line that an earlier attempt left open is closed.
  explicit LogWriter(std::string path);
  /// close()
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  /// Text of our own (header, footer): written as it is, on a line of its own, a line end added if it lacks
  /// one. What the program printed before cannot be redrawn any more.
  void text(std::string_view lines);
  /// Bytes of the program, cut anywhere. Reaches the file when 256 KiB have come together, a second after the
  /// last flush() at the latest if output() is called then, else with the next flush().
  void output(std::string_view bytes);
  /// Brings the file up to date, the lines that may still change included. Cheap if nothing has come. Call it
  /// each second.
  void flush();
  /// flush(), for the last time: an open last line is closed. What comes afterwards is ignored.
  void close();

  struct Problem {
    int errno_value = 0;           ///< 0: all is well
    std::uint64_t lost_bytes = 0;  ///< of the program's output that are not in the file
  };
  /// The first failure, if any, of opening, writing or closing. Some loss is final only after close().
  Problem problem() const;

  /// The program's last lines in this attempt, at most 32, each with its line end; also when the disk is full.
  /// At most 64 KiB.
  std::string last_lines(std::size_t count) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace supervise
