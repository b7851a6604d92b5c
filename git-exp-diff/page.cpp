#include "page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "experiment/snapshot.h"
#include "table/text_grid.h"
#include "table/writer.h"
#include "word_diff.h"

namespace exp_diff {
namespace {

using base::Json;

constexpr std::size_t shown_digits = 10;  ///< of a commit

constexpr const char* bold = "\x1b[1m";
constexpr const char* plain = "\x1b[m";
constexpr const char* red = "\x1b[31m";
constexpr const char* green = "\x1b[32m";

std::string coloured(const std::string& text, const char* colour, const Look& look) {
  return look.colour && !text.empty() ? colour + text + plain : text;
}

std::optional<std::string> cell_of(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return text_of(value);
}

/// `always_text`: its numbers are of different things, and stand to the left.
void add_column(table::TextGrid& grid, const std::string& title, bool always_shown, bool always_text = false) {
  table::Heading heading;
  heading.title = title;
  heading.always_shown = always_shown;
  heading.always_text = always_text;
  grid.titles.push_back(std::move(heading));
}

TableText write(const table::TextGrid& grid, const Look& look) {
  table::WriteSettings settings;
  settings.width = look.width;
  settings.colour = look.colour;
  TableText written;
  const auto result =
      table::write_grid(grid, table::Format::text, settings, [&](std::string_view piece) { written.text += piece; });
  written.dropped_columns = result.dropped_columns;
  return written;
}

table::TextGrid::Row row_of(const Difference& difference) {
  table::TextGrid::Row row{difference.what};
  for (const auto& value : difference.values) {
    row.push_back(cell_of(value));
    if (difference.section == Section::code && row.back()) row.back()->resize(shown_digits);
  }
  return row;
}

const char* title_of(Section section) {
  switch (section) {
    case Section::command: return "settings";
    case Section::params: return "parameters";
    case Section::metrics: return "metrics";
    case Section::environment: return "environment";
    case Section::code: break;
  }
  return "code";
}

bool is_command_line(const Difference& difference) {
  return difference.section == Section::command && std::any_of(difference.values.begin(), difference.values.end(),
                                                               [](const Json& json) { return json.is_array(); });
}

std::vector<std::string> words_of(const Json& value) {
  std::vector<std::string> words;
  for (const auto& item : value.items()) words.push_back(item.text());
  return words;
}

std::string format_command(const Difference& difference, const Look& look) {
  const auto before = words_of(difference.values[0]), after = words_of(difference.values[1]);
  const CommonWords common = find_common_words(before, after);
  return "\n" + format_title(difference.what, look) +
         format_marked_command("- ", before, common.before, look.colour ? red : "") +
         format_marked_command("+ ", after, common.after, look.colour ? green : "");
}

std::string format_section_table(Section section, const std::vector<Side>& sides,
                                 const std::vector<Difference>& differences, const Look& look) {
  table::TextGrid grid;
  add_column(grid, title_of(section), true);
  const bool is_mixed = section == Section::command || section == Section::environment;
  for (const auto& side : sides) add_column(grid, side.name, true, is_mixed);
  const bool with_steps = section == Section::metrics;
  if (with_steps) {
    add_column(grid, "difference", true);
    add_column(grid, "relative", true);
  }
  for (const auto& difference : differences) {
    if (difference.section != section || is_command_line(difference)) continue;
    auto row = row_of(difference);
    const auto step = find_step(difference.values[0], difference.values[1]);
    if (with_steps) {
      row.push_back(step ? std::optional(fmt::format("{:+.6g}", step->difference)) : std::nullopt);
      row.push_back(step && step->relative ? std::optional(fmt::format("{:+.3g} %", 100 * *step->relative))
                                           : std::nullopt);
    }
    grid.rows.push_back(std::move(row));
  }
  return grid.rows.empty() ? "" : "\n" + write(grid, look).text;
}

/// What is left to say of a side behind its commit.
std::string describe(const Side& side, base::Timestamp now) {
  if (!side.run) return "no run";
  std::string text = side.state + ", " + base::format_age(side.run->record.created, now);
  if (const std::string snapshot = experiment::describe_snapshot(side.run->record); !snapshot.empty())
    text += ", a snapshot on " + base::printable(snapshot);
  if (side.run->is_copy) text += ", a copy in " + base::printable(side.run->folder);
  if (!side.run->remote.empty()) text += ", from " + base::printable(side.run->remote);
  if (side.run->folder.empty() && side.run->remote.empty()) text += ", without its folder";
  return text;
}

}  // namespace

std::string format_title(const std::string& title, const Look& look) {
  return coloured(base::printable(title), bold, look) + "\n";
}

std::string format_sides(const std::vector<Side>& sides, base::Timestamp now, const Look& look) {
  std::size_t widest = 0;
  for (const auto& side : sides) widest = std::max(widest, base::display_width(base::printable(side.name)));
  std::string text;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const Side& side = sides[i];
    const std::string name = base::printable(side.name);
    const std::string line = name + std::string(widest - base::display_width(name) + 2, ' ') +
                             side.commit.substr(0, shown_digits) + "  " + describe(side, now);
    if (sides.size() == 2)
      text += coloured((i == 0 ? "--- " : "+++ ") + line, i == 0 ? red : green, look) + "\n";
    else
      text += line + "\n";
  }
  return text;
}

std::string format_pair(const std::vector<Side>& sides, const std::vector<Difference>& differences, const Look& look) {
  std::string text;
  for (const auto& difference : differences)
    if (is_command_line(difference)) text += format_command(difference, look);
  for (const Section section : {Section::command, Section::params, Section::metrics, Section::environment})
    text += format_section_table(section, sides, differences, look);
  return text;
}

TableText format_table(const std::vector<Side>& sides, const std::vector<Difference>& differences, const Look& look) {
  if (differences.empty()) return {};
  std::set<std::string> params;
  for (const auto& difference : differences)
    if (difference.section == Section::params) params.insert(difference.what);
  table::TextGrid grid;
  add_column(grid, "", true);
  for (const auto& side : sides) add_column(grid, side.name, false, true);
  for (const auto& difference : differences) {
    grid.rows.push_back(row_of(difference));
    // As exp-table tells them apart.
    if (difference.section == Section::metrics && params.count(difference.what) > 0)
      grid.rows.back().front() = "metric:" + difference.what;
  }
  TableText written = write(grid, look);
  written.text.insert(0, "\n");
  return written;
}

}  // namespace exp_diff
