#include "cli/question.h"

#include <unistd.h>

#include <cerrno>

#include "base/fd.h"
#include "base/text.h"

namespace cli {

bool ask(const std::string& question) {
  if (::isatty(0) != 1 || ::isatty(2) != 1) return false;
  if (!base::write_all(2, base::printable(question) + " [y/N] ")) return false;
  std::string answer;
  // Byte by byte: what stands behind the line is the program's.
  for (char c = 0; answer.size() < 1000;) {
    const ssize_t n = ::read(0, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 || c == '\n') break;
    answer += c;
  }
  const std::string word = base::lower_ascii(base::trim(answer));
  return word == "y" || word == "yes";
}

}  // namespace cli
