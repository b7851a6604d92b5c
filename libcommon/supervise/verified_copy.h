#pragma once

#include <string>

namespace supervise {

/// Moves a file, link or folder between two open folders on different file systems: copied with modes and times, each file
/// forced to the disk and compared with what it was made from, and only when all of it is there deleted at `from_fd`. 0 or an
/// errno value: then the original is whole and nothing of the copy is left (or the copy is whole and the original could not
/// be deleted). EBUSY: somebody writes in it. EEXIST if `to_fd` has that name. Sockets, FIFOs and devices are not copied.
int move_by_copy(int from_fd, int to_fd, const std::string& name);

}  // namespace supervise
