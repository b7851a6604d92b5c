#include "overview.h"

#include <algorithm>
#include <cmath>

#include "base/duration.h"
#include "base/text.h"
#include "experiment/config_file.h"
#include "experiment/run_state.h"
#include "experiment/run_time.h"
#include "experiment/snapshot.h"
#include "experiment/stop_request.h"
#include "git/oid.h"
#include "supervise/closing.h"

namespace exp_show {
namespace {

using experiment::Attempt;
using experiment::Record;
using experiment::Value;
using Row = table::ListGrid::Row;

constexpr std::size_t most_drift_named = 10;

table::Heading heading(std::string title, bool always_text = true) {
  table::Heading heading;
  heading.title = std::move(title);
  heading.always_text = always_text;
  return heading;
}

/// Without the columns that have no text.
table::ListGrid make_grid(std::vector<table::Heading> headings, std::vector<Row> rows) {
  for (std::size_t c = headings.size(); c-- > 0;) {
    if (std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row[c].has_value(); })) continue;
    headings.erase(headings.begin() + static_cast<std::ptrdiff_t>(c));
    for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
  }
  return table::ListGrid(std::move(headings), std::move(rows));
}

std::optional<std::string> if_any(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string time_and_age(base::Timestamp time, base::Timestamp now) {
  return base::format_timestamp(time) + " (" + base::format_age(time, now) + ")";
}

std::string end_of(const Attempt& attempt) {
  std::vector<std::string> parts;
  if (attempt.exit) parts.push_back("exit " + std::to_string(*attempt.exit));
  if (attempt.signal) parts.push_back("signal " + std::to_string(*attempt.signal));
  return base::join(parts, ", ");
}

std::string state_line(const Details& details) {
  std::string line = details.state.text_and_reason();
  const Record& record = details.record();
  if (!record.attempts.empty())
    if (const std::string end = end_of(record.attempts.back()); !end.empty()) line += ", " + end;
  if (!record.attempts.empty() && !details.state.is_active())
    if (const std::string who = experiment::find_stopper(record.attempts.back()); !who.empty())
      line += ", stopped by " + who;
  if (details.duration_ms)
    line += (details.state.is_active() ? ", for " : ", after ") + base::format_duration(*details.duration_ms);
  return line;
}

/// Of another member: {"uuid":…,"run":…} of a run, or a text.
std::string kin_of(const Record& record, std::string_view member) {
  const base::Json* kin = record.unknown.find(member);
  if (!kin) return "";
  if (!kin->is_object()) return kin->text();
  std::string text = kin->text_of("run");
  if (const std::string checkpoint = kin->text_of("checkpoint"); !checkpoint.empty()) text += " from " + checkpoint;
  if (const std::string uuid = kin->text_of("uuid"); !uuid.empty()) text += " (" + uuid + ")";
  return text;
}

std::string seed_line(const experiment::Seed& seed) {
  if (seed.via.empty()) return "";
  return std::to_string(seed.root) + " (" + (seed.fixed ? "fixed, " : "") + seed.via + ")";
}

std::string pairs_line(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<std::string> words;
  for (const auto& [name, value] : pairs) words.push_back(name + "=" + value);
  return base::shell_join(words);
}

std::string drift_line(const std::vector<std::string>& drift) {
  std::vector<std::string> named(drift.begin(),
                                 drift.begin() + std::ptrdiff_t(std::min(drift.size(), most_drift_named)));
  for (auto& path : named) path = base::shell_quote(path);
  std::string line = base::join(named, " ");
  if (drift.size() > named.size()) line += " and " + std::to_string(drift.size() - named.size()) + " more";
  return line;
}

std::string snapshot_line(const Record& record) {
  const std::string snapshot = experiment::describe_snapshot(record);
  return snapshot.empty() ? "" : "of the work tree on " + snapshot;
}

std::string where_from(const experiment::KnownRun& run) {
  if (run.is_copy) return "a copy of " + run.record.run;
  if (!run.remote.empty()) return "fetched from " + run.remote;
  return "";
}

bool has_history(const experiment::MetricSummary& metric) {
  return metric.count > 1 || metric.min || metric.max;
}

/// Text and NaN have no extremes.
std::optional<std::string> extreme_text(const experiment::MetricSummary& metric, bool is_min) {
  const Value value = (is_min ? metric.min : metric.max).value_or(metric.last);
  const auto number = base::parse_number(value.text);
  return number && !std::isnan(*number) ? std::optional(value.text) : std::nullopt;
}

/// Where an extreme is the last value, and came with it, its step is not kept beside that of the last.
std::optional<std::int64_t> step_of_extreme(const experiment::MetricSummary& metric, bool is_min) {
  const auto& step = is_min ? metric.min_step : metric.max_step;
  const auto& value = is_min ? metric.min : metric.max;
  return step || value ? step : metric.step;
}

void show_code(const Details& details, Page& page) {
  const Record& record = details.record();
  const std::string commit = record.commit.substr(0, git::Oid().abbreviated().size());
  page.field("commit", commit + " " + details.subject.value_or("(not in this repository)"));
  if (!details.subject)
    page.field("", "git fetch " + base::shell_quote(details.run().remote.empty() ? "origin" : details.run().remote) +
                       " refs/exp/commits/" + record.commit + "   would bring it");
  if (details.run().newer_format) return;
  if (record.state != experiment::State::queued && experiment::was_ever_started(record))
    page.field("code", record.isolated ? "a checkout of its own" : "the live work tree");
  page.field("snapshot", snapshot_line(record));
  page.field("changed", drift_line(record.drift));
}

}  // namespace

void show_identity(const Details& details, base::Timestamp now, Page& page) {
  const Record& record = details.record();
  const experiment::KnownRun& run = details.run();
  const std::string odd = where_from(run);
  page.heading(details.name() + (odd.empty() ? "" : " (" + odd + ")"));
  page.field("state", run.newer_format ? "unknown: recorded by a newer version of git-exp" : state_line(details));
  page.field("message", record.message);
  page.field("label", record.unknown.text_of("label"));
  page.field("verified", record.unknown.text_of("verified"));
  page.field("uuid", record.uuid);
  show_code(details, page);
  page.field("command", details.command);
  page.field("given as", details.given_command);
  page.field("config file", experiment::describe_config(record));
  page.field("overrides", pairs_line(record.overrides));
  page.field("variables", pairs_line(record.env));
  page.field("seed", seed_line(record.seed));
  if (!run.newer_format) {
    page.field("created", time_and_age(record.created, now));
    page.field("by", record.user + "@" + record.host + (record.executor == "local" ? "" : ", " + record.executor));
  }
  page.field("rerun of", kin_of(record, "rerun_of"));
  page.field("forked from", kin_of(record, "forked_from"));
  page.field("parent", kin_of(record, "parent"));
  page.field("left out", base::join(record.cut, ", "));
  page.field("folder", !run.folder.empty() ? run.folder : run.remote.empty() ? "(not here any more)" : "(not here)");
}

void show_attempts(const Details& details, base::Timestamp now, Page& page) {
  const auto& attempts = details.record().attempts;
  if (attempts.empty()) return;
  page.heading("attempts");
  std::vector<Row> rows;
  std::vector<std::string> notes;
  for (const auto& attempt : attempts) {
    const bool is_last = &attempt == &attempts.back();
    const auto time = experiment::find_attempt_time_ms(attempt, is_last ? details.state : experiment::RunState(), now);
    rows.push_back({std::to_string(attempt.n),
                    is_last ? details.state.text() : std::string(experiment::format_state(attempt.state)),
                    if_any(end_of(attempt)), base::format_timestamp(attempt.started),
                    time ? if_any(base::format_duration(*time)) : std::nullopt,
                    if_any((attempt.user.empty() ? "" : attempt.user + "@") + attempt.host), if_any(attempt.job),
                    if_any(attempt.resumed_from)});
    const std::string number = "attempt " + std::to_string(attempt.n) + ": ";
    if (!attempt.command.empty()) notes.push_back(number + "ran as " + base::shell_join(attempt.command));
    if (const std::string who = experiment::find_stopper(attempt); !who.empty())
      notes.push_back(number + "stopped by " + who);
    if (!attempt.trouble.empty()) notes.push_back(number + attempt.trouble);
  }
  page.table(make_grid({heading("n", false), heading("state"), heading("end"), heading("started"), heading("duration"),
                        heading("where"), heading("job"), heading("resumed from")},
                       std::move(rows)));
  for (const auto& note : notes) page.line(note);
}

void show_params(const Details& details, Page& page) {
  const auto& params = details.record().params;
  if (params.empty()) return;
  page.heading("parameters");
  std::vector<Row> rows;
  for (const auto& [name, value] : params) rows.push_back({name, value.text});
  page.table(make_grid({heading("name"), heading("value")}, std::move(rows)));
}

void show_metrics(const Details& details, const std::vector<experiment::MetricGoal>& goals, Page& page) {
  const auto& metrics = details.record().metrics;
  if (metrics.empty()) return;
  page.heading("metrics");
  const auto step_text = [](const std::optional<std::int64_t>& step) {
    return step ? std::optional(std::to_string(*step)) : std::nullopt;
  };
  const auto direction_of = [&](const experiment::MetricSummary& metric) {
    std::optional<experiment::Direction> direction;
    for (const auto& goal : goals)
      if (goal.name == metric.name) direction = goal.direction;
    return direction;
  };
  // A history that its best does not sum up: then every row says min and max, also where they equal the last value.
  const bool has_extremes = std::any_of(
      metrics.begin(), metrics.end(), [&](const auto& metric) { return has_history(metric) && !direction_of(metric); });
  std::vector<Row> rows;
  for (const auto& metric : metrics) {
    const auto direction = direction_of(metric);
    Row row = {metric.name, metric.last.text, step_text(metric.step), {}, {}, {}, {}, {}, {}};
    if (direction) {
      const bool is_min = *direction == experiment::Direction::min;
      row[3] = supervise::best_of(metric, *direction).text;
      row[4] = step_text(step_of_extreme(metric, is_min));
    }
    if (has_extremes && (row[5] = extreme_text(metric, true))) row[6] = step_text(step_of_extreme(metric, true));
    if (has_extremes && (row[7] = extreme_text(metric, false))) row[8] = step_text(step_of_extreme(metric, false));
    rows.push_back(std::move(row));
  }
  page.table(make_grid(
      {heading("name"), heading("last", false), heading("at", false), heading("best", false), heading("at", false),
       heading("min", false), heading("at", false), heading("max", false), heading("at", false)},
      std::move(rows)));
}

void show_edits(const Details& details, base::Timestamp now, Page& page) {
  if (details.run().edits.empty()) return;
  page.heading("said later");
  std::vector<Row> rows;
  for (const auto& edit : details.run().edits)
    for (const auto& [key, value] : edit.keys)
      rows.push_back({key, value, if_any(edit.by), base::format_age(edit.at, now)});
  page.table(make_grid({heading("what"), heading("text"), heading("by"), heading("when")}, std::move(rows)));
}

}  // namespace exp_show
