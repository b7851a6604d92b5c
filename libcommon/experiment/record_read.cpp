#include <algorithm>

#include "base/error.h"
#include "base/random.h"
#include "experiment/json_parse.h"
#include "experiment/name_index.h"
#include "experiment/names.h"
#include "experiment/record.h"

namespace experiment {
namespace {

using base::Json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

bool is_text(const Json& json) {
  return json.is_string() || (json.is_object() && json.members().size() == 1 && json.find("base64"));
}

bool read(const Json& json, std::string& out) {
  if (!is_text(json)) return false;
  out = json.text();
  return true;
}

bool read(const Json& json, std::int64_t& out) {
  const auto value = json.find_integer();
  if (value) out = *value;
  return value.has_value();
}

bool read(const Json& json, std::optional<std::int64_t>& out) {
  return read(json, out.emplace());
}

bool read(const Json& json, std::optional<int>& out) {
  std::int64_t value = 0;
  if (!read(json, value) || value < 0 || value > 255) return false;
  out = static_cast<int>(value);
  return true;
}

bool read(const Json& json, bool& out) {
  out = json.as_boolean();
  return json.kind() == Json::Kind::boolean;
}

bool read(const Json& json, base::Timestamp& out) {
  const auto time = json.is_string() ? base::parse_timestamp(json.text()) : std::nullopt;
  if (time) out = *time;
  return time.has_value();
}

bool read(const Json& json, std::optional<base::Timestamp>& out) {
  return read(json, out.emplace());
}

bool read(const Json& json, State& out) {
  const auto state = json.is_string() ? parse_state(json.text()) : std::nullopt;
  if (state) out = *state;
  return state.has_value();
}

bool read(const Json& json, Value& out) {
  out = value_from_json(json);
  return true;
}

bool read(const Json& json, std::optional<Value>& out) {
  return read(json, out.emplace());
}

bool read(const Json& json, std::vector<std::string>& out) {
  if (!json.is_array()) return false;
  for (const auto& item : json.items())
    if (!read(item, out.emplace_back())) return false;
  return true;
}

bool read(const Json& json, Pairs& out) {
  for (const auto& [name, value] : json.members()) {
    out.emplace_back(name, std::string());
    if (!read(value, out.back().second)) return false;
  }
  for (const auto& item : json.items()) {
    std::vector<std::string> pair;
    if (!read(item, pair) || pair.size() != 2) return false;
    out.emplace_back(std::move(pair[0]), std::move(pair[1]));
  }
  return json.is_object() || json.is_array();
}

bool read(const Json& json, Params& out);
bool read(const Json& json, Metrics& out);
bool read(const Json& json, std::vector<Attempt>& out);

/// Takes the members of an object one by one; what is left over is another writer's.
class Members {
 public:
  Members(const Json& json, std::string& error) : json_(json), error_(error) {}

  /// Leaves `out` as it is where there is no such member or it is null.
  template <typename T>
  void take(std::string_view name, T& out) {
    taken_.push_back(name);
    const Json* found = json_.find(name);
    if (found && !found->is_null() && !read(*found, out)) refuse(name);
  }
  /// An object whose members `take_members` takes; returns what it left.
  template <typename Function>
  Json take_object(std::string_view name, Function take_members) {
    taken_.push_back(name);
    const Json* found = json_.find(name);
    if (!found || found->is_null()) return Json::object();
    if (!found->is_object()) refuse(name);
    Members members(*found, error_);
    take_members(members);
    return members.rest();
  }
  /// Who reads only a line's beginning sees the first of several, everybody else the last.
  template <typename T>
  void take_once(std::string_view name, T& out) {
    const auto is_named = [&](const Json::Member& member) { return member.first == name; };
    if (std::count_if(json_.members().begin(), json_.members().end(), is_named) > 1) refuse(name);
    take(name, out);
  }
  void refuse(std::string_view name) {
    if (error_.empty()) error_ = "has no valid " + base::quoted(name);
  }
  Json rest() const {
    Json rest = Json::object();
    for (const auto& member : json_.members())
      if (std::find(taken_.begin(), taken_.end(), member.first) == taken_.end()) rest.members().push_back(member);
    return rest;
  }

 private:
  const Json& json_;
  std::string& error_;
  std::vector<std::string_view> taken_;
};

/// Calls `place(number, name, value)` for each member; of a name that comes again the number is the first one's. The
/// indexes stay for the next record, which mostly has the same names.
template <typename Place>
void number_names(const Json& json, NameIndex& index, Place place) {
  index.clear();
  for (const auto& [name, value] : json.members()) place(index.add(name).number, name, value);
}

bool read(const Json& json, Params& out) {
  static thread_local NameIndex index;
  number_names(json, index, [&](std::size_t number, const std::string& name, const Json& value) {
    if (number == out.size()) out.emplace_back(name, Value());
    read(value, out[number].second);
  });
  return json.is_object();
}

/// False if the member is one of a metric's and cannot be read; others are passed over.
bool read_metric_member(std::string_view name, const Json& value, MetricSummary& metric) {
  if (name == "last") return read(value, metric.last);
  if (name == "step") return read(value, metric.step);
  if (name == "min") return read(value, metric.min);
  if (name == "min_step") return read(value, metric.min_step);
  if (name == "max") return read(value, metric.max);
  if (name == "max_step") return read(value, metric.max_step);
  if (name == "first") return read(value, metric.first);
  if (name == "mean") return read(value, metric.mean);
  if (name == "count") return read(value, metric.count);
  return true;
}

bool read(const Json& json, MetricSummary& metric) {
  if (!json.is_object() || is_text(json)) return read(json, metric.last);
  bool has_last = false;
  for (const auto& [name, value] : json.members()) {
    if (value.is_null()) continue;
    has_last |= name == "last";
    if (!read_metric_member(name, value, metric)) return false;
  }
  return has_last;
}

bool read(const Json& json, Metrics& out) {
  static thread_local NameIndex index;
  bool is_sound = json.is_object();
  number_names(json, index, [&](std::size_t number, const std::string& name, const Json& value) {
    if (number == out.size()) out.emplace_back();
    out[number] = MetricSummary();
    out[number].name = name;
    is_sound &= read(value, out[number]);
  });
  return is_sound;
}

bool read(const Json& json, Attempt& out) {
  std::string error;
  Members members(json, error);
  members.take("n", out.n);
  members.take("host", out.host);
  members.take("user", out.user);
  members.take("pid", out.pid);
  members.take("job", out.job);
  members.take("command", out.command);
  members.take("started", out.started);
  members.take("ended", out.ended);
  members.take("state", out.state);
  members.take("exit", out.exit);
  members.take("signal", out.signal);
  members.take("resumed_from", out.resumed_from);
  members.take("trouble", out.trouble);
  out.unknown = members.rest();
  return json.is_object() && error.empty();
}

bool read(const Json& json, std::vector<Attempt>& out) {
  if (!json.is_array()) return false;
  for (const auto& item : json.items())
    if (!read(item, out.emplace_back())) return false;
  return true;
}

bool is_commit_id(const std::string& text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void read_prefix(Members& members, Record& record) {
  record.v = 0;
  record.rev = -1;
  members.take_once("v", record.v);
  members.take_once("run", record.run);
  members.take_once("uuid", record.uuid);
  members.take_once("rev", record.rev);
  members.take_once("commit", record.commit);
  const auto name = parse_run_name(record.run);
  if (record.v < 1) members.refuse("v");
  if (!name) members.refuse("run");
  if (!base::is_uuid(record.uuid)) members.refuse("uuid");
  if (record.rev < 0) members.refuse("rev");
  if (!is_commit_id(record.commit)) members.refuse("commit");
  if (!name) return;
  record.tag = name->tag;
  record.id = name->id;
}

void read_groups(Members& members, Record& record, Json& leftovers) {
  Json seed = members.take_object("seed", [&](Members& group) {
    group.take("root", record.seed.root);
    group.take("fixed", record.seed.fixed);
    group.take("via", record.seed.via);
  });
  Json statistic = members.take_object("statistic", [&](Members& group) {
    group.take("path", record.statistic_path);
    group.take("sha256", record.statistic_sha256);
  });
  if (!seed.members().empty()) leftovers.set("seed", std::move(seed));
  if (!statistic.members().empty()) leftovers.set("statistic", std::move(statistic));
}

void read_members(Members& members, Record& record) {
  members.take("tag", record.tag);
  members.take("id", record.id);
  members.take("kind", record.kind);
  members.take("isolated", record.isolated);
  members.take("drift", record.drift);
  members.take("command", record.command);
  members.take("cwd", record.cwd);
  members.take("overrides", record.overrides);
  members.take("env", record.env);
  members.take("user", record.user);
  members.take("host", record.host);
  members.take("executor", record.executor);
  members.take("created", record.created);
  members.take("updated", record.updated);
  members.take("state", record.state);
  members.take("attempts", record.attempts);
  members.take("params", record.params);
  members.take("metrics", record.metrics);
  members.take("message", record.message);
  members.take("deleted", record.deleted);
  members.take("cut", record.cut);
}

}  // namespace

std::optional<Record> record_from_json(const base::Json& json, std::string& error) {
  error.clear();
  if (!json.is_object()) {
    error = "is not a record";
    return std::nullopt;
  }
  Record record;
  Members members(json, error);
  read_prefix(members, record);
  Json leftovers = Json::object();
  if (record.v == 1) {
    read_members(members, record);
    read_groups(members, record, leftovers);
  }
  record.unknown = members.rest();
  for (auto& [name, value] : leftovers.members()) record.unknown.set(name, std::move(value));
  if (record.kind == "edit" && error.empty()) error = "is an edit, not a record";
  if (!error.empty()) return std::nullopt;
  return record;
}

std::optional<Record> parse_record(std::string_view text, std::string& error) {
  const ParsedJson parsed = parse_json(text);
  if (parsed.value) return record_from_json(*parsed.value, error);
  error = parsed.error;
  return std::nullopt;
}

std::optional<Metrics> metrics_from_json(const base::Json& json) {
  Metrics metrics;
  if (!read(json, metrics)) return std::nullopt;
  return metrics;
}

}  // namespace experiment
