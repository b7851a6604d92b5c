#include "support.h"
#include "table/select.h"
#include "table/test_table.h"
#include "tables.h"
#include "targets.h"

namespace fuzz {

/// A row for each line that begins with '>', behind it values `name=value`: names and values of any bytes.
void check_table(std::string_view input) {
  std::vector<table::TestRow> rows;
  for (const auto& line : lines_of(input)) {
    if (rows.empty() || line.starts_with('>')) {
      rows.push_back({line, {}, {}, {{"state", line}}});
      continue;
    }
    const auto equals = std::min(line.find('='), line.size());
    const std::string name = line.substr(0, equals), value = line.substr(std::min(equals + 1, line.size()));
    auto& row = rows.back();
    (row.params.size() > row.metrics.size() ? row.metrics : row.params).emplace_back(name, value);
  }
  const table::Table table = table::make_table(rows);
  const table::Resolver resolver(table, {});
  auto columns = resolver.all_columns();
  auto order = table::all_rows(table);
  std::vector<table::SourceKey> keys;
  for (const auto& column : columns) keys.push_back({column.source, true});
  table::sort_rows(table, keys, order);
  check_formats(*table::make_grid(table, order, columns));
  const auto rounded = table::make_grid(table, order, std::move(columns), 2);
  expect(!table::changed_columns(*rounded).empty(), "the run's name is always shown");
  check_formats(*rounded);
}

}  // namespace fuzz
