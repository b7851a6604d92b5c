#include "supervise/checkout_shelf.h"

#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "experiment/json_parse.h"
#include "experiment/sharing.h"
#include "supervise/checkout_emptying.h"

namespace supervise {
namespace {

constexpr std::size_t largest_note = 1u << 16;

void write_last_user(const TreePlace& place, const std::string& run_folder) {
  base::Json json = base::Json::object({{"run_folder", base::Json::string(run_folder)}});
  // Not by a rename: a temporary would stay if we were killed.
  ::unlink(place.kept().c_str());
  base::create_exclusively(place.kept(), json.pretty());
}

void say_left(const experiment::Store& store, const std::string& run_folder, const LeftBehind& left) {
  const std::string run = run_of_folder(store, run_folder);
  if (left.files > 0)
    store.messages.note("what " + run + " left in its checkout is in " + base::printable(left.folder) + " (" +
                        base::count_of(static_cast<std::size_t>(left.files), "file", "files") + ")");
  else
    store.messages.detail("removed the checkout of " + run + ": nothing was left in it");
}

struct Kept {
  TreePlace place;
  std::int64_t since = 0;
};

/// Oldest first.
std::vector<Kept> find_kept(const experiment::Store& store) {
  std::vector<Kept> kept;
  for (const auto& found : find_all_places(trees_folder(store)))
    if (found.has_tree && !found.has_owner)
      kept.push_back({found.place, base::find_mtime_ns(found.place.kept()).value_or(0)});
  std::sort(kept.begin(), kept.end(), [](const Kept& a, const Kept& b) { return a.since < b.since; });
  return kept;
}

void drop_oldest(const experiment::Store& store) {
  auto kept = find_kept(store);
  const auto limit = static_cast<std::size_t>(store.settings.keep_trees);
  for (std::size_t i = 0; i + limit < kept.size(); ++i) {
    const TreePlace& place = kept[i].place;
    const std::string run_folder = last_user(place);
    auto claim = TreeClaim::take(place, run_folder, store.settings.sharing);
    if (!claim) continue;
    clear_place(store, place, run_folder);
    claim->release();
  }
}

/// A place without a tree and without an owner: somebody removed it by hand, or was killed while he did.
void tidy_place(const experiment::Store& store, const FoundPlace& found) {
  auto claim = TreeClaim::take(found.place, "", store.settings.sharing);
  if (!claim) return;
  if (!base::path_exists(found.place.path())) remove_checkout(store, found.place);
  claim->release();
}

void rescue(const experiment::Store& store, const FoundPlace& found) {
  auto claim = TreeClaim::take_over(found.place);
  if (!claim) return;
  store.messages.detail("the owner of the checkout " + base::quoted(found.place.path()) + " is gone");
  git::remove_unfinished(store.repository.location().common_dir);
  if (clear_place(store, found.place, claim->run_folder()))
    claim->release();
  else
    claim->hand_back();
}

void look_after(const experiment::Store& store, const FoundPlace& found) {
  if (::access(found.place.folder.c_str(), W_OK) != 0) return;  // another user's, or nothing can be written at all
  if (found.has_owner && is_abandoned(found.place)) rescue(store, found);
  if (found.has_owner) return;
  if (found.has_takeover || found.has_kept) remove_loose_claims(found.place.folder);
  if (!found.has_tree && (found.has_kept || found.has_gone)) tidy_place(store, found);
}

}  // namespace

std::string last_user(const TreePlace& place) {
  const auto json = experiment::parse_json(base::read_file(place.kept(), largest_note).bytes).value;
  const std::string folder = json ? json->text_of("run_folder") : "";
  return folder.starts_with('/') ? folder : "";
}

bool clear_place(const experiment::Store& store, const TreePlace& place, const std::string& run_folder) {
  if (base::path_exists(place.path())) {
    base::remove_old_temporaries(place.path());  // of a killed process of ours: no result of the run
    const std::string to = folder_for_left_files(store, place, run_folder);
    Survey survey;
    const LeftBehind left = empty_place(store, place, to, survey);
    if (!left.trouble.empty()) {
      store.messages.warning("cannot take away what " + run_of_folder(store, run_folder) + " left in its checkout " +
                             base::quoted(place.path()) + ": " + left.trouble);
      return false;
    }
    say_left(store, run_folder, left);
  }
  remove_checkout(store, place);
  return true;
}

void keep_checkout(const experiment::Store& store, TreeClaim& claim) {
  write_last_user(claim.place(), claim.run_folder());
  claim.release();
  drop_oldest(store);
}

void rescue_dead_checkouts(const experiment::Store& store) {
  for (const auto& found : find_all_places(trees_folder(store))) {
    try {
      look_after(store, found);
    } catch (const base::UserError& error) {
      store.messages.warning("cannot look after the checkout " + base::quoted(found.place.path()) + ": " +
                             error.what());
    }
  }
}

}  // namespace supervise
