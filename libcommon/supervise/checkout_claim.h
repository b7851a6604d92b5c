#pragma once

#include <optional>
#include <string>

#include "supervise/checkout_place.h"

/// Who may write in a checkout. Works on network file systems: nothing but exclusive creation and unlink.
///
/// `<n>.owner` is created exclusively. Where its owner is gone, the next one does not remove it (between a look at a file
/// and its removal it may have become another's) but creates `<n>.after-<the dead claim's own id>` exclusively, and so on:
/// claims form a chain, ids are never used again, and the end of the chain holds the place. The holder, and nobody else,
/// removes the chain, its beginning first: then the place is free.
namespace supervise {

class TreeClaim {
 public:
  /// Nothing if somebody has it. Makes the commit's folder. Throws base::file_error.
  static std::optional<TreeClaim> take(const TreePlace& place, const std::string& run_folder,
                                       experiment::Sharing sharing);
  /// The place of an owner that is provably gone; nothing if it is not, or somebody else was faster.
  static std::optional<TreeClaim> take_over(const TreePlace& place);

  const TreePlace& place() const { return place_; }
  /// Of the run that the checkout was claimed for; "" if that is not known.
  const std::string& run_folder() const { return run_folder_; }
  /// For a run that got its number after the claim. Throws base::file_error.
  void assign(const std::string& run_folder);
  /// The place is free.
  void release();
  /// After take_over(): the place is the dead owner's again, for somebody else to try.
  void hand_back();

 private:
  TreeClaim(TreePlace place, std::string run_folder, std::string file);
  TreePlace place_;
  std::string run_folder_, file_;
};

/// The one who holds the place is provably gone.
bool is_abandoned(const TreePlace& place);

/// Removes what a process killed in release() left of its chain, and old temporaries.
void remove_loose_claims(const std::string& commit_folder);

}  // namespace supervise
