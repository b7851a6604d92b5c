#include "experiment/record_extract.h"

#include <algorithm>
#include <array>
#include <utility>

#include "experiment/json_tree.h"
#include "experiment/json_walk.h"

namespace experiment {
namespace {

constexpr std::size_t largest_kept_text = 1u << 20;

bool is_extracted(std::string_view member) {
  constexpr std::array<std::string_view, 19> names = {
      "v",    "run",     "uuid",    "rev",     "commit",  "tag",   "id",   "kind",    "command", "user",
      "host", "created", "updated", "message", "metrics", "state", "seed", "deleted", "attempts"};
  return std::find(names.begin(), names.end(), member) != names.end();
}

/// Hands on to the tree what is wanted of a record; the rest is only walked over.
class ExtractBuilder {
 public:
  ExtractBuilder(JsonTreeBuilder& tree, const RecordExtract& extract) : tree_(tree), extract_(extract) {}

  bool passes_over(char first) {
    // Metrics that are no object make it no record, unless the member stands there again: the last one counts.
    const bool is_unwanted = is_metrics_ && depth_ == 1 && first == '{' && wants_no_metric() && metrics_members_ == 1;
    return std::exchange(skips_next_, false) || is_unwanted;
  }

  void begin_object() {
    ++depth_;
    tree_.begin_object();
  }
  void end_object() {
    --depth_;
    tree_.end_object();
  }
  void begin_array() {
    ++depth_;
    tree_.begin_array();
  }
  void end_array() {
    --depth_;
    tree_.end_array();
  }
  void name(std::string_view text) {
    if (depth_ == 1) {
      is_metrics_ = text == "metrics";
      metrics_members_ += is_metrics_;
    }
    skips_next_ = (depth_ == 1 && !is_wanted_member(text)) || (depth_ == 2 && is_metrics_ && !is_wanted_metric(text));
    if (!skips_next_) tree_.name(text);
  }
  void string(std::string_view text) {
    if (takes_scalar()) tree_.string(text);
  }
  void number(std::string_view text, std::optional<double> value) {
    if (takes_scalar()) tree_.number(text, value);
  }
  void word(std::string_view text) {
    if (takes_scalar()) tree_.word(text);
  }

 private:
  bool is_wanted_member(std::string_view name) const {
    return extract_.has_the_rest ? name != "params" : is_extracted(name);
  }
  bool wants_no_metric() const { return extract_.first_metrics == 0 && extract_.metrics.empty(); }
  bool is_wanted_metric(std::string_view name) {
    if (++metrics_seen_ <= extract_.first_metrics) return true;
    return std::find(extract_.metrics.begin(), extract_.metrics.end(), name) != extract_.metrics.end();
  }
  bool takes_scalar() { return !std::exchange(skips_next_, false); }

  JsonTreeBuilder& tree_;
  const RecordExtract& extract_;
  std::size_t depth_ = 0;  ///< open levels
  std::size_t metrics_seen_ = 0, metrics_members_ = 0;
  bool is_metrics_ = false;  ///< the member of the record that we are in
  bool skips_next_ = false;  ///< the next value
};

/// Buffers that outlive a call.
struct Workspace {
  JsonTokenizer tokenizer;
  TextArena arena;
  std::string padded;
  JsonTreeBuilder tree;
};

}  // namespace

std::optional<Record> parse_record_extract(std::string_view text, const RecordExtract& extract, std::string& error) {
  static thread_local Workspace workspace;
  workspace.arena.clear();
  workspace.tree.clear();
  workspace.padded.reserve(text.size() + json_padding);
  workspace.padded.assign(text);
  workspace.padded.append(json_padding, '\0');
  std::optional<Record> record;
  ExtractBuilder builder(workspace.tree, extract);
  if (walk_json({workspace.padded.data(), text.size()}, workspace.tokenizer, workspace.arena, builder))
    record = record_from_json(workspace.tree.take(), error);
  else
    error = explain_json_fault(text);
  if (text.size() > largest_kept_text) workspace = Workspace();
  return record;
}

}  // namespace experiment
