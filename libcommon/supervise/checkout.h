#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "experiment/invocation.h"
#include "experiment/store.h"
#include "git/oid.h"

/// A run's code in a folder of its own, while the user's tree is elsewhere: a work tree of git's, detached at the run's
/// commit, in `<common dir>/exp/trees/<commit>/<n>`. Contract: docs/storage.md, "Isolated checkouts".
namespace supervise {

/// What the program left behind, and where it is now.
struct LeftBehind {
  std::int64_t files = 0;  ///< moved, folders not counted
  std::string
      folder;  ///< where they are: `<run>/files`, or `<run>/files-2`, … if an earlier attempt left some; "" none
  std::string trouble;  ///< what could not be moved: it is then still in the checkout, which stays; "" nothing
};

/// One clean checkout, for one running run. It is claimed by exclusive creation of `<n>.owner` beside it (owner as in
/// attempt-<n>.json, and the run's folder), so that no two runs write into one.
class Checkout {
 public:
  /// A kept clean one of that commit, else a new one by `git worktree add`; with its submodules from the local module
  /// store, the three result folders and exp.link linked in. Checkouts of dead owners are emptied into their run's
  /// `files/` first, and said. `run` is where the files of a crash would go. UserError: the commit (or a submodule's) is not here, disk full:
  /// nothing of it is left on disk then.
  /// Where nobody `asks_for_missing`, missing_ignored() is empty, and the live tree is not looked through.
  static Checkout take(const experiment::Store& store, const git::Oid& commit, const experiment::RunPaths& run,
                       bool asks_for_missing = true);
  Checkout(Checkout&&) noexcept;
  Checkout& operator=(Checkout&&) noexcept;
  /// Not given back: as give_back().
  ~Checkout();

  /// For a run that gets its number after the checkout was taken for "no" run: what it leaves is then that run's.
  void assign(const experiment::RunPaths& run);
  const std::string& top() const;  ///< absolute, links resolved
  /// Ignored paths of the live tree that are not in the checkout, at its top level or as `git status --ignored` folds
  /// them, without ours, caches (exp.discard) and exp.link: what a program may miss. In git's order.
  const std::vector<std::string>& missing_ignored() const;

  /// Moves what is in it beside the commit's files to `<run>/files/` (never over anything that is there), restores what was changed or deleted
  /// (changed tracked files are moved too), then keeps the tree for the next run of its commit (exp.keepTrees, the oldest
  /// others go) or removes it. Caches (exp.discard) are deleted. Throws nothing.
  LeftBehind give_back();

 private:
  struct Impl;
  explicit Checkout(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Empties and removes the checkouts whose owners are provably gone; a readdir where there are none. Each is said once.
/// Trouble is a warning.
void rescue_dead_checkouts(const experiment::Store& store);

/// What makes a Python program in `checkout_top` import its own code although the project is installed in editable mode from the live tree:
/// folders of the checkout, for the front of PYTHONPATH. Empty where nothing points into `live_top`. UserError, with the
/// way out, for an installation that PYTHONPATH cannot overrule.
std::vector<std::string> editable_folders(const std::vector<std::string>& argv,
                                          const std::vector<std::string>& environment, const std::string& folder,
                                          const std::string& live_top, const std::string& checkout_top);

}  // namespace supervise
