#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/known_runs.h"
#include "experiment/natural_order.h"
#include "experiment/run_path.h"
#include "experiment/run_word.h"

namespace experiment {
namespace {

using Runs = std::vector<KnownRun>;

}  // namespace

std::string name_among(const std::vector<KnownRun>& runs, std::size_t i) {
  const Record& run = runs[i].record;
  std::size_t length = 0;
  const auto tell_apart = [&](const Record& other) {
    if (other.run != run.run) return false;
    if (other.uuid == run.uuid) return true;
    const auto differ = std::mismatch(run.uuid.begin(), run.uuid.end(), other.uuid.begin(), other.uuid.end());
    const auto same = static_cast<std::size_t>(differ.first - run.uuid.begin());
    length = std::max({length, same + 1, shortest_uuid_prefix});
    return true;
  };
  for (std::size_t before = i; before > 0 && tell_apart(runs[before - 1].record);) --before;
  for (std::size_t after = i + 1; after < runs.size() && tell_apart(runs[after].record);) ++after;
  return length == 0 ? run.run : run.run + "-" + run.uuid.substr(0, length);
}

namespace {

ResolvedRun chosen_from(Runs& runs, std::size_t i) {
  std::string name = name_among(runs, i);
  return {std::move(name), std::move(runs[i])};
}

std::string describe(const Runs& runs, std::size_t i) {
  const KnownRun& run = runs[i];
  std::string text = name_among(runs, i) + " of " + base::format_timestamp(run.record.created) + ", commit " +
                     run.record.commit.substr(0, 10);
  if (!run.record.host.empty()) text += ", on " + run.record.host;
  if (!run.remote.empty()) text += ", from " + run.remote;
  return base::printable(text);
}

[[noreturn]] void refuse_ambiguous(const std::string& text, const Runs& runs,
                                   const std::vector<std::size_t>& candidates) {
  std::vector<std::string> hints;
  for (const std::size_t i : candidates) hints.push_back(describe(runs, i));
  throw base::UserError(base::quoted(text) + " could be " + base::count_of(candidates.size(), "run", "runs"), hints);
}

/// The one that is meant: the only one, or of several with one name the one whose folder is here.
std::optional<ResolvedRun> choose(const std::string& text, Runs& runs,
                                  const std::function<bool(const KnownRun&)>& matches) {
  std::vector<std::size_t> found, here;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!matches(runs[i])) continue;
    const bool is_first = found.empty() || runs[found.back()].record.uuid != runs[i].record.uuid;
    if (!is_first) continue;  // copies stand behind the run that they are copies of
    found.push_back(i);
    if (!runs[i].folder.empty() && !runs[i].is_copy) here.push_back(i);
  }
  if (found.empty()) return std::nullopt;
  const bool one_name = std::all_of(
      found.begin(), found.end(), [&](std::size_t i) { return runs[i].record.run == runs[found.front()].record.run; });
  if (found.size() == 1) return chosen_from(runs, found.front());
  if (one_name && here.size() == 1) return chosen_from(runs, here.front());
  refuse_ambiguous(text, runs, found);
}

[[noreturn]] void refuse_unknown(const Store& store, const std::string& text, const Runs& runs) {
  std::set<std::string> names;
  for (const auto& run : runs) {
    names.insert(run.record.run);
    names.insert(run.record.tag);
  }
  std::vector<std::string> hints;
  for (const auto& similar : base::similar_words(text, {names.begin(), names.end()}))
    hints.push_back("did you mean " + base::quoted(similar) + "?");
  const auto name = parse_run_name(text);
  const std::string tag = name ? name->tag : text;
  if (const auto commit = find_commit_of_tag(store, tag); commit && names.count(tag) == 0)
    hints = {"experiment " + base::quoted(tag) + " has no run yet"};
  // `git exp-record *`: the shell has made names of files of it.
  if (hints.empty() && base::path_exists(text)) hints = {"it is a file here; a pattern must be in quotes: '*/0'"};
  throw base::UserError("no run is called " + base::quoted(text), hints);
}

ResolvedRun resolve_last(const Store& store) {
  const auto last = find_last_run(store);
  if (!last)
    throw base::UserError("'@' is the run that you last started in this repository, and there is none",
                          {"name a run: <tag>/<id>"});
  const auto is_it = [&](const KnownRun& run) { return run.record.uuid == last->uuid; };
  Runs runs = load_runs_named(store, *parse_run_name(last->run));
  if (auto found = choose("@", runs, is_it)) return std::move(*found);
  runs = load_runs_named_anywhere(store, {last->run});
  if (auto found = choose("@", runs, is_it)) return std::move(*found);
  throw base::UserError("'@' is " + base::quoted(last->run) + ", which is gone", {"name a run: <tag>/<id>"});
}

ResolvedRun resolve_found(const Store& store, const std::string& text, const KnownRun& found) {
  Runs runs = load_runs_named(store, *parse_run_name(found.record.run));
  auto chosen = choose(text, runs, [&](const KnownRun& run) { return run.record.uuid == found.record.uuid; });
  return chosen ? std::move(*chosen) : ResolvedRun{found.record.run, found};
}

/// What costs little; nothing if it takes all that is known.
std::optional<ResolvedRun> resolve_nearby(const Store& store, const std::string& text, const RunWord& word) {
  if (word.name) {
    Runs runs = load_runs_named(store, *word.name);
    auto found = choose(text, runs, [&](const KnownRun& run) { return run.record.uuid.starts_with(word.uuid_prefix); });
    // Another clone may have given that name to another commit, whose notes were not looked at.
    if (found && found->run.folder.empty() && word.uuid_prefix.empty()) return std::nullopt;
    return found;
  }
  const auto latest = word.tag.empty() ? std::nullopt : find_latest_run(store, word.tag);
  if (!latest) return std::nullopt;
  return resolve_found(store, text, *latest);
}

/// The newest run of a tag that is gone, by the notes of whatever commit it had.
const KnownRun* find_newest(const Runs& runs, const std::string& tag) {
  const KnownRun* newest = nullptr;
  for (const auto& run : runs) {
    if (run.record.tag != tag || run.is_copy || run.record.kind != "run") continue;
    if (!newest || newest->record.created < run.record.created) newest = &run;
  }
  return newest;
}

/// The whole of what was found in brief.
ResolvedRun resolve_whole(const Store& store, const std::string& text, const KnownRun& brief) {
  const auto is_it = [&](const KnownRun& run) { return run.record.uuid == brief.record.uuid; };
  // Of a copy, the name does not say where it lies.
  Runs runs = brief.is_copy ? Runs() : load_runs_named_anywhere(store, {brief.record.run});
  if (auto found = choose(text, runs, is_it)) return std::move(*found);
  runs = load_all_runs(store);
  if (auto found = choose(text, runs, is_it)) return std::move(*found);
  refuse_unknown(store, text, runs);
}

ResolvedRun resolve_everywhere(const Store& store, const std::string& text, const RunWord& word) {
  const auto has_uuid = [&](const KnownRun& run) { return run.record.uuid.starts_with(word.uuid_prefix); };
  if (word.name) {
    Runs runs = load_runs_named_anywhere(store, {word.name->text()});
    if (auto found = choose(text, runs, has_uuid)) return std::move(*found);
  }
  // Which it is, is seen from the digests; only that one is then read whole.
  Runs runs = load_all_runs_in_brief(store);
  if (const KnownRun* newest = word.tag.empty() ? nullptr : find_newest(runs, word.tag))
    return resolve_whole(store, text, *newest);
  const auto matches = [&](const KnownRun& run) {
    return has_uuid(run) && (!word.name || run.record.run == word.name->text());
  };
  if (word.name || !word.uuid_prefix.empty())
    if (const auto found = choose(text, runs, matches)) return resolve_whole(store, text, found->run);
  refuse_unknown(store, text, runs);
}

std::optional<ResolvedRun> resolve_path(const Store& store, const std::string& text) {
  const auto at = find_run_at_path(store, text);
  if (!at) return std::nullopt;
  const FolderRecord& folder = *at;
  if (!folder.record)
    throw base::UserError("the folder " + base::quoted(text) + " holds no record of a run" +
                          (folder.fault.empty() ? "" : ": run.json " + folder.fault));
  KnownRun run;
  run.record = *folder.record;
  run.folder = folder.where.path;
  run.is_copy = folder.where.name != folder.record->run;
  if (run.is_copy) return ResolvedRun{run.record.run, std::move(run)};
  return resolve_found(store, text, run);
}

/// `runs` in brief or whole.
std::vector<ResolvedRun> match_glob(const Runs& runs, const std::string& glob) {
  const bool with_evaluations = glob.find("/eval/") != glob.npos;
  std::vector<ResolvedRun> matches;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string& text = runs[i].record.run;
    const auto name = runs[i].is_copy ? std::nullopt : parse_run_name(text);
    if (!name || name->below.empty() == with_evaluations || !base::matches_glob(text, glob)) continue;
    matches.push_back({name_among(runs, i), runs[i]});
  }
  if (matches.empty()) {
    std::vector<std::string> tags;
    for (const auto& run : runs) tags.push_back(run.record.tag);
    throw unmatched_error(glob, tags);
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const ResolvedRun& a, const ResolvedRun& b) { return natural_less(a.name, b.name); });
  return matches;
}

/// The whole of the runs that a glob matches among those in brief.
std::vector<ResolvedRun> load_matches(const Store& store, const Runs& brief, const std::string& glob) {
  std::unordered_set<std::string> names;
  for (const auto& match : match_glob(brief, glob)) names.insert(match.run.record.run);
  return match_glob(load_runs_named_anywhere(store, names), glob);
}

}  // namespace

base::UserError unmatched_error(const std::string& pattern, std::vector<std::string> tags) {
  const std::string message = "no run matches " + base::quoted(pattern);
  const auto slash = pattern.rfind('/');
  const std::string tag = pattern.substr(0, slash), rest = slash == pattern.npos ? "" : pattern.substr(slash);
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  if (std::binary_search(tags.begin(), tags.end(), tag))
    return base::UserError(message, {"git exp-list -r " + base::shell_quote(tag) + "   lists its runs"});
  std::vector<std::string> hints;
  if (!base::is_glob(tag))
    for (const auto& similar : base::similar_words(tag, tags))
      hints.push_back("did you mean " + base::quoted(similar + rest) + "?");
  if (hints.empty()) hints.push_back("git exp-list -r   lists the runs");
  return base::UserError(message, hints);
}

ResolvedRun resolve_run(const Store& store, const std::string& text) {
  const base::Trace trace("resolve a run");
  if (text == "@") return resolve_last(store);
  const bool looks_like_path = text.starts_with("/") || text.starts_with("./") || text.starts_with("../");
  if (looks_like_path)
    if (auto found = resolve_path(store, text)) return std::move(*found);
  const RunWord word = read_run_word(store, text);
  if (auto found = resolve_nearby(store, text, word)) return std::move(*found);
  if (!looks_like_path)
    if (auto found = resolve_path(store, text)) return std::move(*found);
  return resolve_everywhere(store, text, word);
}

std::vector<ResolvedRun> find_runs_called(const Store& store, const std::string& run) {
  std::vector<ResolvedRun> found;
  if (!parse_run_name(run)) return found;
  const Runs runs = load_runs_named_anywhere(store, {run});
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (!runs[i].is_copy) found.push_back({name_among(runs, i), runs[i]});
  return found;
}

std::vector<ResolvedRun> resolve_runs(const Store& store, const std::vector<std::string>& texts) {
  std::optional<Runs> all;
  std::vector<ResolvedRun> resolved;
  std::set<std::string> seen;
  const auto add = [&](ResolvedRun run) {
    if (seen.insert(run.run.record.uuid).second) resolved.push_back(std::move(run));
  };
  for (const auto& text : texts) {
    if (!base::is_glob(text)) {
      add(resolve_run(store, text));
      continue;
    }
    if (!all) all = load_all_runs_in_brief(store);
    for (auto& match : load_matches(store, *all, text)) add(std::move(match));
  }
  return resolved;
}

std::optional<std::string> find_last_run_name(const Store& store) {
  const auto last = find_last_run(store);
  return last ? std::optional(last->run) : std::nullopt;
}

}  // namespace experiment
