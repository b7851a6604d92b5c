#include "supervise/earlier_output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "base/fd.h"

namespace supervise {
namespace {

constexpr std::string_view mark = "======";
/// A head has six lines: a program that prints such a mark itself must not hide what follows.
constexpr int longest_head = 6;

class WithoutHeads final : public LineConsumer {
 public:
  explicit WithoutHeads(LineConsumer& consumer) : consumer_(consumer) {}

  void line(std::string_view text, bool final) override {
    if (head_lines_ > 0 && --head_lines_ > 0) {
      if (text == mark) head_lines_ = 0;
      return;
    }
    const bool is_mark = text.starts_with("====== ") && text.ends_with(" ======");
    if (!is_mark) return consumer_.line(text, final);
    // "====== asr/0 ======" begins a head, "====== finished, exit 0, … after 3 s ======" is a foot.
    if (text.find(',') == text.npos) head_lines_ = longest_head;
  }

 private:
  LineConsumer& consumer_;
  int head_lines_ = 0;
};

}  // namespace

void read_earlier_output(const std::string& log, LineConsumer& consumer) {
  const base::UniqueFd fd(::open(log.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!fd || ::fstat(fd.value(), &info) != 0 || !S_ISREG(info.st_mode)) return;
  WithoutHeads without_heads(consumer);
  LineStates lines(&without_heads);
  std::string piece(1u << 20, '\0');
  for (ssize_t n; (n = ::read(fd.value(), piece.data(), piece.size())) > 0 || (n < 0 && errno == EINTR);)
    if (n > 0) lines.feed({piece.data(), static_cast<std::size_t>(n)});
  lines.finish();
}

}  // namespace supervise
