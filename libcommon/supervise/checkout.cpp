#include "supervise/checkout.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/sharing.h"
#include "git/work_trees.h"
#include "supervise/checkout_claim.h"
#include "supervise/checkout_emptying.h"
#include "supervise/checkout_links.h"
#include "supervise/checkout_shelf.h"
#include "supervise/missing_paths.h"
#include "supervise/submodule_trees.h"

namespace supervise {
namespace {

/// A new work tree at the place. On an exception what was made stays, for remove_checkout().
git::WorkTree add_checkout(const experiment::Store& store, const TreePlace& place, const git::Oid& commit) {
  const std::string& repository = store.repository.location().common_dir;
  // Somebody may have removed the folder of an earlier one by hand.
  for (const auto& known : git::registered_below(repository, place.path()))
    git::forget_work_tree(repository, known.git_dir);
  const git::WorkTree tree =
      git::register_work_tree(repository, place.path(), "exp-" + commit.abbreviated() + "-" + place.number, commit);
  process::Child listing(git::list_files_command(repository, commit));
  const process::Result result = process::run(git::restore_command(tree));
  if (!git::find_work_tree(repository, place.path()))
    throw base::UserError("another process removed the checkout " + base::quoted(place.path()) + " while it was made",
                          {"try again"});
  if (result.status != 0 && !store.repository.has_commit(commit))
    throw base::UserError("commit " + commit.abbreviated() + " is not here",
                          {"git fetch <remote> '+refs/exp/commits/*:refs/exp-remotes/<remote>/commits/*'"});
  if (result.status != 0) throw git::fill_error(tree, result);
  fill_submodules(store, tree, git::parse_files(listing.wait().out));
  return tree;
}

/// Nothing if it is not what it should be.
std::optional<Survey> find_clean(const experiment::Store& store, const git::WorkTree& tree, const git::Oid& commit) {
  if (!git::is_complete(tree) || git::find_detached_head(tree) != commit) return std::nullopt;
  Survey survey = survey_checkout(store.repository.location().common_dir, tree, commit, store.settings.discard);
  if (!survey.is_clean()) return std::nullopt;
  return survey;
}

/// The kept checkout of the place.
std::optional<git::WorkTree> find_kept(const experiment::Store& store, const TreePlace& place, const git::Oid& commit) {
  const auto tree = git::find_work_tree(store.repository.location().common_dir, place.path());
  const auto survey = tree ? find_clean(store, *tree, commit) : std::nullopt;
  if (!survey) return std::nullopt;
  store.messages.detail("uses the kept checkout " + base::quoted(place.path()));
  git::remove_stale_locks(*tree);  // the program may use git in it
  // Some may have been initialised since.
  fill_submodules(store, *tree, survey->trees.front().files);
  return tree;
}

/// The kept checkout of the place, or a new one; what is found in a kept one beside its commit goes to the run that used it
/// last. Nothing if that is still in it.
std::optional<git::WorkTree> prepare(const experiment::Store& store, const TreePlace& place, const git::Oid& commit) {
  std::optional<git::WorkTree> tree;
  if (base::path_exists(place.path())) {
    tree = find_kept(store, place, commit);
    if (!tree && !clear_place(store, place, last_user(place))) return std::nullopt;
  }
  try {
    if (!tree) tree = add_checkout(store, place, commit);
    make_links(store, tree->top);
    return tree;
  } catch (...) {
    remove_checkout(store, place);
    throw;
  }
}

/// Places to try: kept ones first, then all numbers.
class Places {
 public:
  explicit Places(std::string folder) : folder_(std::move(folder)) {
    for (const auto& one : find_places(folder_))
      if (one.has_tree && !one.has_owner) kept_.push_back(one.place.number);
  }
  TreePlace next() {
    if (tried_ < kept_.size()) return {folder_, kept_[tried_++]};
    std::string number = std::to_string(number_++);
    while (std::find(kept_.begin(), kept_.end(), number) != kept_.end()) number = std::to_string(number_++);
    return {folder_, std::move(number)};
  }

 private:
  std::string folder_;
  std::vector<std::string> kept_;
  std::size_t tried_ = 0;
  std::int64_t number_ = 0;
};

}  // namespace

struct Checkout::Impl {
  const experiment::Store& store;
  git::Oid commit;
  TreeClaim claim;
  git::WorkTree tree;
  std::optional<MissingPaths> missing;
  pid_t pid = ::getpid();  ///< a fork of ours does not give it back
  bool given_back = false;
};

Checkout Checkout::take(const experiment::Store& store, const git::Oid& commit, const experiment::RunPaths& run,
                        bool asks_for_missing) {
  const base::Trace trace("take a checkout");
  rescue_dead_checkouts(store);
  std::optional<MissingPaths> missing;
  if (asks_for_missing) missing.emplace(store);
  base::remove_old_temporaries(base::path_join(trees_folder(store), commit.hex()));
  for (Places places(base::path_join(trees_folder(store), commit.hex()));;) {
    auto claim = TreeClaim::take(places.next(), run.folder, store.settings.sharing);
    if (!claim) continue;
    try {
      if (const auto tree = prepare(store, claim->place(), commit))
        return Checkout(std::make_unique<Impl>(Impl{store, commit, std::move(*claim), *tree, std::move(missing)}));
    } catch (...) {
      claim->release();
      throw;
    }
    claim->release();
  }
}

Checkout::Checkout(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Checkout::Checkout(Checkout&&) noexcept = default;
Checkout& Checkout::operator=(Checkout&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}

Checkout::~Checkout() {
  if (!impl_ || impl_->given_back || impl_->pid != ::getpid()) return;
  const LeftBehind left = give_back();
  if (!left.trouble.empty()) impl_->store.messages.warning(left.trouble);
}

void Checkout::assign(const experiment::RunPaths& run) {
  impl_->claim.assign(run.folder);
}

const std::string& Checkout::top() const {
  return impl_->tree.top;
}

const std::vector<std::string>& Checkout::missing_ignored() const {
  static const std::vector<std::string> none;
  return impl_->missing ? impl_->missing->collect(top()) : none;
}

LeftBehind Checkout::give_back() {
  const base::Trace trace("give a checkout back");
  const experiment::Store& store = impl_->store;
  TreeClaim& claim = impl_->claim;
  LeftBehind left;
  if (std::exchange(impl_->given_back, true)) return left;
  try {
    if (!base::path_exists(claim.place().path())) {
      left.trouble =
          "another process removed the checkout " + base::quoted(top()) + ", with what the program left in it";
      remove_checkout(store, claim.place());
      claim.release();
      return left;
    }
    Survey survey;
    left = empty_place(store, claim.place(), folder_for_left_files(store, claim.place(), claim.run_folder()), survey);
    if (!left.trouble.empty()) return left;
    const bool clean =
        !survey.trees.empty() && (survey.changed.empty() || find_clean(store, impl_->tree, impl_->commit));
    if (clean && store.settings.keep_trees > 0) {
      keep_checkout(store, claim);
    } else {
      remove_checkout(store, claim.place());
      claim.release();
    }
  } catch (const std::exception& error) {
    left.trouble = error.what();
  }
  return left;
}

}  // namespace supervise
