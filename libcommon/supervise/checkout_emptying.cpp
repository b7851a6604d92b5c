#include "supervise/checkout_emptying.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/sharing.h"
#include "supervise/checkout_links.h"
#include "supervise/left_files.h"
#include "supervise/submodule_trees.h"

namespace supervise {
namespace {

/// HEAD on the commit again. What the program committed is not lost with the work tree.
void settle_head(const experiment::Store& store, const SurveyedTree& one) {
  const auto head = git::find_detached_head(one.tree);
  if (head == one.commit) return;
  if (head && process::run(git::keep_commit_command(one.repository, *head)).status == 0)
    store.messages.note("the program made commit " + head->abbreviated() +
                        " in its checkout: it is kept as refs/exp/commits/" + head->hex());
  git::remove_stale_locks(one.tree);
  process::run(git::detach_command(one.tree, one.commit));
}

bool is_settled(const SurveyedTree& one) {
  return git::find_detached_head(one.tree) == one.commit;
}

Survey survey_settled(const experiment::Store& store, const git::WorkTree& tree, const git::Oid& commit) {
  const std::string& repository = store.repository.location().common_dir;
  settle_head(store, {tree, repository, commit, "", {}});
  Survey survey = survey_checkout(repository, tree, commit, store.settings.discard);
  if (std::all_of(survey.trees.begin(), survey.trees.end(), is_settled)) return survey;
  for (const auto& one : survey.trees) settle_head(store, one);
  return survey_checkout(repository, tree, commit, store.settings.discard);
}

/// Of folders that hold nothing but folders.
void remove_empty_folders(const std::string& path) {
  if (::rmdir(path.c_str()) == 0) return;
  struct stat info;
  for (const auto& name : base::find_entries(path).value_or(std::vector<std::string>())) {
    const std::string inner = base::path_join(path, name);
    if (::lstat(inner.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) remove_empty_folders(inner);
  }
  (void)::rmdir(path.c_str());
}

void discard(const experiment::Store& store, const std::string& top, const Survey& survey) {
  for (const auto& path : survey.caches) base::remove_tree(base::path_join(top, path));
  for (const auto& path : survey.special) {
    store.messages.warning("not kept: " + base::quoted(path) + " of the checkout is no file");
    (void)::unlink(base::path_join(top, path).c_str());
  }
}

/// git's opinion of what is changed may be that of its filters (line ends that were never normalised): what comes back
/// just as it was is no result of the run.
bool is_same_file(const std::string& one, const std::string& other) {
  struct stat a, b;
  if (::lstat(one.c_str(), &a) != 0 || ::lstat(other.c_str(), &b) != 0) return false;
  if (!S_ISREG(a.st_mode) || !S_ISREG(b.st_mode) || ((a.st_mode ^ b.st_mode) & S_IXUSR) || a.st_size != b.st_size)
    return false;
  constexpr std::size_t largest = 64u << 20;
  const auto first = base::read_file(one, largest), second = base::read_file(other, largest);
  return !first.failure && !second.failure && first.bytes == second.bytes;
}

/// How many of the changed paths are in the run's folder because they differ.
std::int64_t drop_unchanged(const std::string& top, const std::string& folder, const std::vector<std::string>& moved) {
  std::int64_t different = 0;
  for (const auto& path : moved) {
    const std::string kept = base::path_join(folder, path);
    if (is_same_file(base::path_join(top, path), kept))
      ::unlink(kept.c_str());
    else
      ++different;
  }
  return different;
}

std::string restore_files(const Survey& survey) {
  for (const auto& one : survey.trees) {
    git::remove_stale_locks(one.tree);
    const process::Result result = process::run(git::restore_command(one.tree));
    if (result.status != 0) return "git cannot restore the files in " + base::quoted(one.tree.top);
  }
  return "";
}

/// Moves all of the survey; the paths of changed files that were there to move.
std::vector<std::string> move_left(LeftFiles& files, const Survey& survey) {
  std::vector<std::string> moved;
  for (const auto& path : survey.left) files.move(path);
  for (const auto& path : survey.changed) {
    const auto before = files.moved();
    if (files.move(path) && files.moved() > before) moved.push_back(path);
  }
  for (auto folder = survey.opened.rbegin(); folder != survey.opened.rend() && !files.folder().empty(); ++folder)
    (void)::chmod(base::path_join(files.folder(), folder->first).c_str(), folder->second);
  return moved;
}

/// exp.seedFile, which we wrote ourselves: the record has the seed.
void drop_seed_file(const experiment::Store& store, const std::string& top, Survey& survey) {
  const std::string& seed_file = store.settings.seed_file;
  if (seed_file.empty()) return;
  const std::string path = base::path_absolute(seed_file, "/").substr(1);
  const bool is_left = std::erase(survey.left, path) > 0;
  const bool is_changed = std::find(survey.changed.begin(), survey.changed.end(), path) != survey.changed.end();
  if (is_left) --survey.left_files;
  if (is_left || is_changed) (void)::unlink(base::path_join(top, path).c_str());
}

/// Of a checkout that is one.
LeftBehind empty_checkout(const experiment::Store& store, const git::WorkTree& tree, const git::Oid& commit,
                          const std::string& run_folder, Survey& survey) {
  LeftBehind left;
  remove_links(store, tree.top);
  survey = survey_settled(store, tree, commit);
  left.trouble = survey.fault;
  if (!left.trouble.empty()) return left;

  discard(store, tree.top, survey);
  drop_seed_file(store, tree.top, survey);
  LeftFiles files(tree.top, run_folder);
  const auto changed = move_left(files, survey);
  left.folder = files.folder();
  left.trouble = files.trouble();
  if (!left.trouble.empty()) return left;
  left.files = survey.left_files;
  for (const auto& path : survey.empty) remove_empty_folders(base::path_join(tree.top, path));
  if (survey.changed.empty()) return left;

  left.trouble = restore_files(survey);
  left.files += drop_unchanged(tree.top, left.folder, changed);
  if (left.files == 0 && !left.folder.empty()) {
    remove_empty_folders(left.folder);
    left.folder.clear();
  }
  return left;
}

/// The checkout at the place, mended where a program damaged its `.git` (which then goes to the run, too); nothing if git does
/// not know it (any more).
std::optional<git::WorkTree> find_checkout(const experiment::Store& store, const TreePlace& place, LeftFiles& files) {
  const std::string& repository = store.repository.location().common_dir;
  if (auto tree = git::find_work_tree(repository, place.path())) return tree;
  for (const auto& known : git::registered_below(repository, place.path())) {
    if (base::path_name(known.top) != place.number || !base::is_folder(known.top)) continue;
    if (!files.move(place.number + "/.git")) return std::nullopt;
    base::write_file_atomically(base::path_join(known.top, ".git"), "gitdir: " + known.git_dir + "\n", false);
    return git::find_work_tree(repository, place.path());
  }
  return std::nullopt;
}

/// Killed before its `.git` was there: at most a temporary file of ours is in it.
bool is_unfinished(const std::string& top) {
  const auto entries = base::find_entries(top);
  return entries && std::all_of(entries->begin(), entries->end(),
                                [](const std::string& name) { return name.starts_with(".tmp-"); });
}

/// A folder that git knows nothing of: all of it is kept.
LeftBehind take_whole(const TreePlace& place, LeftFiles& files) {
  if (is_unfinished(place.path())) return {};
  files.move(place.number);
  return {files.moved(), files.folder(), files.trouble()};
}

}  // namespace

LeftBehind empty_place(const experiment::Store& store, const TreePlace& place, const std::string& run_folder,
                       Survey& survey) {
  LeftFiles files(place.folder, run_folder);
  const auto tree = find_checkout(store, place, files);
  if (!files.trouble().empty()) return {0, "", files.trouble()};
  if (!tree) return take_whole(place, files);
  // Killed while git made it: no run was in it.
  if (!git::is_complete(*tree)) return {};
  return empty_checkout(store, *tree, *git::Oid::parse(place.commit()), run_folder, survey);
}

void remove_checkout(const experiment::Store& store, const TreePlace& place) {
  const std::string& repository = store.repository.location().common_dir;
  const auto fail = [&] {
    store.messages.warning("cannot remove the checkout " + base::quoted(place.path()) + ": " + base::error_text(errno));
  };
  if (base::path_exists(place.gone()) && !base::remove_tree(place.gone())) return fail();
  // From here on it is known to be without anything of a run, whatever happens to us.
  if (::rename(place.path().c_str(), place.gone().c_str()) != 0 && errno != ENOENT) return fail();
  forget_submodule_trees(repository, place.path());
  for (const auto& known : git::registered_below(repository, place.path()))
    if (!git::forget_work_tree(repository, known.git_dir)) fail();
  if (base::path_exists(place.gone()) && !base::remove_tree(place.gone())) fail();
  ::unlink(place.kept().c_str());
}

std::string folder_for_left_files(const experiment::Store& store, const TreePlace& place,
                                  const std::string& run_folder) {
  if (!run_folder.empty() && base::is_folder(run_folder)) return run_folder;
  return base::path_join(trees_folder(store), "lost-" + place.commit().substr(0, 10) + "-" + base::random_hex(4));
}

std::string run_of_folder(const experiment::Store& store, const std::string& run_folder) {
  return run_folder.empty() ? "a run" : base::printable(base::path_below(run_folder, store.settings.result_dir));
}

}  // namespace supervise
