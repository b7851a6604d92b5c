#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/fd.h"
#include "experiment/index.h"

namespace experiment {

/// A piece of a log, in bytes from its beginning.
struct LogPart {
  std::int64_t begin = 0, end = 0;
  friend bool operator==(const LogPart&, const LogPart&) = default;
};

/// A run's `log`, open for reading. It may have gigabytes, grow, and be cut short meanwhile: what is read is never held
/// in memory as a whole, and what is gone is left out.
class RunLog {
 public:
  using Sink = std::function<void(std::string_view bytes)>;

  /// UserError (status 1) if the run's folder is not here, or holds no log; `name` is how the run is called.
  RunLog(const KnownRun& run, const std::string& name);

  /// All that there is by now.
  LogPart whole() const;
  /// The last `count` lines of a part, read from its end; an unfinished last line counts.
  LogPart last_lines(LogPart part, std::size_t count) const;
  /// What attempt `n` printed, with the header before and the footer behind it. Programs may print what looks like a
  /// header: of several the one counts whose time fits the record. UserError (status 1) if the run has no such attempt,
  /// or the log does not show where it begins.
  LogPart attempt(std::int64_t n) const;
  void copy(LogPart part, const Sink& sink) const;

 private:
  struct Header {
    std::int64_t at, attempt;
    base::Timestamp start;
  };
  std::size_t read(std::int64_t at, char* buffer, std::size_t size) const;
  std::string read_text(std::int64_t at, std::size_t size) const;
  std::vector<Header> find_headers() const;
  void add_header(std::int64_t at, std::vector<Header>& headers) const;

  const Record& record_;
  const std::string name_;
  base::UniqueFd fd_;
};

/// The UserError (status 1) for a run whose folder is not here, or not any more: what was looked for in it, and who has it.
base::UserError missing_folder_error(const KnownRun& run, const std::string& name);

}  // namespace experiment
