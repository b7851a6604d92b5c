#pragma once

#include <string>
#include <vector>

#include "table/grid.h"
#include "table/writer.h"

/// How one row is written in the formats for programs. For this module only.
namespace table {

class LineFormat {
 public:
  virtual ~LineFormat() = default;
  /// What stands before the first row, and behind the last one.
  virtual std::string head() const = 0;
  virtual std::string tail() const { return {}; }
  /// Appends a row. Thread-safe. `is_last`: no row comes behind it.
  virtual void append(const std::vector<Cell>& cells, bool is_last, std::string& out) const = 0;
};

std::unique_ptr<LineFormat> make_csv_format(const std::vector<Heading>& headings, bool formula_guard);
std::unique_ptr<LineFormat> make_tsv_format(const std::vector<Heading>& headings, bool formula_guard);
/// `as_array`: json, else ndjson.
std::unique_ptr<LineFormat> make_json_format(const std::vector<Heading>& headings, bool as_array);

}  // namespace table
