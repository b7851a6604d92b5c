#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// A failure that the user can mend. The message follows git: lower case, no full stop, the failure first,
/// the subject in single quotes (see quoted()). Each hint says what to type.
class UserError : public std::runtime_error {
 public:
  explicit UserError(const std::string& message, std::vector<std::string> hints = {}, int status = 0)
      : std::runtime_error(message), hints_(std::move(hints)), status_(status) {}

  const std::vector<std::string>& hints() const { return hints_; }
  /// Exit status that this failure asks for; 0 means the command's own for fatal errors (128, or 125).
  int status() const { return status_; }

 private:
  std::vector<std::string> hints_;
  int status_;
};

/// The command line is wrong: exit status 129, with the short usage.
class UsageError : public std::runtime_error {
 public:
  explicit UsageError(const std::string& message) : std::runtime_error(message) {}
};

/// `'text'` for a message: control characters and bytes that are not UTF-8 are escaped, so that no file name and no
/// remote reaches the terminal raw; text longer than 200 bytes is shortened in the middle.
std::string quoted(std::string_view text);

/// The system's words for an errno value, in lower case: "no such file or directory".
std::string error_text(int errno_value);

/// UserError "cannot <action> '<path>': <reason>" from errno, with a hint where the reason has a usual mend
/// (disk full, read-only, permission).
UserError file_error(std::string_view action, const std::string& path, int errno_value);

}  // namespace base
