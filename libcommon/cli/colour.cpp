#include "cli/colour.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "base/text.h"

namespace cli {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

bool is_terminal(int fd) {
  return ::isatty(fd) == 1;
}

std::size_t terminal_width() {
  if (const auto columns = base::parse_integer(variable("COLUMNS")); columns && *columns > 0 && *columns < 100'000)
    return static_cast<std::size_t>(*columns);
  winsize size{};
  for (const int fd : {1, 2})
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool wants_colour(int fd, const std::optional<std::string>& color_exp, const std::optional<std::string>& color_ui) {
  const std::string choice = base::lower_ascii(color_exp ? *color_exp : color_ui.value_or("auto"));
  if (choice == "always") return true;
  if (choice == "never" || choice == "false" || choice == "no" || choice == "off" || choice == "0") return false;
  if (!variable("NO_COLOR").empty() || variable("TERM") == "dumb") return false;
  return is_terminal(fd) || !variable("GIT_PAGER_IN_USE").empty();
}

}  // namespace cli
