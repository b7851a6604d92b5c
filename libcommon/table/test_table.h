#pragma once

#include <string>
#include <utility>
#include <vector>

#include "table/column.h"
#include "table/grid.h"
#include "table/table.h"
#include "table/writer.h"

/// Small tables for this module's tests.
namespace table {

using TestValues = std::vector<std::pair<std::string, std::string>>;

struct TestRow {
  std::string name;
  TestValues params, metrics, info;
};

inline void add_row(Batch& batch, std::size_t position, const TestRow& row) {
  batch.begin_row(position, row.name);
  for (const auto& [name, text] : row.info) batch.add_info(name, text);
  for (const auto& [name, text] : row.params) batch.add_param(name, text);
  for (const auto& [name, text] : row.metrics) batch.add_metric(name, text);
  batch.commit_row();
}

inline Table make_table(Batch batch) {
  std::vector<Batch> batches;
  batches.push_back(std::move(batch));
  return Table(std::move(batches));
}

inline Table make_table(const std::vector<TestRow>& rows) {
  Batch batch;
  for (std::size_t i = 0; i < rows.size(); ++i) add_row(batch, i, rows[i]);
  return make_table(std::move(batch));
}

inline std::vector<std::string> titles_of(const std::vector<Column>& columns) {
  std::vector<std::string> titles;
  for (const Column& column : columns) titles.push_back(column.title);
  return titles;
}

inline std::string write(const Grid& grid, Format format, const WriteSettings& settings = {}) {
  std::string text;
  write_grid(grid, format, settings, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace table
