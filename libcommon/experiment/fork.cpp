#include "experiment/fork.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/checkpoint_copy.h"
#include "experiment/invocation.h"
#include "experiment/names.h"
#include "experiment/run_path.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr const char* member = "forked_from";

std::string forked_dir(const RunPaths& paths) {
  return base::path_join(paths.checkpoint_dir(), forked_folder);
}

ForkPoint of_run(const Store& store, ResolvedRun run, const std::string& from, const std::string& here) {
  if (run.run.folder.empty())
    throw base::UserError(
        "the folder of " + base::quoted(run.name) + " is not here, and its checkpoints are nowhere else",
        {"where it is: git exp-show " + base::shell_quote(run.name)});
  ForkPoint fork;
  fork.start = find_start_point(store, run.run, from, here);
  fork.checkpoint = base::path_below(fork.start.path, run.run.folder);
  fork.run = run.run.record.run;
  fork.uuid = run.run.record.uuid;
  fork.source = std::move(run);
  return fork;
}

/// Of the run whose folder a checkpoint lies in, in this repository or in another clone: its record says who it is.
void find_source_of_file(const Store& store, ForkPoint& fork) {
  constexpr int most_levels = 4;
  std::string folder = base::path_parent(fork.start.path);
  for (int level = 0; level < most_levels; ++level, folder = base::path_parent(folder)) {
    const RunPaths paths{folder};
    if (!base::path_exists(paths.run_json())) continue;
    const auto record = find_record(paths);
    if (!record) return;
    fork.run = record->run;
    fork.uuid = record->uuid;
    fork.checkpoint = base::path_below(fork.start.path, folder);
    const auto ours = find_run_at_path(store, folder);
    if (ours && ours->record && ours->where.name == record->run) fork.source = resolve_run(store, folder);
    return;
  }
}

/// A run's folder that is none of this repository: another clone's, a colleague's.
std::optional<ForkPoint> of_foreign_folder(const Store& store, const std::string& folder, const std::string& from,
                                           const std::string& here) {
  const RunPaths paths{folder};
  if (!base::path_exists(paths.run_json()) || find_run_at_path(store, folder)) return std::nullopt;
  const auto record = find_record(paths);
  if (!record) throw base::UserError("the record in " + base::quoted(folder) + " cannot be read");
  KnownRun run;
  run.record = *record;
  run.folder = folder;
  ForkPoint fork;
  fork.start = find_start_point(store, run, from, here);
  fork.checkpoint = base::path_below(fork.start.path, folder);
  fork.run = record->run;
  fork.uuid = record->uuid;
  fork.source = ResolvedRun{record->run, std::move(run)};
  return fork;
}

/// `<result folder>/<tag>`: the number was forgotten.
void refuse_experiment_folder(const std::string& path) {
  for (const auto& name : base::find_entries(path).value_or(std::vector<std::string>())) {
    const std::string run = base::path_join(path, name);
    if (base::is_digits(name) && base::path_exists(RunPaths{run}.run_json()))
      throw base::UserError(base::quoted(path) + " is the folder of an experiment, and no checkpoint",
                            {"name a run of it: " + base::shell_quote(run)});
  }
}

/// What cannot be a run's name.
bool is_path(const std::string& text) {
  return text.starts_with('/') || text.starts_with("./") || text.starts_with("../");
}

ForkPoint of_file(const Store& store, const std::string& path) {
  refuse_experiment_folder(path);
  ForkPoint fork;
  fork.start = load_start_point(path);
  fork.checkpoint = path;
  find_source_of_file(store, fork);
  return fork;
}

bool means_file(const Store& store, const std::string& text, const std::string& path) {
  if (!base::path_exists(path)) return false;
  if (!find_tag_name_fault(text) && store.repository.find_tag(store.settings.tag_prefix + text)) return false;
  if (!base::is_folder(path)) return true;
  return !parse_run_name(text) && !base::path_exists(RunPaths{path}.run_json());
}

bool has_hash(const std::string& path, const std::string& sha256) {
  try {
    return base::path_exists(path) && hash_checkpoint(path) == sha256;
  } catch (const base::UserError&) {
    return false;
  }
}

void close_as_failed(const Store& store, Record& record, const RunPaths& paths, const std::string& trouble) {
  Attempt& attempt = record.attempts.back();
  record.state = attempt.state = State::failed;
  attempt.ended = base::now();
  attempt.trouble = trouble;
  write_run_json(paths, record);
  publish(store, record, paths.folder);
}

}  // namespace

ForkPoint find_fork_point(const Store& store, const std::string& text, const std::string& here) {
  const std::string path = base::path_absolute(text, here);
  if (means_file(store, text, path)) return of_file(store, path);
  const auto colon = text.rfind(':');
  const std::string run = text.substr(0, colon), from = colon == text.npos ? "last" : text.substr(colon + 1);
  if (auto foreign = of_foreign_folder(store, base::path_absolute(run, here), from, here)) return std::move(*foreign);
  if (is_path(text) && !base::path_exists(path) && !base::path_exists(base::path_absolute(run, here)))
    throw base::UserError("there is no checkpoint " + base::quoted(path));
  if (colon == text.npos) return of_run(store, resolve_run(store, text), "last", here);
  return of_run(store, resolve_run(store, run), from, here);
}

std::optional<ForkPoint> find_fork_point_of(const Store& store, const KnownRun& run) {
  const base::Json* from = run.record.unknown.find(member);
  if (!from || !from->is_object()) return std::nullopt;
  ForkPoint fork;
  fork.run = from->text_of("run");
  fork.uuid = from->text_of("uuid");
  fork.checkpoint = from->text_of("checkpoint");
  fork.sha256 = from->text_of("sha256");
  std::vector<std::string> candidates;
  const std::string name = base::path_name(fork.checkpoint);
  if (!run.folder.empty()) candidates.push_back(base::path_join(forked_dir(RunPaths{run.folder}), name));
  if (fork.uuid.empty()) {
    candidates.push_back(fork.checkpoint);
  } else if (parse_run_name(fork.run) && base::path_absolute(fork.checkpoint, "/") == "/" + fork.checkpoint) {
    candidates.push_back(base::path_join(store.run_folder(fork.run), fork.checkpoint));
  }
  for (const auto& path : candidates) {
    if (!has_hash(path, fork.sha256)) continue;
    fork.start = load_start_point(path);
    return fork;
  }
  throw base::UserError(base::quoted(run.record.run) + " started from " +
                            (fork.run.empty() ? "" : base::quoted(fork.run) + ", ") + base::quoted(fork.checkpoint) +
                            ", which is not here, or not the same any more",
                        {"git exp-run --fork <checkpoint> ...    starts a run from another one"});
}

std::string forked_checkpoint(const Record& record, const RunPaths& paths) {
  const base::Json* from = record.unknown.find(member);
  if (!from || !from->is_object()) return "";
  return base::path_join(forked_dir(paths), base::path_name(from->text_of("checkpoint")));
}

void note_fork(Record& record, const ForkPoint& fork) {
  base::Json from = base::Json::object();
  if (!fork.uuid.empty()) from.set("uuid", base::Json::string(fork.uuid));
  if (!fork.run.empty()) from.set("run", base::Json::string(fork.run));
  from.set("checkpoint", base::Json::string(fork.checkpoint));
  if (!fork.sha256.empty()) from.set("sha256", base::Json::string(fork.sha256));
  record.unknown.set(member, from);
}

std::string describe_fork(const Record& record) {
  constexpr std::size_t shown_digits = 12;
  const base::Json* from = record.unknown.find(member);
  if (!from || !from->is_object()) return "";
  const std::string run = from->text_of("run"), hash = from->text_of("sha256");
  return (run.empty() ? "" : run + " ") + from->text_of("checkpoint") +
         (hash.empty() ? "" : " (" + hash.substr(0, shown_digits) + ")");
}

void take_checkpoint(const Store& store, const ForkPoint& fork, Record& record, const RunPaths& paths) {
  const std::string folder = forked_dir(paths);
  make_shared_folders(store.settings.sharing, folder);
  ForkPoint adopted = fork;
  adopted.sha256 = copy_checkpoint(fork.start.path, folder);
  if (!fork.sha256.empty() && adopted.sha256 != fork.sha256)
    throw base::UserError("checkpoint " + base::quoted(fork.start.path) + " is not the one that it was");
  note_fork(record, adopted);
  if (!record.attempts.empty())
    record.attempts.back().resumed_from = base::path_below(forked_checkpoint(record, paths), paths.folder);
  write_run_json(paths, record, false);
}

void adopt_checkpoint(const Store& store, const ForkPoint& fork, Record& record, const RunPaths& paths) {
  try {
    take_checkpoint(store, fork, record, paths);
  } catch (const base::UserError& error) {
    close_as_failed(store, record, paths, error.what());
    throw;
  }
}

std::vector<std::string> words_of_fork(const std::vector<std::string>& command,
                                       const std::vector<std::string>& resume_words) {
  const bool says_itself =
      std::any_of(command.begin(), command.end(), [](const auto& word) { return word.find("{resume}") != word.npos; });
  if (says_itself || resume_words.empty()) return {};
  std::vector<std::string> words = command;
  words.insert(words.end(), resume_words.begin(), resume_words.end());
  return words;
}

}  // namespace experiment
