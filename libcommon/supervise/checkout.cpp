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
  const process::Result result = process::run(git::add_work_tree_command(repository, place.path(), commit));
  if (result.status != 0) {
    if (!store.repository.has_commit(commit))
      throw base::UserError("commit " + commit.abbreviated() + " is not here",
                            {"git fetch <remote> '+refs/exp/commits/*:refs/exp-remotes/<remote>/commits/*'"});
    throw git::add_work_tree_error(place.path(), result);
  }
  const auto tree = git::find_work_tree(repository, place.path());
  if (!tree)
    throw base::UserError("another process removed the checkout " + base::quoted(place.path()) + " while it was made",
                          {"try again"});
  git::drop_sparse_settings(*tree);
  fill_submodules(store, *tree, commit);
  return *tree;
}

bool is_clean(const experiment::Store& store, const git::WorkTree& tree, const git::Oid& commit) {
  return git::is_complete(tree) && git::find_detached_head(tree) == commit &&
         survey_checkout(store.repository.location().common_dir, tree, commit, store.settings.discard).is_clean();
}

enum class Prepared { done, unusable };

/// The kept checkout of the place, if it is what it should be; what is found in it beside that goes to the run that used it
/// last, and a new one is made. Unusable: that is still in it.
Prepared prepare(const experiment::Store& store, const TreePlace& place, const git::Oid& commit,
                 std::optional<git::WorkTree>& tree) {
  if (base::path_exists(place.path())) {
    tree = git::find_work_tree(store.repository.location().common_dir, place.path());
    if (tree && !is_clean(store, *tree, commit)) tree.reset();
    if (!tree && !clear_place(store, place, last_user(place))) return Prepared::unusable;
  }
  if (tree) store.messages.detail("uses the kept checkout " + base::quoted(place.path()));
  try {
    if (!tree) tree = add_checkout(store, place, commit);
    make_links(store, tree->top);
    return Prepared::done;
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
  MissingPaths missing;
  pid_t pid = ::getpid();  ///< a fork of ours does not give it back
  bool given_back = false;
};

Checkout Checkout::take(const experiment::Store& store, const git::Oid& commit, const experiment::RunPaths& run) {
  const base::Trace trace("take a checkout");
  rescue_dead_checkouts(store);
  MissingPaths missing(store);
  for (Places places(base::path_join(trees_folder(store), commit.hex()));;) {
    auto claim = TreeClaim::take(places.next(), run.folder, store.settings.sharing);
    if (!claim) continue;
    std::optional<git::WorkTree> tree;
    try {
      if (prepare(store, claim->place(), commit, tree) == Prepared::done)
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
  return impl_->missing.collect(top());
}

LeftBehind Checkout::give_back() {
  const base::Trace trace("give a checkout back");
  const experiment::Store& store = impl_->store;
  TreeClaim& claim = impl_->claim;
  LeftBehind left;
  if (std::exchange(impl_->given_back, true)) return left;
  try {
    const auto tree = find_checkout(store, claim.place(), claim.run_folder());
    if (!tree) {
      left.trouble =
          "another process removed the checkout " + base::quoted(top()) + ", with what the program left in it";
      remove_checkout(store, claim.place());
      claim.release();
      return left;
    }
    Survey survey;
    left = empty_checkout(store, *tree, impl_->commit, claim.run_folder(), survey);
    if (!left.trouble.empty()) return left;
    const bool clean = survey.changed.empty() || is_clean(store, *tree, impl_->commit);
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
