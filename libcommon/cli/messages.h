#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "base/messages.h"

namespace cli {

/// Talk on stderr in git's form. One write per line, so that lines of several processes do not mix. Lines of a text that
/// has several are prefixed each. Control characters are made harmless here, too (base::printable): a net below the places
/// where texts are made.
class TerminalMessages final : public base::Messages {
 public:
  explicit TerminalMessages(bool quiet = false) : quiet_(quiet) {}
  void note(std::string_view text) override;
  void warning(std::string_view text) override;
  void hint(std::string_view text) override;
  void error(std::string_view text);
  void fatal(std::string_view text);

 private:
  bool quiet_;
  std::atomic<bool> after_note_ = false;  ///< a silenced note silences the hints that belong to it
};

}  // namespace cli
