#include <algorithm>

#include "base/text.h"
#include "experiment/record.h"

namespace experiment {
namespace {

using base::Json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Json strings_to_json(const std::vector<std::string>& strings) {
  Json json = Json::array();
  for (const auto& string : strings) json.push_back(Json::string(string));
  return json;
}

bool can_be_object(const Pairs& pairs) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!base::is_utf8(pairs[i].first)) return false;
    for (std::size_t k = 0; k < i; ++k)
      if (pairs[k].first == pairs[i].first) return false;
  }
  return true;
}

Json pairs_to_json(const Pairs& pairs) {
  const bool is_object = can_be_object(pairs);
  Json json = is_object ? Json::object() : Json::array();
  for (const auto& [name, value] : pairs) {
    if (is_object)
      json.members().emplace_back(name, Json::string(value));
    else
      json.push_back(strings_to_json({name, value}));
  }
  return json;
}

class Writer {
 public:
  void text(std::string_view name, const std::string& value) {
    json_.members().emplace_back(name, Json::string(value));
  }
  void text_unless_empty(std::string_view name, const std::string& value) {
    if (!value.empty()) text(name, value);
  }
  void integer(std::string_view name, std::int64_t value) { json_.members().emplace_back(name, Json::integer(value)); }
  void time(std::string_view name, base::Timestamp value) { text(name, base::format_timestamp(value)); }
  void flag(std::string_view name, bool value) { json_.members().emplace_back(name, Json::boolean(value)); }
  void value(std::string_view name, const Value& value) { json_.members().emplace_back(name, value_to_json(value)); }
  void value(std::string_view name, const std::optional<Value>& value) {
    if (value) this->value(name, *value);
  }
  template <typename Integer>
  void integer(std::string_view name, const std::optional<Integer>& value) {
    if (value) integer(name, static_cast<std::int64_t>(*value));
  }
  void json(std::string_view name, Json value) { json_.members().emplace_back(name, std::move(value)); }
  void all_of(const Json& members) {
    json_.members().insert(json_.members().end(), members.members().begin(), members.members().end());
  }
  Json take() { return std::move(json_); }

 private:
  Json json_ = Json::object();
};

Json attempt_to_json(const Attempt& attempt) {
  Writer out;
  out.integer("n", attempt.n);
  out.text("host", attempt.host);
  out.text("user", attempt.user);
  out.integer("pid", attempt.pid);
  out.text_unless_empty("job", attempt.job);
  if (!attempt.command.empty()) out.json("command", strings_to_json(attempt.command));
  out.time("started", attempt.started);
  if (attempt.ended) out.time("ended", *attempt.ended);
  out.text("state", std::string(format_state(attempt.state)));
  out.integer("exit", attempt.exit);
  out.integer("signal", attempt.signal);
  out.text_unless_empty("resumed_from", attempt.resumed_from);
  out.text_unless_empty("trouble", attempt.trouble);
  out.all_of(attempt.unknown);
  return out.take();
}

Json metric_to_json(const MetricSummary& metric) {
  Writer out;
  out.value("last", metric.last);
  out.integer("step", metric.step);
  out.value("min", metric.min);
  out.integer("min_step", metric.min_step);
  out.value("max", metric.max);
  out.integer("max_step", metric.max_step);
  out.value("first", metric.first);
  out.value("mean", metric.mean);
  if (metric.count != 1) out.integer("count", metric.count);
  return out.take();
}

/// An object of ours with what other writers had added to it.
void write_group(Writer& out, std::string_view name, Writer group, const Json& unknown) {
  if (const Json* more = unknown.find(name)) group.all_of(*more);
  Json json = group.take();
  if (!json.members().empty()) out.json(name, std::move(json));
}

void write_seed(Writer& out, const Record& record) {
  Writer seed;
  if (!record.seed.via.empty() || record.seed.fixed || record.seed.root != 0) {
    seed.integer("root", record.seed.root);
    seed.flag("fixed", record.seed.fixed);
    seed.text("via", record.seed.via);
  }
  write_group(out, "seed", std::move(seed), record.unknown);
}

void write_statistic(Writer& out, const Record& record) {
  Writer statistic;
  statistic.text_unless_empty("path", record.statistic_path);
  statistic.text_unless_empty("sha256", record.statistic_sha256);
  write_group(out, "statistic", std::move(statistic), record.unknown);
}

void write_prefix(Writer& out, const Record& record) {
  out.integer("v", record.v);
  out.text("run", record.run);
  out.text("uuid", record.uuid);
  out.integer("rev", record.rev);
  out.text("commit", record.commit);
}

void write_what_ran(Writer& out, const Record& record) {
  out.text("tag", record.tag);
  out.integer("id", record.id);
  out.text("kind", record.kind);
  out.flag("isolated", record.isolated);
  if (!record.drift.empty()) out.json("drift", strings_to_json(record.drift));
  out.json("command", strings_to_json(record.command));
  out.text("cwd", record.cwd);
  out.json("overrides", pairs_to_json(record.overrides));
  out.json("env", pairs_to_json(record.env));
  write_seed(out, record);
}

void write_how_it_went(Writer& out, const Record& record) {
  out.text("user", record.user);
  out.text("host", record.host);
  out.text("executor", record.executor);
  out.time("created", record.created);
  out.time("updated", record.updated);
  out.text("state", std::string(format_state(record.state)));
  Json attempts = Json::array();
  for (const auto& attempt : record.attempts) attempts.push_back(attempt_to_json(attempt));
  out.json("attempts", std::move(attempts));
  Writer params;
  for (const auto& [name, value] : record.params) params.value(name, value);
  out.json("params", params.take());
  out.json("metrics", metrics_to_json(record.metrics));
  write_statistic(out, record);
  out.text_unless_empty("message", record.message);
}

}  // namespace

base::Json metrics_to_json(const Metrics& metrics) {
  Writer out;
  for (const auto& metric : metrics) out.json(metric.name, metric_to_json(metric));
  return out.take();
}

base::Json record_to_json(const Record& record) {
  Writer out;
  write_prefix(out, record);
  if (record.v > 1) {
    out.all_of(record.unknown);
    return out.take();
  }
  write_what_ran(out, record);
  write_how_it_went(out, record);
  for (const auto& [name, value] : record.unknown.members())
    if (name != "seed" && name != "statistic") out.json(name, value);
  if (record.deleted) out.flag("deleted", true);
  if (!record.cut.empty()) out.json("cut", strings_to_json(record.cut));
  return out.take();
}

std::string format_run_json(const Record& record) {
  return record_to_json(record).pretty();
}

}  // namespace experiment
