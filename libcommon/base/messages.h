#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

/// Where libcommon says something to the user without printing: cli writes it to stderr, tests collect it.
/// Texts are without the leading "warning: " and without a line end. Implementations are thread-safe.
class Messages {
 public:
  virtual ~Messages() = default;
  /// Talk that `-q` silences: what was chosen, captured, made.
  virtual void note(std::string_view text) = 0;
  /// What `-v` adds: where things are, what was decided by which rule, what else was done.
  virtual void detail(std::string_view) {}
  virtual void warning(std::string_view text) = 0;
  /// What to type about the warning or note before it.
  virtual void hint(std::string_view text) = 0;
};

/// Keeps what was said, each line with its prefix: "warning: …", "hint: …", notes bare;
/// details are passed over.
class CollectedMessages final : public Messages {
 public:
  void note(std::string_view text) override;
  void warning(std::string_view text) override;
  void hint(std::string_view text) override;
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

}  // namespace base
