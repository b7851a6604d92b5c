#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "cli/verbosity.h"

namespace cli {

/// Talk on stderr in git's form. One write per line, so that lines of several processes do not mix. Lines of a text that
/// has several are prefixed each. Control characters are made harmless here, too (base::printable): a net below the places
/// where texts are made. A warning is given once, however often it is found.
class TerminalMessages final : public base::Messages {
 public:
  explicit TerminalMessages(Verbosity verbosity = {}) : verbosity_(verbosity) {}
  void note(std::string_view text) override;
  void detail(std::string_view text) override;
  void warning(std::string_view text) override;
  void hint(std::string_view text) override;
  void error(std::string_view text);
  void fatal(std::string_view text);

 private:
  Verbosity verbosity_;
  std::atomic<bool> silenced_ = false;  ///< what was said last, and with it the hints that belong to it
  std::mutex mutex_;
  std::set<std::string, std::less<>> warnings_;  ///< that were given
};

}  // namespace cli
