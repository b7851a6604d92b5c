#pragma once

#include <sys/types.h>

#include <string>

#include "experiment/settings.h"

/// Who may read and change what we make: core.sharedRepository or exp.shared, on top of the umask.
namespace experiment {

/// With all parents; fine if it exists. Each folder made here gets the group's rights and set-group-id (group), and
/// everybody's right to read (world). Throws base::file_error.
void make_shared_folders(Sharing sharing, const std::string& path);

/// The mode for a new file in this folder: the folder's own bits without those to search. So a file can be read and
/// replaced by whom its folder admits, whoever made the folder.
mode_t file_mode_in(const std::string& folder);

/// Gives an open or a named file that mode. Trouble is ignored: it may be another user's file.
void share_file(int fd, const std::string& folder);
void share_file(const std::string& path);

/// Gives all that is ours in the folder, what programs wrote too, its owner's rights for the group (group), and to read for
/// everybody (world). Nothing for none. Links are not followed, files of several names (hard links) left alone.
void share_tree(Sharing sharing, const std::string& folder);

}  // namespace experiment
