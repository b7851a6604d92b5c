#include "view.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "reruns.h"
#include "run_row.h"

namespace exp_table {
namespace {

bool is_run_name(const table::Column& column) {
  return column.source.id == table::run_name_id;
}

/// A key may be the title that --columns gave a column.
table::Source find_source(const table::WrittenName& name, const std::vector<table::Column>& columns,
                          const table::Resolver& resolver, base::Messages& messages) {
  for (const auto& column : columns)
    if (column.title == name.text && !name.function) return column.source;
  return resolver.resolve(name, messages);
}

std::string list_of(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const auto& name : names) quoted.push_back(base::printable(name));
  return base::join(quoted, ", ");
}

/// "grouped by lr, hidden (not by seed, out)"
void say_keys(const table::GroupKeys& keys, base::Messages& messages) {
  std::vector<std::string> names;
  for (const auto& key : keys.keys) names.push_back(key.title);
  std::string text = names.empty() ? "one group: no parameter tells the runs apart" : "grouped by " + list_of(names);
  if (!keys.left_out.empty()) text += " (not by " + list_of(keys.left_out) + ")";
  messages.note(text);
}

}  // namespace

View::View(const table::Table& table, table::RowList rows, const Options& options, const table::Directions& directions,
           const std::optional<std::vector<table::ColumnSpec>>& titles, base::Messages& messages)
    : table_(table), rows_(std::move(rows)), only_changed_(options.only_changed), precision_(options.precision) {
  const table::Resolver resolver(table, directions);
  resolver.require(options.columns, run_fields());
  if (!options.columns.empty())
    columns_ = resolver.columns(options.columns, messages);
  else if (titles)
    columns_ = resolver.columns(*titles, messages);
  else
    columns_ = resolver.all_columns();
  select_rows(options, resolver, messages);
  if (options.grouped) group(options, resolver, messages);
}

void View::select_rows(const Options& options, const table::Resolver& resolver, base::Messages& messages) {
  if (options.filter) {
    auto filter = table::Filter::parse(*options.filter);
    filter.bind(resolver, messages);
    table::keep_matching(table_, filter, rows_);
  }
  if (options.grouped) return;  // the groups are sorted and cut then
  std::vector<table::SourceKey> keys;
  for (const auto& key : options.sort)
    keys.push_back({find_source(key.name, columns_, resolver, messages), key.descending});
  table::sort_rows(table_, keys, rows_);
  if (options.top && *options.top < rows_.size()) rows_.resize(*options.top);
}

std::vector<table::Column> View::choose_keys(const Options& options, const table::Resolver& resolver,
                                             base::Messages& messages) {
  if (options.group_by.empty()) {
    auto keys = table::default_group_keys(resolver, rows_);
    say_keys(keys, messages);
    return std::move(keys.keys);
  }
  resolver.require(options.group_by, run_fields());
  auto keys = resolver.columns(options.group_by, messages);
  std::erase_if(keys, is_run_name);
  return keys;
}

void View::leave_out_reruns(const std::vector<table::Column>& keys, base::Messages& messages) {
  const std::size_t all = rows_.size();
  rows_ = without_reruns(table_, rows_, keys);
  if (rows_.size() == all) return;
  const std::size_t left_out = all - rows_.size();
  messages.note(base::count_of(left_out, "rerun", "reruns") + " left out of the statistics: the same sample again (" +
                "commit, seed and parameters); --reruns counts " + (left_out == 1 ? "it" : "them"));
}

void View::group(const Options& options, const table::Resolver& resolver, base::Messages& messages) {
  auto keys = choose_keys(options, resolver, messages);
  std::vector<table::Column> metrics;
  std::vector<bool> is_shown(keys.size());
  for (const auto& column : columns_) {
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const table::Column& other) { return other.source == column.source; });
    if (key != keys.end() && column.source.id)
      is_shown[static_cast<std::size_t>(key - keys.begin())] = true;
    else if (column.source.kind == table::Kind::metric)
      metrics.push_back(column);
    else if (!options.columns.empty() && !is_run_name(column))
      messages.warning(base::quoted(column.title) + " is no metric, and the groups are not made by it: left out");
  }
  // Of the keys those are shown that were asked for; if none was, all, or the rows could not be told apart.
  if (!options.columns.empty() && std::find(is_shown.begin(), is_shown.end(), true) != is_shown.end())
    for (std::size_t k = 0; k < keys.size(); ++k)
      if (!is_shown[k]) hidden_keys_.push_back(keys[k].title);
  if (!options.counts_reruns) leave_out_reruns(keys, messages);
  groups_.emplace(table_, rows_, keys, metrics);
  groups_->sort(options.sort, messages);
  if (options.top) groups_->keep_first(*options.top);
}

std::unique_ptr<table::Grid> View::make_grid(bool for_people, std::optional<int> precision) const {
  if (!groups_) return table::make_grid(table_, rows_, columns_, precision);
  auto grid = for_people ? groups_->grid_for_people(precision) : groups_->grid_for_programs(precision);
  std::vector<std::size_t> kept;
  const auto is_hidden = [&](std::size_t column) {
    const auto& heading = grid->headings()[column];
    return heading.kind != table::Kind::metric && !heading.always_shown &&
           std::find(hidden_keys_.begin(), hidden_keys_.end(), heading.title) != hidden_keys_.end();
  };
  for (std::size_t c = 0; c < grid->headings().size(); ++c)
    if (!is_hidden(c)) kept.push_back(c);
  return table::keep_columns(std::move(grid), std::move(kept));
}

std::unique_ptr<table::Grid> View::grid(bool for_people) const {
  auto grid = make_grid(for_people, precision_);
  if (!only_changed_) return grid;
  // Whether a value changes is asked of what the programs wrote, not of what rounding leaves.
  auto changed = table::changed_columns(*make_grid(for_people, std::nullopt));
  return table::keep_columns(std::move(grid), std::move(changed));
}

}  // namespace exp_table
