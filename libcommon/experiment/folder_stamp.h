#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Whether the records below the result folder are as they were when they were read last: said by what stat() says of
/// their folders and files, in a tenth of the time that reading them takes.
namespace experiment {

/// A folder with runs in it: "<tag>" below the result folder, and the ids that stand there as folders.
struct StampedFolder {
  std::string name;
  std::vector<std::string> ids;
  /// Those with edits or evaluations, whose files are looked at too. That a run gets its first shows in its own folder, so
  /// that a stamp of then, made with the ids of then, holds as long as nothing has changed.
  std::vector<std::string> rich_ids;
  std::uint64_t stamp = 0;
  /// The latest modification. A file that is modified twice in one tick of the clock looks the same afterwards: what has
  /// only just been modified may be modified once more unseen.
  std::int64_t newest_ns = 0;
};

/// All folders with runs, links and hidden ones passed over; without ids of rich runs, not stamped.
std::vector<StampedFolder> find_folders_to_stamp(const std::string& result_dir);
/// Looks which runs are rich, by several threads at once.
void find_rich_ids(const std::string& result_dir, const std::vector<StampedFolder*>& folders);
/// Sets stamp and newest_ns, by several threads at once.
void stamp_folders(const std::string& result_dir, const std::vector<StampedFolder*>& folders);

}  // namespace experiment
