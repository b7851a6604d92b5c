#include "base/text.h"
#include "experiment/record.h"

namespace experiment {
namespace {

/// Takes fixed text and then what stands before the next quote, from a line's front.
class Scanner {
 public:
  explicit Scanner(std::string_view line) : rest_(line) {}

  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  std::optional<std::string_view> string() {
    const std::size_t end = rest_.find_first_of("\"\\");
    if (end == std::string_view::npos || rest_[end] == '\\') return std::nullopt;
    return take(end);
  }
  std::optional<std::int64_t> integer() {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? std::nullopt : base::parse_integer(take(end));
  }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::string_view rest_;
};

}  // namespace

std::optional<LinePrefix> scan_line_prefix(std::string_view line) {
  Scanner scanner(line);
  LinePrefix prefix{};
  const auto take_integer = [&](std::int64_t& out) {
    const auto value = scanner.integer();
    if (value) out = *value;
    return value.has_value();
  };
  const auto take_string = [&](std::string_view& out) {
    const auto value = scanner.string();
    if (value) out = *value;
    return value.has_value();
  };
  const bool is_prefix = scanner.skip("{\"v\":") && take_integer(prefix.v) && scanner.skip(",\"run\":\"") &&
                         take_string(prefix.run) && scanner.skip("\",\"uuid\":\"") && take_string(prefix.uuid) &&
                         scanner.skip("\",\"rev\":") && take_integer(prefix.rev) && scanner.skip(",\"commit\":\"") &&
                         take_string(prefix.commit) && (scanner.skip("\",") || scanner.skip("\"}"));
  if (!is_prefix) return std::nullopt;
  return prefix;
}

}  // namespace experiment
