#include "run_list.h"

#include <algorithm>

#include "base/duration.h"
#include "base/text.h"

namespace exp_list {
namespace {

using base::Json;
using experiment::MetricGoal;

constexpr std::size_t most_unasked_metrics = 3;

const experiment::Value* find_value(const ListedRun& run, const std::string& metric) {
  const auto& metrics = run.record().metrics;
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.name == metric; });
  return found == metrics.end() ? nullptr : &found->last;
}

std::optional<table::Direction> find_direction(const std::string& metric, const std::vector<MetricGoal>& goals) {
  std::optional<table::Direction> direction;
  for (const auto& goal : goals)
    if (goal.name == metric && goal.direction)
      direction = *goal.direction == experiment::Direction::min ? table::Direction::min : table::Direction::max;
  return direction;
}

table::Heading heading(std::string title, bool always_text) {
  return {.title = std::move(title), .kind = table::Kind::info, .direction = {}, .always_text = always_text};
}

Field text_field(std::string text) {
  return text.empty() ? Field() : Field{std::move(text)};
}

Field number_field(const std::string& text) {
  return {text, base::parse_number(text)};
}

std::string seed_text(const ListedRun& run) {
  return run.record().seed.via.empty() ? "" : std::to_string(run.record().seed.root);
}

}  // namespace

std::vector<std::string> choose_metrics(const std::vector<ListedRun>& runs, const std::vector<MetricGoal>& goals) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& goal : goals)
    if (std::any_of(runs.begin(), runs.end(), [&](const auto& run) { return find_value(run, goal.name); }))
      add(goal.name);
  if (!names.empty()) return names;
  for (const auto& run : runs)
    for (std::size_t i = 0; i < run.record().metrics.size() && names.size() < most_unasked_metrics; ++i)
      add(run.record().metrics[i].name);
  return names;
}

Listing make_run_list(const std::vector<ListedRun>& runs, const std::vector<std::string>& metrics,
                      const std::vector<MetricGoal>& goals, base::Timestamp now) {
  std::vector<ListColumn> columns = {{heading("run", true), {"run", "name"}},
                                     {heading("state", true), {"state"}},
                                     {heading("age", true), {"age"}},
                                     {heading("duration", true), {"duration"}},
                                     {heading("attempts", false), {"attempts"}},
                                     {heading("seed", false), {"seed"}}};
  columns[0].heading.always_shown = true;
  for (const auto& name : metrics)
    columns.push_back({{.title = name, .kind = table::Kind::metric, .direction = find_direction(name, goals)}, {name}});
  columns.push_back({heading("message", true), {"message"}});

  Listing listing(std::move(columns));
  for (const auto& run : runs) {
    const experiment::Record& record = run.record();
    std::vector<Field> row = {
        {run.shown_name()},
        {run.state},
        {base::format_age(record.created, now), double(now.ms - record.created.ms)},
        run.duration_ms ? Field{base::format_duration(*run.duration_ms), double(*run.duration_ms)} : Field(),
        number_field(std::to_string(run.attempts())),
        seed_text(run).empty() ? Field() : number_field(seed_text(run))};
    for (const auto& name : metrics) {
      const auto* value = find_value(run, name);
      row.push_back(value ? number_field(value->text) : Field());
    }
    row.push_back(text_field(record.message));
    listing.add(std::move(row));
  }
  return listing;
}

Json run_to_json(const ListedRun& run, const std::vector<std::string>& metrics) {
  const experiment::Record& record = run.record();
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json() : Json::string(text); };
  Json values = Json::object();
  for (const auto& name : metrics)
    if (const auto* value = find_value(run, name)) values.set(name, experiment::value_to_json(*value));
  return Json::object({{"name", Json::string(run.name)},
                       {"run", Json::string(record.run)},
                       {"uuid", Json::string(record.uuid)},
                       {"tag", Json::string(record.tag)},
                       {"id", Json::integer(record.id)},
                       {"commit", Json::string(record.commit)},
                       {"state", Json::string(run.state)},
                       {"state_reason", text_or_null(run.state_reason)},
                       {"created", Json::string(base::format_timestamp(record.created))},
                       {"duration_ms", run.duration_ms ? Json::integer(*run.duration_ms) : Json()},
                       {"attempts", Json::integer(run.attempts())},
                       {"seed", record.seed.via.empty() ? Json() : Json::integer(record.seed.root)},
                       {"metrics", std::move(values)},
                       {"user", Json::string(record.user)},
                       {"host", Json::string(record.host)},
                       {"folder", text_or_null(run.run->folder)},
                       {"is_copy", Json::boolean(run.run->is_copy)},
                       {"remote", text_or_null(run.run->remote)},
                       {"label", text_or_null(record.unknown.text_of("label"))},
                       {"message", Json::string(record.message)}});
}

std::string run_line(const ListedRun& run, const std::vector<std::string>& metrics) {
  const experiment::Record& record = run.record();
  std::vector<std::string> fields = {run.name,
                                     record.uuid,
                                     record.commit,
                                     run.state,
                                     base::format_timestamp(record.created),
                                     run.duration_ms ? std::to_string(*run.duration_ms) : "",
                                     std::to_string(run.attempts()),
                                     seed_text(run),
                                     run.run->remote,
                                     run.run->folder,
                                     record.message};
  for (const auto& name : metrics)
    if (const auto* value = find_value(run, name)) fields.push_back(name + "=" + value->text);
  return base::tab_line(fields);
}

}  // namespace exp_list
