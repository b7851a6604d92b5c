#include "word_diff.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace exp_diff {
namespace {

using Words = std::vector<std::string>;

/// Beyond, what stands between the common beginning and end counts as different: a table of this size is made.
constexpr std::size_t largest_table = 4'000'000;

/// Marks the common words of the middle parts.
void mark_middle(const Words& before, const Words& after, std::size_t start, std::size_t end_before,
                 std::size_t end_after, CommonWords& common) {
  const std::size_t rows = end_before - start, columns = end_after - start;
  if (rows == 0 || columns == 0 || rows > largest_table / columns) return;
  // lengths[i][j]: of the longest common sequence of what is left from word i and word j on.
  std::vector<std::uint32_t> lengths((rows + 1) * (columns + 1));
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return lengths[i * (columns + 1) + j]; };
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      at(i, j) = before[start + i] == after[start + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (before[start + i] == after[start + j])
      common.before[start + i++] = common.after[start + j++] = true;
    else if (at(i + 1, j) >= at(i, j + 1))
      ++i;
    else
      ++j;
  }
}

}  // namespace

CommonWords find_common_words(const Words& before, const Words& after) {
  CommonWords common{std::vector<bool>(before.size()), std::vector<bool>(after.size())};
  std::size_t start = 0, end_before = before.size(), end_after = after.size();
  for (; start < std::min(end_before, end_after) && before[start] == after[start]; ++start)
    common.before[start] = common.after[start] = true;
  while (end_before > start && end_after > start && before[end_before - 1] == after[end_after - 1])
    common.before[--end_before] = common.after[--end_after] = true;
  mark_middle(before, after, start, end_before, end_after, common);
  return common;
}

std::string format_marked_command(const std::string& sign, const Words& words, const std::vector<bool>& is_common,
                                  const std::string& colour) {
  std::string line = sign, marks(sign.size(), ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = base::printable(base::shell_quote(words[i]));
    const bool marked = !is_common[i];
    if (i > 0) line += ' ', marks += ' ';
    line += marked && !colour.empty() ? colour + word + "\x1b[m" : word;
    marks.append(base::display_width(word), marked ? '^' : ' ');
  }
  line += '\n';
  marks.erase(marks.find_last_not_of(' ') + 1);
  if (!marks.empty() && colour.empty()) line += marks + '\n';
  return line;
}

}  // namespace exp_diff
