#include "listing.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "experiment/natural_order.h"

namespace exp_list {
namespace {

/// Numbers, then texts, then nothing.
int rank_of(const Field& field) {
  return field.number ? 0 : field.text ? 1 : 2;
}

bool comes_before(const Field& a, const Field& b, bool descending) {
  if (rank_of(a) != rank_of(b)) return rank_of(a) < rank_of(b);
  const Field& first = descending ? b : a;
  const Field& second = descending ? a : b;
  if (first.number) return *first.number < *second.number;
  return first.text && experiment::natural_less(*first.text, *second.text);
}

}  // namespace

void Listing::add(std::vector<Field> row) {
  order_.push_back(rows_.size());
  rows_.push_back(std::move(row));
}

std::size_t Listing::find_column(const std::string& name) const {
  std::vector<std::string> known;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto& names = columns_[c].names;
    if (std::find(names.begin(), names.end(), name) != names.end()) return c;
    known.push_back(names.front());
  }
  throw base::UsageError("option '--sort' finds no column " + base::quoted(name) + ", but " +
                         base::printable(base::join(known, ", ")));
}

void Listing::sort(const SortBy& by) {
  const std::size_t column = find_column(by.column);
  std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    return comes_before(rows_[a][column], rows_[b][column], by.descending);
  });
}

void Listing::keep_first(std::size_t count) {
  if (order_.size() > count) order_.resize(count);
}

table::ListGrid Listing::grid() const {
  std::vector<std::size_t> shown;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (std::any_of(order_.begin(), order_.end(), [&](std::size_t i) { return rows_[i][c].text.has_value(); }))
      shown.push_back(c);
  std::vector<table::Heading> headings;
  for (const std::size_t c : shown) headings.push_back(columns_[c].heading);
  std::vector<table::ListGrid::Row> rows;
  for (const std::size_t i : order_) {
    rows.emplace_back();
    for (const std::size_t c : shown) rows.back().push_back(rows_[i][c].text);
  }
  return table::ListGrid(std::move(headings), std::move(rows));
}

}  // namespace exp_list
