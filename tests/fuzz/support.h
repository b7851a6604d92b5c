#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/fd.h"
#include "base/messages.h"
#include "experiment/record.h"

/// What the targets share.
namespace fuzz {

/// A property does not hold: said, and the process ends by abort().
[[noreturn]] void fail(std::string_view property, std::string_view seen);
inline void expect(bool holds, std::string_view property, std::string_view seen = {}) {
  if (!holds) fail(property, seen);
}

/// Nothing that a terminal would obey, and UTF-8.
void expect_printable(std::string_view text, std::string_view property);
/// An error of the user's: its message and hints may be shown as they are.
void expect_printable(const base::UserError& error);
/// The same of all that was said.
void expect_printable(const base::CollectedMessages& messages);
/// Relative, and no component is "..", "." or empty.
void expect_inside(std::string_view path, std::string_view property);

/// The first line, without its end; `input` is then what follows it.
std::string_view take_line(std::string_view& input);
/// The first byte (0 where there is none); `input` is then what follows it.
unsigned char take_byte(std::string_view& input);
std::vector<std::string> lines_of(std::string_view text);

/// A sound record, to be filled.
experiment::Record make_record();
/// What is written of it can be read, and is written in the same way again: run.json and the note's line.
void expect_writable(const experiment::Record& record);

/// A regular file that holds the bytes, for functions that read files. Costs no disk.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  std::string path() const;

 private:
  base::UniqueFd fd_;
};

}  // namespace fuzz
