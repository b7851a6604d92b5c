#include "table/group.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <unordered_map>

#include "base/error.h"
#include "base/text.h"
#include "table/format.h"
#include "table/statistics.h"
#include "table/text_grid.h"

namespace table {

namespace {

/// A metric's values in a group. The cells are of the table.
struct Summary {
  Statistics numbers;  // finite ones
  Cell smallest, largest;
  double smallest_number = 0, largest_number = 0;
  Cell only;  // the value, while all runs that have one have the same
  bool differ = false;

  void add(Cell cell) {
    if (cell.missing()) return;
    differ = differ || (!only.missing() && !same_value(only, cell));
    if (only.missing()) only = cell;
    const auto number = cell.number();
    if (!number || !std::isfinite(*number)) return;
    if (numbers.count() == 0 || *number < smallest_number) smallest = cell, smallest_number = *number;
    if (numbers.count() == 0 || *number > largest_number) largest = cell, largest_number = *number;
    numbers.add(*number);
  }
};

struct Group {
  std::vector<Cell> keys;
  std::size_t runs = 0;
  std::vector<Summary> metrics;
};

/// What a group's row shows.
struct GroupColumn {
  enum class What { key, runs, mean, deviation, mean_and_deviation, smallest, largest, count };
  What what;
  std::size_t index = 0;  // of the key or metric
};

/// Equal for equal values, as same_value() has it.
void append_identity(Cell cell, std::string& identity) {
  if (cell.missing()) {
    identity += 'm';
  } else if (const auto number = cell.number()) {
    const double value = std::isnan(*number) ? std::nan("") : *number + 0.0;  // + 0.0: no negative zero
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    identity += 'n';
    identity.append(bytes, sizeof value);
  } else {
    fmt::format_to(std::back_inserter(identity), "t{}:", cell.text().size());
    identity += cell.text();
  }
}

std::string rounded(Cell cell, std::optional<int> precision) {
  if (!precision || is_whole_number(cell.text())) return std::string(cell.text());
  return round_decimals(*cell.number(), *precision);
}

std::string format_own(double value, std::optional<int> precision) {
  return precision ? round_decimals(value, *precision) : format_real(value);
}

/// The text of a cell; nothing for a missing one.
std::optional<std::string> make_cell(const Group& group, GroupColumn column, std::optional<int> precision) {
  using What = GroupColumn::What;
  if (column.what == What::runs) return std::to_string(group.runs);
  if (column.what == What::key) {
    const Cell key = group.keys[column.index];
    return key.missing() ? std::nullopt : std::optional(std::string(key.text()));
  }
  const Summary& summary = group.metrics[column.index];
  if (column.what == What::count) return std::to_string(summary.numbers.count());
  if (summary.numbers.count() == 0) {
    const bool shown = column.what == What::mean_and_deviation && !summary.only.missing() && !summary.differ;
    return shown ? std::optional(std::string(summary.only.text())) : std::nullopt;
  }
  const auto deviation = summary.numbers.deviation();
  switch (column.what) {
    case What::smallest: return rounded(summary.smallest, precision);
    case What::largest: return rounded(summary.largest, precision);
    case What::deviation: return deviation ? std::optional(format_own(*deviation, precision)) : std::nullopt;
    case What::mean:
      // A single run's value as the program wrote it.
      return deviation ? format_own(summary.numbers.mean(), precision) : rounded(summary.smallest, precision);
    default:
      return deviation ? format_mean_and_deviation(summary.numbers.mean(), *deviation, precision)
                       : rounded(summary.smallest, precision);
  }
}

}  // namespace

struct Groups::State {
  std::vector<Heading> keys, metrics;
  std::vector<Group> groups;  // in the order shown

  /// How the column of the group's size is called: `n`, unless a key has that name.
  std::string runs_title() const {
    const bool taken = std::any_of(keys.begin(), keys.end(), [](const Heading& key) { return key.title == "n"; });
    return taken ? "runs" : "n";
  }
  bool has_several() const {
    return std::any_of(groups.begin(), groups.end(), [](const Group& group) { return group.runs > 1; });
  }
  bool is_incomplete(std::size_t metric) const {
    return std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
      const std::size_t count = group.metrics[metric].numbers.count();
      return count != 0 && count != group.runs;
    });
  }
  std::optional<GroupColumn> find(const std::string& title) const;
  std::vector<std::string> titles() const;
  std::unique_ptr<TextGrid> grid_of_keys(bool for_people) const;
  void add_column(TextGrid& grid, std::string title, GroupColumn column, std::optional<int> precision) const;
};

Groups::Groups(const Table& table, const RowList& rows, const std::vector<Column>& keys,
               const std::vector<Column>& metrics)
    : state_(std::make_unique<State>()) {
  for (const Column& key : keys) state_->keys.push_back(make_heading(table, key));
  for (const Column& metric : metrics) state_->metrics.push_back(make_heading(table, metric));
  std::unordered_map<std::string, std::size_t> places;
  RowReader reader(table);
  std::string identity;
  for (const std::uint32_t row : rows) {
    reader.read(row);
    identity.clear();
    for (const Column& key : keys) append_identity(key.source.value(reader), identity);
    const auto [place, is_new] = places.emplace(identity, state_->groups.size());
    if (is_new) {
      Group& group = state_->groups.emplace_back();
      for (const Column& key : keys) group.keys.push_back(key.source.value(reader));
      group.metrics.resize(metrics.size());
    }
    Group& group = state_->groups[place->second];
    ++group.runs;
    for (std::size_t m = 0; m < metrics.size(); ++m) group.metrics[m].add(metrics[m].source.value(reader));
  }
}

Groups::~Groups() = default;
Groups::Groups(Groups&&) noexcept = default;

std::size_t Groups::size() const {
  return state_->groups.size();
}

std::optional<GroupColumn> Groups::State::find(const std::string& title) const {
  using What = GroupColumn::What;
  for (std::size_t k = 0; k < keys.size(); ++k)
    if (keys[k].title == title) return GroupColumn{What::key, k};
  if (title == runs_title()) return GroupColumn{What::runs};
  constexpr std::pair<std::string_view, What> suffixes[] = {{"", What::mean},          {":mean", What::mean},
                                                            {":std", What::deviation}, {":min", What::smallest},
                                                            {":max", What::largest},   {":n", What::count}};
  for (std::size_t m = 0; m < metrics.size(); ++m)
    for (const auto& [suffix, what] : suffixes)
      if (title == metrics[m].title + std::string(suffix)) return GroupColumn{what, m};
  return std::nullopt;
}

std::vector<std::string> Groups::State::titles() const {
  std::vector<std::string> titles{runs_title()};
  for (const Heading& key : keys) titles.push_back(key.title);
  for (const Heading& metric : metrics) titles.push_back(metric.title);
  return titles;
}

void Groups::sort(const std::vector<SortKey>& keys, base::Messages& messages) {
  std::vector<std::pair<GroupColumn, bool>> columns;
  for (const SortKey& key : keys) {
    std::string title = key.name.text;
    if (key.name.function) title += ":" + std::string(format_function(*key.name.function));
    if (const auto column = state_->find(title)) {
      columns.emplace_back(*column, key.descending);
      continue;
    }
    messages.warning("the groups have no column " + base::quoted(title) + " to sort by");
    const auto similar = base::similar_words(title, state_->titles());
    if (!similar.empty()) messages.hint("did you mean " + base::quoted(similar[0]) + "?");
  }
  std::vector<std::vector<std::optional<std::string>>> values(size());
  for (std::size_t g = 0; g < size(); ++g)
    for (const auto& [column, descending] : columns)
      values[g].push_back(make_cell(state_->groups[g], column, std::nullopt));
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto value = [&](std::size_t g) { return SortValue(values[g][c] ? Cell(*values[g][c]) : Cell()); };
      const int difference = value(a).compare(value(b), columns[c].second);
      if (difference != 0) return difference < 0;
    }
    return false;
  });
  std::vector<Group> sorted;
  for (const std::size_t place : order) sorted.push_back(std::move(state_->groups[place]));
  state_->groups = std::move(sorted);
}

void Groups::keep_first(std::size_t count) {
  if (count < size()) state_->groups.resize(count);
}

void Groups::State::add_column(TextGrid& grid, std::string title, GroupColumn column,
                               std::optional<int> precision) const {
  using What = GroupColumn::What;
  Heading heading{std::move(title), Kind::info, {}, false, column.what == What::runs};
  if (column.what == What::key) {
    heading = keys[column.index];
  } else if (column.what != What::runs) {
    heading.kind = Kind::metric;
    if (column.what != What::deviation && column.what != What::count)
      heading.direction = metrics[column.index].direction;
  }
  grid.titles.push_back(std::move(heading));
  for (std::size_t g = 0; g < groups.size(); ++g) grid.rows[g].push_back(make_cell(groups[g], column, precision));
}

std::unique_ptr<TextGrid> Groups::State::grid_of_keys(bool for_people) const {
  auto grid = std::make_unique<TextGrid>();
  grid->rows.resize(groups.size());
  for (std::size_t k = 0; k < keys.size(); ++k) add_column(*grid, keys[k].title, {GroupColumn::What::key, k}, {});
  // Runs that have none of the parameters: a row that begins with blanks would look like a part of the one above.
  if (for_people)
    for (auto& row : grid->rows)
      if (std::none_of(row.begin(), row.end(), [](const auto& key) { return key.has_value(); }))
        for (auto& key : row) key = "(none)";
  add_column(*grid, runs_title(), {GroupColumn::What::runs}, {});
  return grid;
}

std::unique_ptr<Grid> Groups::grid_for_people(std::optional<int> precision) const {
  using What = GroupColumn::What;
  auto grid = state_->grid_of_keys(true);
  for (std::size_t m = 0; m < state_->metrics.size(); ++m) {
    const std::string& title = state_->metrics[m].title;
    state_->add_column(*grid, title, {What::mean_and_deviation, m}, precision);
    if (state_->is_incomplete(m)) state_->add_column(*grid, title + ":n", {What::count, m}, {});
    if (!state_->has_several()) continue;
    state_->add_column(*grid, title + ":min", {What::smallest, m}, precision);
    state_->add_column(*grid, title + ":max", {What::largest, m}, precision);
  }
  return grid;
}

std::unique_ptr<Grid> Groups::grid_for_programs(std::optional<int> precision) const {
  using What = GroupColumn::What;
  auto grid = state_->grid_of_keys(false);
  for (std::size_t m = 0; m < state_->metrics.size(); ++m) {
    const std::string& title = state_->metrics[m].title;
    if (state_->is_incomplete(m)) state_->add_column(*grid, title + ":n", {What::count, m}, {});
    state_->add_column(*grid, title + ":mean", {What::mean, m}, precision);
    state_->add_column(*grid, title + ":std", {What::deviation, m}, precision);
    state_->add_column(*grid, title + ":min", {What::smallest, m}, precision);
    state_->add_column(*grid, title + ":max", {What::largest, m}, precision);
  }
  return grid;
}

}  // namespace table
