#include "for_programs.h"

#include "base/text.h"
#include "experiment/config_file.h"
#include "experiment/stop_request.h"
#include "surroundings.h"

namespace exp_show {
namespace {

using base::Json;
using experiment::Record;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json::string(text);
}

Json member_of_record(const Record& record, std::string_view name) {
  const Json json = experiment::record_to_json(record);
  const Json* member = json.find(name);
  return member ? *member : Json::object();
}

Json edits_to_json(const std::vector<experiment::Edit>& edits) {
  Json all = Json::array();
  for (const auto& edit : edits) {
    Json keys = Json::object();
    for (const auto& [key, value] : edit.keys) keys.set(key, Json::string(value));
    all.push_back(Json::object({{"at", Json::string(base::format_timestamp(edit.at))},
                                {"by", Json::string(edit.by)},
                                {"keys", std::move(keys)}}));
  }
  return all;
}

Json files_to_json(const std::optional<FileList>& files) {
  Json all = Json::array();
  if (files)
    for (const auto& entry : files->entries)
      all.push_back(Json::object(
          {{"path", Json::string(entry.name)}, {"bytes", Json::integer(static_cast<std::int64_t>(entry.bytes))}}));
  return all;
}

class Lines {
 public:
  void add(const std::string& key, const std::string& value) {
    if (!value.empty()) text_ += base::tab_line({key, value});
  }
  void add(const std::string& key, const std::optional<experiment::Value>& value) {
    if (value) text_ += base::tab_line({key, value->text});
  }
  void add_number(const std::string& key, std::optional<std::int64_t> number) {
    if (number) add(key, std::to_string(*number));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_record(const Details& details, Lines& lines) {
  const Record& record = details.record();
  lines.add("run", record.run);
  lines.add("uuid", record.uuid);
  lines.add("state", details.state.text());
  lines.add("state_reason", details.state.reason);
  lines.add("commit", record.commit);
  lines.add("subject", details.subject.value_or(""));
  lines.add("folder", details.run().folder);
  if (details.run().is_copy) lines.add("copy", "true");
  lines.add("remote", details.run().remote);
  lines.add("message", record.message);
  lines.add("label", record.unknown.text_of("label"));
  lines.add("verified", record.unknown.text_of("verified"));
  if (details.run().newer_format) return;
  lines.add("command", details.command);
  lines.add("cwd", record.cwd);
  if (const auto config = experiment::find_config(record)) {
    lines.add("config", config->path);
    lines.add("config_sha256", config->sha256);
  }
  for (const auto& [name, value] : record.overrides) lines.add("override." + name, value);
  for (const auto& [name, value] : record.env) lines.add("env." + name, value);
  if (!record.seed.via.empty()) lines.add_number("seed", record.seed.root);
  lines.add("isolated", record.isolated ? "true" : "false");
  for (const auto& path : record.drift) lines.add("drift", path);
  lines.add("user", record.user);
  lines.add("host", record.host);
  lines.add("created", base::format_timestamp(record.created));
  lines.add("updated", base::format_timestamp(record.updated));
  lines.add_number("duration_ms", details.duration_ms);
  for (const auto& attempt : record.attempts) {
    const std::string key = "attempt." + std::to_string(attempt.n) + ".";
    lines.add(key + "state", std::string(experiment::format_state(attempt.state)));
    lines.add_number(key + "exit", attempt.exit);
    lines.add_number(key + "signal", attempt.signal);
    lines.add(key + "host", attempt.host);
    lines.add(key + "started", base::format_timestamp(attempt.started));
    if (attempt.ended) lines.add(key + "ended", base::format_timestamp(*attempt.ended));
    lines.add(key + "resumed_from", attempt.resumed_from);
    lines.add(key + "stopped_by", experiment::find_stopper(attempt));
  }
}

void add_params(const Record& record, Lines& lines) {
  for (const auto& [name, value] : record.params) lines.add("param." + name, value);
}

void add_metrics(const Record& record, Lines& lines) {
  for (const auto& metric : record.metrics) {
    const std::string key = "metric." + metric.name;
    lines.add(key, metric.last);
    // What is not there of a history equals the last value.
    const bool has_history = metric.count > 1 || metric.min || metric.max;
    if (!has_history) continue;
    lines.add(key + ":min", metric.min.value_or(metric.last));
    lines.add(key + ":max", metric.max.value_or(metric.last));
  }
}

}  // namespace

Json to_json(const Details& details, const Sections& sections, const Json& environment,
             const std::optional<FileList>& files) {
  const Record& record = details.record();
  Json json = sections.any() ? Json::object() : experiment::record_to_json(record);
  json.set("name", Json::string(details.name()));
  if (sections.params) json.set("params", member_of_record(record, "params"));
  if (sections.metrics) json.set("metrics", member_of_record(record, "metrics"));
  if (sections.environment) json.set("environment", environment);
  if (sections.files) json.set("files", files_to_json(files));
  if (sections.any()) return json;
  json.set("state", Json::string(details.state.text()));
  json.set("state_reason", text_or_null(details.state.reason));
  json.set("folder", text_or_null(details.run().folder));
  json.set("is_copy", Json::boolean(details.run().is_copy));
  json.set("remote", text_or_null(details.run().remote));
  json.set("subject", details.subject ? Json::string(*details.subject) : Json());
  json.set("duration_ms", details.duration_ms ? Json::integer(*details.duration_ms) : Json());
  json.set("edits", edits_to_json(details.run().edits));
  return json;
}

std::string to_lines(const Details& details, const Sections& sections, const Json& environment,
                     const std::optional<FileList>& files) {
  Lines lines;
  lines.add("name", details.name());
  if (!sections.any()) add_record(details, lines);
  if (sections.params || !sections.any()) add_params(details.record(), lines);
  if (sections.metrics || !sections.any()) add_metrics(details.record(), lines);
  if (sections.environment)
    for (const auto& [name, value] : flatten(environment)) lines.add("environment." + name, value);
  if (sections.files && files)
    for (const auto& entry : files->entries) lines.add("file." + entry.name, std::to_string(entry.bytes));
  return lines.take();
}

}  // namespace exp_show
