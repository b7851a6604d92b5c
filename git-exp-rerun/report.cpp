#include "report.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "table/list_grid.h"
#include "table/writer.h"

namespace exp_rerun {
namespace {

using base::Json;
using experiment::EnvironmentChange;
using experiment::MetricDifference;

constexpr std::size_t most_changes = 12;

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::exact: return "exact";
    case Verdict::within: return "within";
    case Verdict::differs: return "differs";
    case Verdict::failed: return "failed";
    case Verdict::not_run: return "not-run";
    case Verdict::nothing: break;
  }
  return "nothing";
}

std::string counts_of(const Verification& one) {
  const auto& comparison = one.comparison;
  const std::string metrics = base::count_of(comparison.metrics, "metric", "metrics");
  if (one.verdict == Verdict::differs) return std::to_string(comparison.differences.size()) + " of " + metrics;
  if (one.verdict == Verdict::failed) return "the program did not finish";
  if (one.verdict == Verdict::nothing) return "neither has a metric";
  return metrics + ", " + base::count_of(comparison.values, "value", "values");
}

/// "base/0: reproduced exactly by base/3 (12 metrics, 480 values)"
std::string summary_line(const Verification& one) {
  if (one.verdict == Verdict::not_run) return base::printable(one.original) + ": " + format_verdict(one.verdict) + "\n";
  const bool did = agrees(one.verdict);
  return base::printable(one.original) + ": " + format_verdict(one.verdict) + (did ? " by " : ", by ") +
         base::printable(one.again) + " (" + counts_of(one) + ")\n";
}

std::string table_text(const std::vector<std::string>& titles, std::vector<table::ListGrid::Row> rows,
                       std::size_t width, bool colour) {
  std::vector<table::Heading> headings;
  for (const auto& title : titles) headings.push_back({title, table::Kind::info, {}, false, true});
  const table::ListGrid grid(std::move(headings), std::move(rows));
  table::WriteSettings settings;
  settings.width = width;
  settings.colour = colour;
  std::string text;
  table::write_grid(grid, table::Format::text, settings, [&](std::string_view piece) { text += piece; });
  return text;
}

std::string differences_text(const std::vector<MetricDifference>& differences, std::size_t width, bool colour) {
  std::vector<table::ListGrid::Row> rows;
  const auto number = [](const std::optional<std::int64_t>& value) {
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
  };
  for (const auto& one : differences)
    rows.push_back({one.name, one.then, one.now,
                    one.difference ? std::optional(Json::real(*one.difference).text()) : std::nullopt, one.what,
                    number(one.step)});
  return table_text({"metric", "then", "now", "difference", "differs in", "first step"}, std::move(rows), width,
                    colour);
}

std::string changes_text(const std::string& title, const std::vector<EnvironmentChange>& changes) {
  if (changes.empty()) return "";
  std::string text = title + "\n";
  const auto shown = [](const std::string& value) {
    return value.empty() ? std::string("(none)") : base::printable(base::fit_width(value, 60));
  };
  for (std::size_t i = 0; i < changes.size() && i < most_changes; ++i)
    text += "  " + base::printable(changes[i].what) + ": " + shown(changes[i].before) + " -> " +
            shown(changes[i].after) + "\n";
  if (changes.size() > most_changes)
    text += "  ... and " + std::to_string(changes.size() - most_changes) + " more: git exp-diff shows all\n";
  return text;
}

std::string left_out_line(const Verification& one) {
  std::vector<std::string> names = one.comparison.left_out;
  if (names.empty()) return "";
  for (auto& name : names) name = base::printable(name);
  return "left out: " + base::join(names, ", ") + " (exp.verifyIgnore; --strict compares them)\n";
}

std::string details(const Verification& one, std::size_t width, bool colour) {
  std::string text = left_out_line(one);
  if (one.verdict != Verdict::differs) return text;
  text += differences_text(one.comparison.differences, width, colour);
  text += changes_text("set up differently:", one.setup);
  text += changes_text("what else differs around it:", one.environment);
  if (one.setup.empty() && one.environment.empty())
    text += "nothing that is recorded differs around it: a seed that the program does not use, threads, or the time?\n";
  return text;
}

Json optional_integer(const std::optional<std::int64_t>& value) {
  return value ? Json::integer(*value) : Json();
}

Json changes_json(const std::vector<EnvironmentChange>& changes) {
  Json list = Json::array();
  for (const auto& change : changes)
    list.push_back(Json::object({{"what", Json::string(change.what)},
                                 {"then", Json::string(change.before)},
                                 {"now", Json::string(change.after)}}));
  return list;
}

Json verification_json(const Verification& one) {
  Json differences = Json::array();
  for (const auto& difference : one.comparison.differences)
    differences.push_back(
        Json::object({{"metric", Json::string(difference.name)},
                      {"then", Json::string(difference.then)},
                      {"now", Json::string(difference.now)},
                      {"difference", difference.difference ? Json::real(*difference.difference) : Json()},
                      {"differs_in", Json::string(difference.what)},
                      {"first_step", optional_integer(difference.step)}}));
  Json left_out = Json::array();
  for (const auto& name : one.comparison.left_out) left_out.push_back(Json::string(name));
  return Json::object({{"run", Json::string(one.original)},
                       {"again", Json::string(one.again)},
                       {"verdict", Json::string(std::string(word_of(one.verdict)))},
                       {"metrics", Json::integer(static_cast<std::int64_t>(one.comparison.metrics))},
                       {"values", Json::integer(static_cast<std::int64_t>(one.comparison.values))},
                       {"differences", differences},
                       {"left_out", left_out},
                       {"setup", changes_json(one.setup)},
                       {"environment", changes_json(one.environment)}});
}

}  // namespace

std::string format_report(const std::vector<Verification>& verifications, std::size_t width, bool colour) {
  std::string text;
  for (const auto& one : verifications) text += summary_line(one);
  if (verifications.size() == 1) text += details(verifications.front(), width, colour);
  return text;
}

std::string format_porcelain(const std::vector<Verification>& verifications) {
  std::string text;
  for (const auto& one : verifications)
    text += base::printable(one.original) + "\t" + base::printable(one.again) + "\t" +
            std::string(word_of(one.verdict)) + "\t" + std::to_string(one.comparison.metrics) + "\t" +
            std::to_string(one.comparison.differences.size()) + "\n";
  return text;
}

std::string format_json(const std::vector<Verification>& verifications) {
  Json list = Json::array();
  for (const auto& one : verifications) list.push_back(verification_json(one));
  return list.pretty();
}

}  // namespace exp_rerun
