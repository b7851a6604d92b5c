#include "support.h"
#include "table/column.h"
#include "table/group.h"
#include "table/select.h"
#include "tables.h"
#include "targets.h"

namespace fuzz {
namespace {

void sort_by(std::string_view text, const table::Resolver& resolver, base::Messages& messages, table::RowList& rows) {
  std::vector<table::SourceKey> keys;
  for (const auto& key : table::parse_sort(text))
    keys.push_back({resolver.resolve(key.name, messages), key.descending});
  table::sort_rows(small_table(), keys, rows);
}

}  // namespace

/// The first line is what is shown, the second what it is sorted by.
void check_columns(std::string_view input) {
  base::CollectedMessages messages;
  const table::Resolver resolver(small_table(), {{"acc", table::Direction::max}});
  table::RowList rows = table::all_rows(small_table());
  try {
    const auto columns = resolver.columns(table::parse_columns(take_line(input)), messages);
    expect(!columns.empty() && columns[0].title == table::run_column, "the run's name comes first");
    sort_by(take_line(input), resolver, messages, rows);
    expect(rows.size() == small_table().size(), "sorting loses no row");
    check_formats(*table::make_grid(small_table(), rows, columns, 3));
    const table::Groups groups(small_table(), rows, {columns.back()}, columns);
    check_formats(*groups.grid_for_people({}));
    check_formats(*groups.grid_for_programs(2));
  } catch (const base::UserError& error) {
    expect_printable(error);
  }
  expect_printable(messages);
}

}  // namespace fuzz
