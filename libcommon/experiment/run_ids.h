#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/store.h"

/// Which numbers the runs of a tag have. Costs of an allocation: one readdir of the tag's folder, the pending markers,
/// and the notes of one commit (from a cache where they are long); never a scan of all notes.
namespace experiment {

/// An id as it stands in a folder's name: digits without leading zeros, at most nine.
std::optional<std::int64_t> parse_run_id(std::string_view name);

/// What one pass over `<result dir>/<tag>` sees, files and links with a number included.
struct TagFolder {
  std::vector<std::int64_t> ids;    ///< in no order
  std::vector<std::string> drafts;  ///< names `.new-<uuid>` and `.old-<uuid>`
  bool is_remembered = false;       ///< not read: as after the last claim
  std::int64_t largest_id() const;  ///< -1 if there is none
};
/// Empty for a folder that is missing or cannot be read.
TagFolder read_tag_folder(const std::string& folder);

/// The same for a claim: where the folder holds very many runs (10,000: 3 ms to read) and has not changed since the
/// last claim from here, only the largest id of then, by its modification time. That is a hint: whoever takes an id
/// does so exclusively, and every 64th claim reads the folder, and what is pending, all the same.
TagFolder read_tag_folder_for_claim(const Store& store, const std::string& folder);
/// After a claim: `id` is the largest now. `seen` is what the claim began with.
void remember_tag_folder(const Store& store, const std::string& folder, const TagFolder& seen, std::int64_t id);

/// 1 + the largest id known of the tag: in its folder, in pending, in the notes of the commit (fetched ones too). What
/// came into pending since the last claim has a folder that would have changed: not asked where that is remembered.
std::int64_t next_run_id(const Store& store, const std::string& tag, const std::string& commit,
                         const TagFolder& folder);

}  // namespace experiment
