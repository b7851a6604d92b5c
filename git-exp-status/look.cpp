#include "look.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/file.h"
#include "base/trace.h"
#include "experiment/active.h"
#include "experiment/liveness.h"
#include "experiment/looks.h"
#include "experiment/parallel.h"
#include "queue/notes_of_runs.h"
#include "queue/submission.h"

namespace exp_status {
namespace {

using experiment::RunPaths;
using experiment::State;

constexpr std::size_t most_ended = 20;

Group group_of(const experiment::RunState& state) {
  if (state.is_lost() || state.is_presumed_lost()) return Group::lost;
  if (!state.is_active()) return Group::ended;
  return state.recorded == State::queued ? Group::queued : Group::running;
}

std::optional<base::Timestamp> last_sign_of_life(const Item& item) {
  const RunPaths paths{item.run.folder};
  std::optional<std::int64_t> newest;
  for (const auto& path : {paths.heartbeat(), paths.log(), paths.metrics(), paths.run_json()})
    newest = std::max(newest, base::find_mtime_ns(path));
  if (!newest) return std::nullopt;
  return base::Timestamp{*newest / 1'000'000};
}

void complete(const experiment::Store& store, base::Timestamp now, Item& item) {
  item.state = experiment::find_run_state(item.run);
  item.group = group_of(item.state);
  if (item.group == Group::running || item.group == Group::lost)
    item.progress = experiment::find_progress(item.run, store.settings.metrics, now);
  if (item.group == Group::lost) item.sign = last_sign_of_life(item);
}

/// The process that attends each of the items, where it can be seen here.
std::vector<std::optional<pid_t>> find_supervisors(const std::vector<Item>& items,
                                                   const std::vector<process::ProcessInfo>& processes) {
  // Of another pid namespace nothing can be seen; one that has the number by chance is none of ours.
  std::unordered_set<pid_t> ours;
  for (const auto& process : processes)
    if (process.name.starts_with("git-exp")) ours.insert(process.pid);
  const std::string host = experiment::host_name();
  std::vector<std::optional<pid_t>> supervisors;
  for (const auto& item : items) {
    const experiment::Attempt* attempt = item.attempt();
    const bool is_here = item.group == Group::running && attempt && attempt->host == host;
    const pid_t pid = is_here ? static_cast<pid_t>(attempt->pid) : 0;
    supervisors.push_back(ours.count(pid) ? std::optional(pid) : std::nullopt);
  }
  return supervisors;
}

void add_usage(std::vector<Item>& items) {
  const base::Trace trace("processes");
  const auto is_running = [](const Item& item) { return item.group == Group::running; };
  if (std::none_of(items.begin(), items.end(), is_running)) return;
  const auto processes = process::read_processes();
  const auto supervisors = find_supervisors(items, processes);
  std::vector<pid_t> wanted;
  for (const auto& pid : supervisors)
    if (pid) wanted.push_back(*pid);
  const auto usage = find_usage(processes, wanted);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (supervisors[i]) items[i].usage = usage.at(*supervisors[i]);
}

void add_places(const experiment::Store& store, std::vector<Item>& items) {
  std::unordered_map<std::string, Item*> queued;
  for (auto& item : items)
    if (item.group == Group::queued) queued.emplace(item.run.record.uuid, &item);
  if (queued.empty()) return;
  std::size_t place = 0;
  for (const auto& submission : queue::read_submissions(store)) {
    const bool is_attended = queue::is_attended(store, submission.id);
    for (const auto& run : submission.runs) {
      const auto found = queued.find(run.uuid);
      if (found == queued.end()) continue;
      found->second->place = ++place;
      found->second->is_attended = is_attended;
    }
  }
}

void add_retries(const experiment::Store& store, std::vector<Item>& items) {
  for (const auto& open : queue::read_all_retries(store)) {
    auto run = queue::find_run_of_retry(store, open.retry);
    if (!run) continue;
    Item item;
    item.run = std::move(*run);
    item.state.recorded = item.run.record.state;
    item.group = Group::queued;
    item.again_at = open.retry.at;
    item.is_attended = queue::is_attended(store, open.submission_id);
    items.push_back(std::move(item));
  }
}

std::optional<Item> find_ended_item(const experiment::Store& store, const experiment::EndedRun& ended) {
  Item item;
  item.run.folder = store.run_folder(ended.run);
  auto record = experiment::find_record({item.run.folder});
  if (!record || record->uuid != ended.uuid || experiment::is_active(record->state)) return std::nullopt;
  item.run.record = std::move(*record);
  item.run.newer_format = item.run.record.v > 1;
  item.state.recorded = item.run.record.state;
  item.state.newer_format = item.run.newer_format;
  item.group = Group::ended;
  return item;
}

/// Of too many, the oldest of those that finished go: what went wrong is shown.
std::size_t leave_out(std::vector<Item>& ended) {
  std::size_t left_out = 0;
  for (std::size_t i = ended.size(); i > 0 && ended.size() > most_ended; --i) {
    if (ended[i - 1].run.record.state != State::finished) continue;
    ended.erase(ended.begin() + static_cast<std::ptrdiff_t>(i - 1));
    ++left_out;
  }
  return left_out;
}

/// Runs that this user had, and that nothing marks any more.
void add_ended(const experiment::Store& store, base::Timestamp since, Look& look) {
  constexpr std::size_t most_read = 1000;
  std::unordered_set<std::string> known;
  for (const auto& item : look.items) known.insert(item.run.record.uuid);
  std::vector<Item> ended;
  for (const auto& run : experiment::read_ended(store, since)) {
    if (!known.insert(run.uuid).second) continue;
    if (ended.size() == most_read) {
      ++look.more_ended;
    } else if (auto item = find_ended_item(store, run)) {
      ended.push_back(std::move(*item));
    }
  }
  look.more_ended += leave_out(ended);
  for (auto& item : ended) {
    item.progress = experiment::find_progress(item.run, store.settings.metrics, look.at);
    look.items.push_back(std::move(item));
  }
}

}  // namespace

const char* format_group(Group group) {
  switch (group) {
    case Group::running: return "running";
    case Group::queued: return "queued";
    case Group::lost: return "lost";
    case Group::ended: return "ended";
  }
  return "";
}

std::size_t Look::count(Group group) const {
  return static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [&](const Item& item) { return item.group == group; }));
}

Look take_look(const experiment::Store& store, base::Timestamp since) {
  Look look;
  look.at = base::now();
  {
    const base::Trace trace("markers and records");
    for (auto& run : experiment::load_marked_runs(store)) look.items.emplace_back().run = std::move(run);
  }
  {
    const base::Trace trace("states and progress");
    experiment::in_parallel(
        look.items.size(), [&](std::size_t i) { complete(store, look.at, look.items[i]); }, 8);
  }
  // Its record was written, its marker not yet removed: it stands in the list of the ended, or will at the next look.
  std::erase_if(look.items, [](const Item& item) { return item.group == Group::ended; });
  add_usage(look.items);
  add_places(store, look.items);
  add_retries(store, look.items);
  std::stable_sort(look.items.begin(), look.items.end(), [](const Item& a, const Item& b) {
    if (a.group != b.group) return a.group < b.group;
    return a.group == Group::queued && a.place.value_or(SIZE_MAX) < b.place.value_or(SIZE_MAX);
  });
  add_ended(store, since, look);
  const std::string user = experiment::user_name();
  look.has_others =
      std::any_of(look.items.begin(), look.items.end(), [&](const Item& item) { return item.user() != user; });
  return look;
}

}  // namespace exp_status
