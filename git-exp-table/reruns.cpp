#include "reruns.h"

#include <string_view>
#include <unordered_map>

namespace exp_table {
namespace {

using table::Cell;

bool is_same(Cell a, Cell b) {
  if (a.missing() || b.missing()) return a.missing() && b.missing();
  return a.text() == b.text();
}

class Reruns {
 public:
  Reruns(const table::Table& table, const std::vector<table::Column>& keys) : rerun_(table), original_(table) {
    const auto field = [&](std::string_view name) {
      return table::Source{table::Kind::info, table.names().find(table::Kind::info, name), {}};
    };
    rerun_of_ = field("rerun_of");
    uuid_ = field("uuid");
    state_ = field("state");
    compared_ = {field("commit"), field("seed")};
    for (const auto& key : keys) compared_.push_back(key.source);
  }

  bool any() const { return rerun_of_.id.has_value(); }

  table::RowList without(const table::RowList& rows) {
    for (const std::uint32_t row : rows) {
      rerun_.read(row);
      const Cell uuid = uuid_.value(rerun_);
      if (!uuid.missing()) by_uuid_.emplace(uuid.text(), row);
    }
    table::RowList kept;
    for (const std::uint32_t row : rows)
      if (!repeats_a_row(row)) kept.push_back(row);
    return kept;
  }

 private:
  bool repeats_a_row(std::uint32_t row) {
    rerun_.read(row);
    const Cell uuid = rerun_of_.value(rerun_);
    const auto found = uuid.missing() ? by_uuid_.end() : by_uuid_.find(uuid.text());
    if (found == by_uuid_.end() || found->second == row) return false;
    original_.read(found->second);
    if (const Cell state = state_.value(original_); state.missing() || state.text() != "finished") return false;
    for (const auto& source : compared_)
      if (!is_same(source.value(rerun_), source.value(original_))) return false;
    return true;
  }

  table::RowReader rerun_, original_;
  table::Source rerun_of_, uuid_, state_;
  std::vector<table::Source> compared_;
  std::unordered_map<std::string_view, std::uint32_t> by_uuid_;
};

}  // namespace

table::RowList without_reruns(const table::Table& table, const table::RowList& rows,
                              const std::vector<table::Column>& keys) {
  Reruns reruns(table, keys);
  return reruns.any() ? reruns.without(rows) : rows;
}

}  // namespace exp_table
