#pragma once

#include <dirent.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "supervise/checkout_survey.h"

namespace supervise {

/// Compares the folders of one work tree with the list of its commit's files. Only names and kinds are compared: contents are
/// git's matter.
class CheckoutWalk {
 public:
  CheckoutWalk(const SurveyedTree& tree, const std::vector<SurveyedTree>& submodules,
               const std::vector<std::string>& discard, Survey& survey)
      : tree_(tree), submodules_(submodules), discard_(discard), survey_(survey) {}
  void run();

 private:
  enum class Kind { folder, file, special };
  struct Entry {
    std::string name;
    Kind kind = Kind::file;
  };
  /// Nothing (and a fault) if it cannot be read.
  std::optional<std::vector<Entry>> read_entries(int folder_fd, const std::string& path);
  base::UniqueFd open_folder(int parent_fd, const std::string& name, const std::string& path, bool restore);
  /// A folder that has files of the commit in it, or is the place of a submodule that is not filled.
  void walk_tracked(int folder_fd, const std::string& path, bool in_cache);
  void look_at(int folder_fd, const Entry& entry, const std::string& path, bool in_cache);
  /// What the commit does not have.
  void take_left(int folder_fd, const Entry& entry, const std::string& path, bool in_cache);
  /// How many files of it are to be kept. `whole`: caches are not looked for.
  std::int64_t count_left(int folder_fd, const Entry& entry, const std::string& path, bool whole);

  const git::TreeEntry* find_file(const std::string& path) const;
  bool has_files_below(const std::string& path) const;
  bool is_filled(const std::string& path) const;
  bool is_discarded(const std::string& name, const std::string& path) const;
  std::string shown(const std::string& path) const { return tree_.prefix + path; }

  const SurveyedTree& tree_;
  const std::vector<SurveyedTree>& submodules_;
  const std::vector<std::string>& discard_;
  Survey& survey_;
};

}  // namespace supervise
