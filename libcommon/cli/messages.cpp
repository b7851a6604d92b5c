#include "cli/messages.h"

#include "base/fd.h"
#include "base/text.h"

namespace cli {
namespace {

void say(std::string_view prefix, std::string_view text) {
  std::string lines;
  for (const auto& line : base::split(text, '\n')) lines.append(prefix).append(base::printable(line)).append("\n");
  // A closed stderr is no reason to fail.
  (void)base::write_all(2, lines);
}

}  // namespace

void TerminalMessages::note(std::string_view text) {
  silenced_ = verbosity_.quiet;
  if (!verbosity_.quiet) say("", text);
}
void TerminalMessages::detail(std::string_view text) {
  if (verbosity_.verbose) say("", text);
}
void TerminalMessages::warning(std::string_view text) {
  {
    const std::lock_guard lock(mutex_);
    silenced_ = !warnings_.emplace(text).second;
  }
  if (!silenced_) say("warning: ", text);
}
void TerminalMessages::hint(std::string_view text) {
  if (!silenced_) say("hint: ", text);
}
void TerminalMessages::error(std::string_view text) {
  say("error: ", text);
}
void TerminalMessages::fatal(std::string_view text) {
  say("fatal: ", text);
}

}  // namespace cli
