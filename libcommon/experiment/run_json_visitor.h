#pragma once

#include <vector>

#include "experiment/json_walk.h"
#include "experiment/name_index.h"
#include "experiment/value_views.h"

namespace experiment {

/// What a table wants of a run.json, read without building the record. Unknown members are passed over.
class RunJsonVisitor {
 public:
  explicit RunJsonVisitor(TextArena& arena) : arena_(arena) {}
  /// Forgets the file before and reads this one; json_padding bytes behind it must be readable. False if it is no
  /// JSON.
  bool read(std::string_view text, JsonTokenizer& tokenizer);
  void clear();
  /// After a whole document: whether it has the members that make a record.
  bool is_record() const;
  bool is_newer_version() const { return v > 1; }
  /// The form of all but v, run, uuid, rev, commit may have changed since.
  void keep_prefix_only();

  std::int64_t v = 0, rev = -1;
  std::string_view run, uuid, commit, tag, id, state, seed, created, updated, message, rerun_of;
  std::vector<ParamView> params;
  std::vector<MetricView> metrics;
  NameIndex param_names;  ///< of `params`

  void begin_object();
  void end_object();
  void begin_array() { ++lists_; }
  void end_array() { --lists_; }
  void name(std::string_view text);
  void string(std::string_view text);
  void number(std::string_view text, std::optional<double> value);
  void word(std::string_view text);

 private:
  /// The member of the document that we are in, as far as its insides are for us.
  enum class Section { other, params, metrics, seed, rerun_of };

  void scalar(ValueView value, std::optional<double> number = {});
  void set_member(std::string_view text);
  void set_metric(ValueView value, std::optional<double> number);
  void add_param(std::string_view name, ValueView value);

  TextArena& arena_;
  NameIndex metric_names_;
  std::size_t depth_ = 0;      ///< open objects
  std::size_t lists_ = 0;      ///< open arrays: nothing in them is for us
  std::string_view names_[4];  ///< of the members that we are in: names_[1] is a member of the document
  Section section_ = Section::other;
  std::size_t metric_ = 0;              ///< number of the one that we are in
  std::optional<HistoryView> history_;  ///< of that one, as far as it is known
};

}  // namespace experiment
