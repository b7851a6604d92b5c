#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages.h"
#include "table/table.h"

/// Columns as people write them (`lr, val/acc:max as best, loss/*`) and what they stand for in a table.
namespace table {

enum class Direction { min, max };
/// Which metric is better high or low (exp.metric); the last entry of a name counts.
using Directions = std::vector<std::pair<std::string, Direction>>;
/// "name:min" or "name:max", split at the last colon; nothing for anything else.
std::optional<std::pair<std::string, Direction>> parse_direction(std::string_view text);

/// The header of the first column: the run's name.
inline constexpr std::string_view run_column = "expernameid";

/// A name in an expression: `text` is the whole of it, `val/acc:max`; what is behind the last colon is a function
/// only if it is one of last best first min max mean. Which of both is meant is decided against a table's names.
struct WrittenName {
  std::string text;
  std::optional<Function> function;  ///< written behind closing quotes: `text` is then the name alone
  bool quoted = false;               ///< it stood in backquotes or double quotes: never a glob
};

struct ColumnSpec {
  WrittenName name;
  /// Of a title file: a name of this kind, no function and no glob; an empty column if no run has it.
  std::optional<Kind> kind;
  std::string title;  ///< `… as title`; "": by the name
};

/// `lr, val/acc:max as best, "a,b" as c`. Names stand bare up to a comma or ` as `, or in backquotes or double quotes
/// (doubled inside). Throws UserError, with the place, for an empty name or an open quote.
std::vector<ColumnSpec> parse_columns(std::string_view text);

struct SortKey {
  WrittenName name;
  bool descending = false;
};
/// `-val/acc,lr`: like parse_columns(), each with an optional leading `-` (largest first).
std::vector<SortKey> parse_sort(std::string_view text);

/// Where a column's values come from.
struct Source {
  Kind kind = Kind::info;
  std::optional<NameId> id;  ///< nothing: no row has it
  Function function = Function::last;

  Cell value(const RowReader& row) const { return id ? row.value(*id, function) : Cell(); }
  friend bool operator==(const Source&, const Source&) = default;
};

struct Column {
  std::string title;
  Source source;
  std::optional<Direction> direction;  ///< which of its values is best
};

/// Looks names up in a table. Whole names go first, then `name:function`, then the prefixes `param:`, `metric:`,
/// `run:`. Where kinds share a name, a bare one is the parameter, then the metric, then what is known of the run
/// (state, tag, id, seed, …); with a function it is the metric.
class Resolver {
 public:
  Resolver(const Table& table, Directions directions) : table_(table), directions_(std::move(directions)) {}

  const Table& table() const { return table_; }
  std::optional<Direction> direction(std::string_view metric) const;
  /// Nothing if no row has it. Throws UserError: `best` of a metric without direction, a function of a parameter.
  std::optional<Source> find(const WrittenName& name) const;
  /// find(), else a source without values, after the warning "no run has 'val/ac'", with what may have been meant.
  Source resolve(const WrittenName& name, base::Messages& messages) const;
  /// UserError for names (no patterns, none of a title file) that no run has, all of them, with what may have been meant;
  /// none if the table has no rows. `known_fields` of a run exist though no run has one of them yet.
  void require(const std::vector<ColumnSpec>& specs, const std::vector<std::string>& known_fields) const;

  /// The run's name, all parameters, all metrics, each in first-seen order. A metric that shares its name with a
  /// parameter is titled `metric:lr`.
  std::vector<Column> all_columns() const;
  /// The run's name, then what is asked for: globs (`val/*`, `val/*:max`) in first-seen order; a column asked for
  /// twice once; one called `expernameid` not again. Throws UserError for two different columns of one title.
  std::vector<Column> columns(const std::vector<ColumnSpec>& specs, base::Messages& messages) const;

 private:
  std::vector<std::string> similar_names(const WrittenName& name) const;
  std::optional<Source> find_exactly(std::string_view name, std::optional<Function> function,
                                     std::optional<Kind> kind) const;
  std::optional<Source> find_of_kind(const WrittenName& name, std::optional<Kind> kind) const;
  Source with_function(Kind kind, NameId id, std::optional<Function> function) const;
  Column column(const Source& source, std::string title) const;
  std::string title_of(const Source& source) const;
  Column titled_column(const ColumnSpec& spec, const std::vector<Column>& before) const;
  void add_glob(const ColumnSpec& spec, base::Messages& messages, std::vector<Column>& columns) const;

  const Table& table_;
  Directions directions_;
};

std::optional<Function> parse_function(std::string_view word);
std::string_view format_function(Function function);

}  // namespace table
