#include "experiment_list.h"

#include "base/text.h"
#include "git/oid.h"

namespace exp_list {
namespace {

using base::Json;
using experiment::MetricGoal;

table::Direction table_direction(experiment::Direction direction) {
  return direction == experiment::Direction::min ? table::Direction::min : table::Direction::max;
}

std::string direction_word(experiment::Direction direction) {
  return direction == experiment::Direction::min ? "min" : "max";
}

std::string_view tag_word(Experiment::Tag tag) {
  return tag == Experiment::Tag::here ? "here" : tag == Experiment::Tag::gone ? "gone" : "elsewhere";
}

table::Heading text_heading(std::string title) {
  return {.title = std::move(title), .kind = table::Kind::info, .direction = {}, .always_text = true};
}

std::optional<std::string> if_any(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace

Listing list_experiments(const std::vector<Experiment>& experiments, const std::vector<MetricGoal>& goals,
                         base::Timestamp now) {
  std::vector<ListColumn> columns = {{text_heading("experiment"), {"experiment", "name", "tag"}},
                                     {text_heading("commit"), {"commit"}},
                                     {text_heading("age"), {"age"}},
                                     {text_heading("runs"), {"runs"}}};
  columns[0].heading.always_shown = true;
  for (const auto& goal : goals) {
    const std::string title = goal.name + " (" + direction_word(*goal.direction) + ")";
    columns.push_back({{.title = title, .kind = table::Kind::metric, .direction = table_direction(*goal.direction)},
                       {goal.name, title}});
  }
  columns.push_back({text_heading("message"), {"message"}});

  Listing listing(std::move(columns));
  for (const auto& experiment : experiments) {
    std::vector<Field> row = {{experiment.shown_name()},
                              {experiment.commit.substr(0, git::Oid().abbreviated().size())},
                              {base::format_age(experiment.time, now), double(now.ms - experiment.time.ms)},
                              {if_any(experiment.shown_states()), double(experiment.runs)}};
    for (const auto& best : experiment.best)
      row.push_back(best ? Field{best->value.text, base::parse_number(best->value.text)} : Field());
    row.push_back({if_any(experiment.message)});
    listing.add(std::move(row));
  }
  return listing;
}

Json experiment_to_json(const Experiment& experiment, const std::vector<MetricGoal>& goals) {
  Json states = Json::object(), best = Json::object();
  for (const auto& [state, count] : experiment.states) states.set(state, Json::integer(std::int64_t(count)));
  for (std::size_t i = 0; i < goals.size(); ++i)
    if (const auto& value = experiment.best[i])
      best.set(goals[i].name, Json::object({{"direction", Json::string(direction_word(*goals[i].direction))},
                                            {"value", experiment::value_to_json(value->value)},
                                            {"run", Json::string(value->run)}}));
  Json json = Json::object({{"experiment", Json::string(experiment.name)},
                            {"commit", Json::string(experiment.commit)},
                            {"time", Json::string(base::format_timestamp(experiment.time))},
                            {"tag", Json::string(std::string(tag_word(experiment.tag)))},
                            {"remote", experiment.remote.empty() ? Json() : Json::string(experiment.remote)},
                            {"runs", Json::integer(std::int64_t(experiment.runs))},
                            {"states", std::move(states)},
                            {"best", std::move(best)},
                            {"message", Json::string(experiment.message)}});
  return json;
}

std::string experiment_line(const Experiment& experiment, const std::vector<MetricGoal>& goals) {
  std::vector<std::string> states;
  for (const auto& [state, count] : experiment.states) states.push_back(state + "=" + std::to_string(count));
  std::vector<std::string> fields = {experiment.name,
                                     experiment.commit,
                                     base::format_timestamp(experiment.time),
                                     std::string(tag_word(experiment.tag)),
                                     experiment.remote,
                                     std::to_string(experiment.runs),
                                     base::join(states, ","),
                                     experiment.message};
  for (std::size_t i = 0; i < goals.size(); ++i)
    if (const auto& best = experiment.best[i]) fields.push_back(goals[i].name + "=" + best->value.text);
  return base::tab_line(fields);
}

}  // namespace exp_list
