#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "options.h"
#include "table/group.h"
#include "table/select.h"

namespace exp_table {

/// What the options make of a table of runs: rows chosen and ordered, columns, or groups. Pure; unknown names are warned of.
class View {
 public:
  /// `rows` of the table; `titles`: the columns of the set's title file, if it has one. The table must outlive the view.
  View(const table::Table& table, table::RowList rows, const Options& options, const table::Directions& directions,
       const std::optional<std::vector<table::ColumnSpec>>& titles, base::Messages& messages);

  /// Groups have `mean ± deviation` in one column for people, in two for programs; else both are the same.
  std::unique_ptr<table::Grid> grid(bool for_people) const;

 private:
  void select_rows(const Options& options, const table::Resolver& resolver, base::Messages& messages);
  void group(const Options& options, const table::Resolver& resolver, base::Messages& messages);
  void leave_out_reruns(const std::vector<table::Column>& keys, base::Messages& messages);
  std::vector<table::Column> choose_keys(const Options& options, const table::Resolver& resolver,
                                         base::Messages& messages);
  std::unique_ptr<table::Grid> make_grid(bool for_people, std::optional<int> precision) const;

  const table::Table& table_;
  std::vector<table::Column> columns_;
  table::RowList rows_;
  std::optional<table::Groups> groups_;
  std::vector<std::string> hidden_keys_;  // grouped by, but not among the columns asked for
  bool only_changed_;
  std::optional<int> precision_;
};

}  // namespace exp_table
