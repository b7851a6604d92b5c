#include "submit.h"

#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "base/random.h"
#include "base/text.h"
#include "board.h"
#include "cli/output.h"
#include "experiment/config_file.h"
#include "experiment/index.h"
#include "experiment/invocation.h"
#include "experiment/run_ids.h"
#include "experiment/run_state.h"
#include "experiment/seed.h"
#include "preconditions.h"
#include "program_words.h"
#include "queue/attempt.h"
#include "queue/devices.h"
#include "queue/dispatcher.h"
#include "queue/submit.h"

namespace exp_run {
namespace {

using experiment::Record;

Record record_of(const Record& pattern, const Point& point) {
  Record record = pattern;
  record.uuid = base::random_uuid();
  record.overrides = with_values(record.overrides, point.overrides);
  if (point.seed)
    record.seed = {*point.seed, true, "--seeds"};
  else if (!record.seed.fixed)
    record.seed.root = experiment::draw_seed();
  record.created = record.updated = base::now();
  return record;
}

/// Of runs that wait: those whose submission has no waiter.
bool is_unattended(const experiment::Store& store, const experiment::KnownRun& run) {
  if (run.record.state != experiment::State::queued || run.folder.empty()) return false;
  const auto id = queue::find_submission_of({run.folder});
  return id && !queue::is_attended(store, *id);
}

struct Missing {
  std::vector<Point> points;
  std::size_t unattended = 0;  ///< of those that are left out: they wait, and nobody starts them
};

/// Those that have neither finished nor are on their way: a submission that is typed again goes on with what is missing.
Missing find_missing(const experiment::Store& store, const Plan& plan) {
  std::unordered_map<std::string, bool> there;  ///< whether all runs of that identity wait for somebody who starts them
  for (const auto& run : experiment::load_runs_of_tag(store, plan.pattern.tag)) {
    if (run.record.state != experiment::State::finished && !experiment::find_run_state(run).is_active()) continue;
    bool& waits = there.try_emplace(identity_of(run.record), true).first->second;
    waits = waits && is_unattended(store, run);
  }
  Missing found;
  auto& missing = found.points;
  for (const auto& point : plan.points) {
    const auto known = there.find(identity_of(record_of(plan.pattern, point)));
    if (known == there.end())
      missing.push_back(point);
    else if (known->second)
      ++found.unattended;
  }
  const std::size_t left_out = plan.points.size() - missing.size();
  if (left_out > 0) {
    store.messages.note(std::to_string(left_out) + " of " + base::count_of(plan.points.size(), "run", "runs") +
                        (left_out == 1 ? " has" : " have") + " finished, or " + (left_out == 1 ? "is" : "are") +
                        " on the way, and " + (left_out == 1 ? "is" : "are") + " left out");
    store.messages.hint("git exp-run --again ...    runs all of them");
  }
  return found;
}

void warn_of_unattended(const experiment::Store& store, std::size_t count) {
  store.messages.warning(
      base::count_of(count, "of them waits, and nobody starts it", "of them wait, and nobody starts them"));
  store.messages.hint("git exp-status --resume    starts what nobody starts");
}

int leave_behind(const experiment::Store& store, const Options& options, const queue::Submission& submission) {
  if (options.verbosity.quiet)
    for (const auto& run : submission.runs) cli::print(run.run + "\n");
  return queue::leave_behind(store, submission) ? 0 : 1;
}

int attend_here(const experiment::Store& store, const Options& options, const queue::Submission& submission) {
  const auto office = queue::take_office(store, submission.id);
  // Somebody's `git exp-status --resume` was quicker: the runs are started, but not by us.
  if (!office) return leave_behind(store, options, submission);
  Board board(store, submission, options.verbosity);
  const queue::Outcome outcome = queue::dispatch(store, submission, *office, board);
  return board.close(outcome);
}

}  // namespace

queue::Terms terms_of(const experiment::Store& store, const Options& options) {
  const BatchOptions& batch = options.batch;
  // A refusal comes before there are runs; a dry run writes nothing.
  if (!batch.devices.empty() && !options.dry_run) queue::Devices::make_folder();
  queue::Terms terms;
  terms.priority = batch.priority;
  terms.jobs = batch.jobs.value_or(1);
  terms.devices = batch.devices;
  if (batch.devices == std::vector<std::string>{"auto"}) terms.devices = queue::find_devices();
  terms.devices_per_run = batch.devices_per_run;
  if (!batch.devices.empty() && static_cast<std::int64_t>(terms.devices.size()) < terms.devices_per_run)
    throw base::UserError("a run wants " +
                              base::count_of(static_cast<std::size_t>(terms.devices_per_run), "device", "devices") +
                              ", and there are " + std::to_string(terms.devices.size()),
                          {"name them: --devices 0,1"});
  terms.cpus = batch.cpus;
  const std::int64_t usable = queue::count_usable_processors();
  if (terms.cpus > 0 && terms.cpus * terms.jobs > usable)
    store.messages.warning(std::to_string(terms.jobs) + (terms.jobs == 1 ? " run wants " : " runs at once want ") +
                           std::to_string(terms.cpus * terms.jobs) + " processors, and there are " +
                           std::to_string(usable) + (terms.jobs == 1 ? "" : ": they share"));
  terms.fail_fast = batch.fail_fast;
  terms.retries = batch.retries;
  terms.timeout_ms = options.timeout_ms;
  terms.notify = options.notify;
  return terms;
}

int submit(const experiment::Store& store, const Options& options, const Plan& plan) {
  // One run without a seed of its own is another each time.
  const bool is_series = options.batch.seeds || options.batch.grid;
  const Missing missing = options.again || !is_series ? Missing{plan.points} : find_missing(store, plan);
  int status = 0;
  if (!missing.points.empty()) {
    const auto record_at = [&](std::size_t i) { return record_of(plan.pattern, missing.points[i]); };
    const auto submission = queue::submit_runs(store, plan.terms, missing.points.size(), record_at, plan.fork);
    const bool is_left = options.batch.queue || options.detach;
    status = is_left ? leave_behind(store, options, submission) : attend_here(store, options, submission);
  }
  if (missing.unattended > 0) warn_of_unattended(store, missing.unattended);
  return status == 0 && missing.unattended > 0 ? 1 : status;
}

namespace {

/// As the first of the runs executes it.
std::string command_line(const experiment::Store& store, const Plan& plan) {
  Record first = record_of(plan.pattern, plan.points.front());
  first.id =
      experiment::next_run_id(store, first.tag, first.commit, experiment::read_tag_folder(store.run_folder(first.tag)));
  first.run = first.tag + "/" + std::to_string(first.id);
  const experiment::RunPaths paths{store.run_folder(first.run)};
  const std::string checkpoint = experiment::forked_checkpoint(first, paths);
  if (!checkpoint.empty()) {
    first.attempts.emplace_back();
    first.attempts.back().command = experiment::words_of_fork(first.command, store.settings.resume_words);
  }
  const auto words = experiment::compose_command(first, paths, store.settings.override_style, checkpoint);
  const char* label = plan.points.size() > 1 ? "command of the first:  " : "command:  ";
  return label + base::printable(base::shell_join(words)) + "\n";
}

}  // namespace

std::string describe_point(const Record& record) {
  std::string text;
  for (const auto& [name, value] : record.overrides) text += name + "=" + value + " ";
  return text + "seed " + std::to_string(record.seed.root);
}

int show_plan(const experiment::Store& store, const Plan& plan) {
  std::string text = base::count_of(plan.points.size(), "run", "runs") + " of " + plan.pattern.tag + ":\n";
  for (const auto& point : plan.points) {
    const Record record = record_of(plan.pattern, point);
    text += "  " + base::printable(describe_point(record)) + (record.seed.via == "drawn" ? "  (drawn)" : "") + "\n";
  }
  if (const std::string config = experiment::describe_config(plan.pattern); !config.empty())
    text += "config:   " + base::printable(config) + "\n";
  text += command_line(store, plan);
  cli::print(text);
  return 0;
}

}  // namespace exp_run
