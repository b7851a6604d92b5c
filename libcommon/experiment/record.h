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
inline bool is_active(State state) { return state <= State::requeued; }

/// A number keeps the text that the program wrote; `is_number` says whether JSON gets it bare.
struct Value {
  std::string text;
  bool is_number = false;
  friend bool operator==(const Value&, const Value&) = default;
};
/// From what people type: "0.1" and "1e-5" are numbers, "010" and "nan"... follow base::parse_number and JSON's grammar.
Value value_from_text(std::string text);

using Params = std::vector<std::pair<std::string, Value>>;  ///< in first-seen order, names unique

/// What is kept of a metric's history. Absent ones are equal to `last` (min, max, first, mean) or unknown (steps).
struct MetricSummary {
  std::string name;
  Value last;
  std::optional<Value> first, min, max, mean;
  std::optional<std::int64_t> step, min_step, max_step;  ///< step or epoch at which it was seen
  std::int64_t count = 1;
  friend bool operator==(const MetricSummary&, const MetricSummary&) = default;
};
using Metrics = std::vector<MetricSummary>;

struct Attempt {
  std::int64_t n = 1;
  std::string host, user;
  std::int64_t pid = 0;
  std::string job;                     ///< of a scheduler; "" none
  std::vector<std::string> command;    ///< only if it differs from the run's
  base::Timestamp started;
  std::optional<base::Timestamp> ended;
  State state = State::running;
  std::optional<int> exit;             ///< exit status of the program
  std::optional<int> signal;
  std::string resumed_from;            ///< checkpoint; "" from the beginning
  std::string trouble;                 ///< what our own bookkeeping could not do (a log that could not be written)
  base::Json unknown = base::Json::object();
};

struct Seed {
  std::int64_t root = 0;
  bool fixed = false;
  std::string via;  ///< "drawn", "-f", "--seed", "rerun"
};

struct Record {
  std::int64_t v = 1;
  std::string run;     ///< "<tag>/<id>"
  std::string uuid;
  std::int64_t rev = 0;  ///< +1 at each write that others may see
  std::string commit;  ///< 40 hex digits
  std::string tag;
  std::int64_t id = 0;
  std::string kind = "run";
  std::vector<std::string> command;  ///< argv as given, placeholders not replaced; any bytes
  std::string cwd;                   ///< below the top; "" is the top
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
  std::vector<std::string> drift;      ///< tracked files changed while it ran in the live tree
  std::string statistic_path, statistic_sha256;
  std::vector<std::string> cut;        ///< only in notes: what was left out
  bool deleted = false;
  base::Json unknown = base::Json::object();  ///< members of newer or other writers, kept

  /// Began and ended of the last attempt; 0 if it has not ended.
  std::int64_t duration_ms() const;
};

base::Json record_to_json(const Record& record);
/// Nothing, with `error` set, if it is not an object with the frozen prefix (v, run, uuid, rev, commit) in sound form:
/// `run` by parse_run_name, a uuid, a commit id. A `v` above 1 is taken with those five only, and `unknown` holds the rest.
std::optional<Record> record_from_json(const base::Json& json, std::string& error);
std::optional<Record> parse_record(std::string_view text, std::string& error);

/// run.json's text.
std::string format_run_json(const Record& record);
/// The note's line: compact, beginning with the frozen prefix, at most 16 KiB by the order of storage.md.
std::string format_note_line(const Record& record);

/// A change that people make later: label, message, outcome, membership.
struct Edit {
  std::string run, uuid, commit;
  base::Timestamp at;
  std::string by;
  std::vector<std::pair<std::string, std::string>> keys;
};
std::string format_edit_line(const Edit& edit);
/// True and filled if the line is an edit.
std::optional<Edit> parse_edit(const base::Json& json);

/// The five members of the frozen prefix, read from a note's line without parsing the rest; nothing if it has another form.
struct LinePrefix {
  std::int64_t v;
  std::string_view run, uuid;
  std::int64_t rev;
  std::string_view commit;
};
std::optional<LinePrefix> scan_line_prefix(std::string_view line);

/// Of two records of one uuid the one that counts: larger rev, then later `updated`, then the bytewise larger line.
bool is_newer(const Record& a, const Record& b);

}  // namespace experiment
