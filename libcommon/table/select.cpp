#include "table/select.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace table {

RowList all_rows(const Table& table) {
  RowList rows(table.size());
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

void keep_matching(const Table& table, const Filter& filter, RowList& rows) {
  RowReader reader(table);
  std::erase_if(rows, [&](std::uint32_t row) {
    reader.read(row);
    return !filter.matches(reader);
  });
}

SortValue::SortValue(Cell cell) : text_(cell.text()), rank_(Rank::text) {
  if (cell.missing()) {
    rank_ = Rank::missing;
  } else if (const auto number = cell.number()) {
    number_ = *number;
    rank_ = std::isnan(*number) ? Rank::nan : Rank::number;
  }
}

int SortValue::compare(const SortValue& other, bool descending) const {
  if (rank_ != other.rank_) return rank_ < other.rank_ ? -1 : 1;
  int order = 0;
  if (rank_ == Rank::number) order = (number_ > other.number_) - (number_ < other.number_);
  if (rank_ == Rank::text) order = text_.compare(other.text_);
  return descending ? -order : order;
}

void sort_rows(const Table& table, const std::vector<SourceKey>& keys, RowList& rows) {
  if (keys.empty()) return;
  std::vector<SortValue> values;  // all keys of the first row, of the second …
  values.reserve(rows.size() * keys.size());
  RowReader reader(table);
  for (const std::uint32_t row : rows) {
    reader.read(row);
    for (const SourceKey& key : keys) values.emplace_back(key.source.value(reader));
  }
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    for (std::size_t k = 0; k < keys.size(); ++k) {
      const int difference = values[a * keys.size() + k].compare(values[b * keys.size() + k], keys[k].descending);
      if (difference != 0) return difference < 0;
    }
    return false;
  });
  RowList sorted;
  sorted.reserve(rows.size());
  for (const std::uint32_t place : order) sorted.push_back(rows[place]);
  rows = std::move(sorted);
}

}  // namespace table
