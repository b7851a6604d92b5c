#pragma once

#include <string>
#include <vector>

#include "experiment/json_walk.h"
#include "experiment/metric_summary.h"
#include "experiment/name_index.h"
#include "experiment/value_views.h"

namespace experiment {

inline constexpr std::size_t longest_name = 1000;  ///< bytes of a joined name: nobody reads a longer one

/// Sorts the members of a statistic.json into parameters and metrics by the rules of storage.md ("Parameters and
/// metrics"). Objects join their names with '/'. A list of numbers is a metric's history, any other list is a
/// parameter's text; among metrics, `null` and lists that hold more than single values are left out.
class StatisticVisitor {
 public:
  /// `known_params`: names that count as parameters wherever they stand. Views live as long as the file's bytes and
  /// `arena`.
  StatisticVisitor(NameIndex& known_params, TextArena& arena) : known_params_(known_params), arena_(arena) {}
  /// Forgets the file before and reads this one; json_padding bytes behind it must be readable. False if it is no
  /// JSON.
  bool read(std::string_view text, JsonTokenizer& tokenizer);
  void clear();

  std::vector<ParamView> params;
  std::vector<MetricView> metrics;
  /// Names that came more than once (the last one counts), and metrics left out because they are no single values.
  std::vector<std::string_view> clashes, left_out;
  std::size_t long_names = 0;  ///< values left out because their name is longer than longest_name
  bool is_object = false;      ///< the document is an object: else there is nothing in it for us

  bool has_faults() const { return !is_object || !clashes.empty() || !left_out.empty() || long_names > 0; }
  /// Places in `params` and `metrics`.
  std::optional<std::uint32_t> find_param(std::string_view name) { return param_names_.find(name); }
  std::optional<std::uint32_t> find_metric(std::string_view name) { return metric_names_.find(name); }

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void name(std::string_view text);
  void string(std::string_view text);
  void number(std::string_view text, std::optional<double> value);
  void word(std::string_view text);

 private:
  enum class Group { none, params, metrics };

  /// A list while it is read: what it would be as a history, and as a text.
  struct List {
    int depth = 0;
    bool is_flat = true;  ///< no lists or objects in it
    bool has_numbers_only = true;
    RunningSummary history;
    std::string text;  ///< compact JSON; only where it could become a parameter
    bool needs_comma = false;
  };

  void scalar(ValueView value, bool is_number);
  void open_in_list(char bracket);
  void close_in_list(char bracket);
  void add_to_list(ValueView value, std::optional<double> number, std::string_view json);
  void append_to_list(std::string_view json);
  void finish_list();
  std::optional<std::string_view> find_full_name();
  bool is_param(std::string_view name, bool is_number);
  void add_param(std::string_view name, ValueView value);
  void add_metric(const MetricView& metric);

  NameIndex& known_params_;
  TextArena& arena_;
  NameIndex param_names_, metric_names_;
  Group group_ = Group::none;
  std::vector<std::size_t> levels_;  ///< of each open object the length that `path_` had before
  std::string path_;                 ///< names of the open objects, each with '/'; the group's is not part of it
  std::string_view name_;
  List list_;
};

}  // namespace experiment
