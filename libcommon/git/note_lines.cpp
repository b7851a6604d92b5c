#include "git/note_lines.h"

#include <algorithm>
#include <iterator>

namespace git {
namespace {

std::vector<std::string_view> sorted_lines(std::string_view text) {
  auto lines = lines_of(text);
  if (!std::is_sorted(lines.begin(), lines.end())) std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return lines;
}

std::string union_of_lines(const std::vector<std::string_view>& texts) {
  std::vector<std::string_view> all;
  std::size_t size = 0;
  for (const auto text : texts) {
    const auto lines = lines_of(text);
    all.insert(all.end(), lines.begin(), lines.end());
    size += text.size() + 1;
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string joined;
  joined.reserve(size);
  for (const auto line : all) joined.append(line).push_back('\n');
  return joined;
}

std::vector<std::string_view> lines_missing(std::string_view text, std::string_view other) {
  const auto ours = sorted_lines(text), theirs = sorted_lines(other);
  std::vector<std::string_view> missing;
  std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(missing));
  return missing;
}

bool has_line(std::string_view text, std::string_view line) {
  for (std::size_t at = text.find(line); at != text.npos; at = text.find(line, at + 1)) {
    const std::size_t end = at + line.size();
    if ((at == 0 || text[at - 1] == '\n') && (end == text.size() || text[end] == '\n')) return true;
  }
  return false;
}

}  // namespace git
