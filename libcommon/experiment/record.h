#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/time.h"

/// The record of a run: run.json and, cut to size, a line of the note. Contract: storage.md.
namespace experiment {

enum class State { queued, running, requeued, finished, failed, interrupted, timeout };
std::string_view format_state(State state);
std::optional<State> parse_state(std::string_view text);
/// queued, running, requeued (lost or not is liveness.h's question)
inline bool is_active(State state) {
  return state <= State::requeued;
}

/// A number keeps the text that the program wrote; `is_number` says whether JSON gets it bare. `NaN`, `Infinity`,
/// `15.` are numbers for base::parse_number(), but JSON gets them as strings: `is_number` is false.
struct Value {
  std::string text;
  bool is_number = false;
  friend bool operator==(const Value&, const Value&) = default;
};
/// From what people type or programs print: "0.1" and "1e-5" are JSON's numbers; "010", "15.", "nan" stay text.
Value value_from_text(std::string text);
/// From JSON: scalars by their text (`true`, `null` too), {"base64":…} by its bytes; other arrays and objects as
/// their compact JSON text.
Value value_from_json(const base::Json& json);
base::Json value_to_json(const Value& value);

using Params = std::vector<std::pair<std::string, Value>>;  ///< in first-seen order, names unique

/// What is kept of a metric's history. Absent ones are equal to `last` (min, max, first, mean) or unknown (steps).
/// In JSON: {"last":…,"step":…,"min":…,"min_step":…,"max":…,"max_step":…,"first":…,"mean":…,"count":…}, of which only
/// `last` is always there; `count` is left out where it is 1. A bare scalar is read as a metric with that `last`.
struct MetricSummary {
  std::string name;
  Value last;
  std::optional<Value> first, min, max, mean;
  std::optional<std::int64_t> step, min_step, max_step;  ///< step or epoch at which it was seen
  std::int64_t count = 1;
  friend bool operator==(const MetricSummary&, const MetricSummary&) = default;
};
using Metrics = std::vector<MetricSummary>;
/// {"<name>": {"last": …}, …}, as in a record.
base::Json metrics_to_json(const Metrics& metrics);
/// Nothing for what is not that.
std::optional<Metrics> metrics_from_json(const base::Json& json);

struct Attempt {
  std::int64_t n = 1;
  std::string host, user;
  std::int64_t pid = 0;
  std::string job;                   ///< of a scheduler; "" none
  std::vector<std::string> command;  ///< only if it differs from the run's
  base::Timestamp started;
  std::optional<base::Timestamp> ended;
  State state = State::running;
  std::optional<int> exit;  ///< exit status of the program
  std::optional<int> signal;
  std::string resumed_from;  ///< checkpoint; "" from the beginning
  std::string trouble;       ///< what our own bookkeeping could not do (a log that could not be written)
  base::Json unknown = base::Json::object();
};

struct Seed {
  std::int64_t root = 0;
  bool fixed = false;
  std::string via;  ///< "drawn", "-f", "--seed", "rerun"
};

struct Record {
  std::int64_t v = 1;
  std::string run;  ///< "<tag>/<id>"
  std::string uuid;
  std::int64_t rev = 0;  ///< +1 at each write that others may see
  std::string commit;    ///< 40 hex digits
  std::string tag;
  std::int64_t id = 0;
  std::string kind = "run";
  std::vector<std::string> command;                            ///< argv as given, placeholders not replaced; any bytes
  std::string cwd;                                             ///< below the top; "" is the top
  std::vector<std::pair<std::string, std::string>> overrides;  ///< -S, in order
  std::vector<std::pair<std::string, std::string>> env;        ///< --env
  Seed seed;
  std::string user, host;
  std::string executor = "local";
  base::Timestamp created, updated;
  State state = State::queued;
  std::vector<Attempt> attempts;
  Params params;
  Metrics metrics;
  std::string message;
  bool isolated = false;
  std::vector<std::string> drift;  ///< tracked files changed while it ran in the live tree
  std::string statistic_path, statistic_sha256;
  std::vector<std::string> cut;  ///< only in notes: what was left out
  bool deleted = false;
  /// Members of newer or other writers, kept. What `seed` and `statistic` hold beyond ours stands under these names.
  base::Json unknown = base::Json::object();

  /// From `started` to `ended` of the last attempt; 0 if it has not ended.
  std::int64_t duration_ms() const;
};

/// Members in the order of storage.md. Left out where they say nothing: `drift`, `seed`, `statistic`, `message`,
/// `deleted`, `cut`, and of an attempt what is empty or unknown. `overrides` and `env` are objects of strings, or
/// arrays of [name, value] where a name is not UTF-8 or comes twice.
base::Json record_to_json(const Record& record);
/// Nothing, with `error` set to what a message says behind the file's name ("has no valid 'uuid'"), if it is not an
/// object with the frozen prefix (v, run, uuid, rev, commit) in sound form: `run` by parse_run_name, a uuid, a commit
/// id; or if another known member has a form that cannot be read. A `v` above 1 is taken with those five only (tag
/// and id from `run`), and `unknown` holds the rest.
std::optional<Record> record_from_json(const base::Json& json, std::string& error);
std::optional<Record> parse_record(std::string_view text, std::string& error);

/// run.json's text: indented by two.
std::string format_run_json(const Record& record);

/// Longer lines are no records of ours, would be held in memory several times, and are left out by every reader.
inline constexpr std::size_t longest_read_line = 8u << 20;
inline constexpr std::size_t largest_note_line = 16u << 10;
/// The note's line, without line end: compact, beginning with the frozen prefix, at most largest_note_line bytes. Of
/// a metric only last, min, max and their steps. What makes it too long goes in this order, and is named in `cut`:
/// "environment", earlier "attempts" (the last one's `n` is their number), "params" and "metrics" beyond 100 each,
/// long strings (the member's name), members unknown to us ("unknown"), then as many "params" and "metrics" as it
/// takes. Never cut, though the line be longer: command, cwd, config, overrides, env, seed.
std::string format_note_line(const Record& record);

/// A change that people make later: label, message, outcome, membership.
struct Edit {
  std::string run, uuid, commit;
  base::Timestamp at;
  std::string by;
  std::vector<std::pair<std::string, std::string>> keys;
};
/// {"v":1,"run":…,"uuid":…,"rev":0,"commit":…,"kind":"edit","at":…,"by":…,"keys":{…}}, without line end. Values that
/// would make it longer than largest_note_line are cut, and "cut":["keys"] says so.
std::string format_edit_line(const Edit& edit);
/// Nothing if the line is no edit, or one that cannot be read.
std::optional<Edit> parse_edit(const base::Json& json);

/// The five members of the frozen prefix, read from a note's line without parsing the rest; nothing if it has another
/// form (blanks between them, a name with escapes): such a line has to be parsed.
struct LinePrefix {
  std::int64_t v;
  std::string_view run, uuid;
  std::int64_t rev;
  std::string_view commit;
};
std::optional<LinePrefix> scan_line_prefix(std::string_view line);

/// Of two records of one uuid, whether `a` counts: larger rev, then later `updated`, then the bytewise larger line.
bool is_newer(const Record& a, const Record& b);

}  // namespace experiment
