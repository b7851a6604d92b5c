#include "base/error.h"

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace base {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 200;
  if (text.size() > longest) {
    std::string shortened(text.substr(0, longest / 2));
    shortened += "...";
    shortened += text.substr(text.size() - longest / 2);
    return "'" + printable(shortened) + "'";
  }
  return "'" + printable(text) + "'";
}

std::string error_text(int errno_value) {
  std::string text = std::strerror(errno_value);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

UserError file_error(std::string_view action, const std::string& path, int errno_value) {
  std::vector<std::string> hints;
  switch (errno_value) {
    case ENOSPC: hints.push_back("free some space on that disk, then try again"); break;
    case EDQUOT: hints.push_back("your disk quota is used up; free some space, then try again"); break;
    case EROFS: hints.push_back("the file system is mounted read-only"); break;
    case EACCES:
    case EPERM: hints.push_back("check the owner and mode of that path with 'ls -ld'"); break;
    default: break;
  }
  return UserError("cannot " + std::string(action) + " " + quoted(path) + ": " + error_text(errno_value), hints);
}

}  // namespace base
