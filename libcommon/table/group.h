#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "table/column.h"
#include "table/grid.h"
#include "table/select.h"

/// Runs that share parameters as one row: how many they are, and of each metric mean, deviation, smallest and
/// largest.
namespace table {

/// What of the runs' parameters tells them apart though they are the same experiment.
struct GroupKeys {
  std::vector<Column> keys;
  std::vector<std::string> left_out;  ///< names of parameters that are not keys
};

/// All parameters but the seed and those that hold the run's own name, id, uuid or path, in these rows:
/// - the seed: a name whose last word is `seed` (seed, data.seed, random_seed), or a parameter that equals the info
///   field `seed` in every row that has both, there being different seeds;
/// - held: the value contains the run's name, or the info field `uuid` or `path`, as words of their own in any row; or
///   it is a text (no number) with the info field `id` as a word of its own in every row, there being different ids;
///   or a number that equals it in every row, under a name whose last word is `id`.
GroupKeys default_group_keys(const Resolver& resolver, const RowList& rows);

/// Groups in first-seen order. Values of a key are equal if they are the same text or number; a missing one is a
/// value too. Metrics count their finite numbers; text, NaN and infinities are left out of mean and deviation.
class Groups {
 public:
  /// `metrics`: columns of any kind whose numbers are summarised. The table must outlive the groups.
  Groups(const Table& table, const RowList& rows, const std::vector<Column>& keys, const std::vector<Column>& metrics);
  ~Groups();
  Groups(Groups&&) noexcept;

  std::size_t size() const;
  /// Names: a key's or a metric's (its mean) title, `n`, `<metric>:mean|std|min|max`. An unknown one is warned of.
  void sort(const std::vector<SortKey>& keys, base::Messages& messages);
  void keep_first(std::size_t count);

  /// Keys, `n`, and of each metric one column `0.972 ± 0.003` and, where groups have several runs, `:min` and `:max`.
  std::unique_ptr<Grid> grid_for_people(std::optional<int> precision) const;
  /// Keys, `n`, and of each metric `:mean`, `:std`, `:min`, `:max`. In both, a metric that some runs of a group lack
  /// also has a column `:n`.
  std::unique_ptr<Grid> grid_for_programs(std::optional<int> precision) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace table
