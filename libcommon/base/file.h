#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"

/// Files as this suite needs them: whole, atomic, exclusive, on local and network file systems. No locks.
namespace base {

/// `name` below `folder`; an absolute `name` stands for itself, an empty one for the folder.
std::string path_join(std::string_view folder, std::string_view name);
/// The last component; "" for "".
std::string path_name(std::string_view path);
/// Everything before the last component; "." where there is none.
std::string path_parent(std::string_view path);
/// Absolute, without `.`, `..` and doubled slashes; purely by text, links are not followed.
std::string path_absolute(std::string_view path, std::string_view base_folder);
/// `path` as seen from `folder` (both absolute and normal); `path` itself where it is not below.
std::string path_below(std::string_view path, std::string_view folder);

bool path_exists(const std::string& path);  ///< also a dangling link
bool is_folder(const std::string& path);    ///< through links
bool is_link(const std::string& path);
bool is_regular_file(const std::string& path);  ///< through links

/// Why a file gave no bytes.
enum class ReadFailure { missing, not_a_file, too_large, unreadable };
struct ReadResult {
  std::string bytes;
  std::optional<ReadFailure> failure;
  int errno_value = 0;
};

/// Reads a regular file of at most `limit` bytes. Never blocks on a FIFO or device. Throws nothing.
ReadResult read_file(const std::string& path, std::size_t limit = 1u << 30);
/// The same, for files that must be there: throws file_error.
std::string load_file(const std::string& path, std::size_t limit = 1u << 30);

/// Replaces a file as a whole: bytes go to a temporary in the same folder, commit() makes them durable and renames.
/// Not committed: the temporary is removed and the target is as it was. The mode of an existing target is kept.
class AtomicFile {
 public:
  /// Throws file_error when the temporary cannot be made. `mode` is for a new file, before the umask.
  explicit AtomicFile(std::string path, mode_t mode = 0666);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes);
  /// After it the target holds exactly what was written, and nothing else of ours is on disk. Throws file_error.
  /// Without `durable` the bytes are not forced to the disk first (a view that can be made again).
  void commit(bool durable = true);
  int fd() const { return fd_.value(); }

 private:
  std::string path_;
  std::string temporary_;
  UniqueFd fd_;
};

void write_file_atomically(const std::string& path, std::string_view bytes, bool durable = true);

/// Removes what AtomicFile and create_exclusively() of killed processes left in a folder: temporaries older than an hour.
/// Costs a readdir. Trouble is left for the next one.
void remove_old_temporaries(const std::string& folder);

/// Creates the file with these bytes if, and only if, no such name exists. False if it does. Readers never see it
/// half-written (written aside, then linked; where links are refused: O_EXCL). Throws file_error on other failures.
bool create_exclusively(const std::string& path, std::string_view bytes, mode_t mode = 0666);

/// With all parents; fine if it exists. Throws file_error.
void make_folders(const std::string& path);

/// The names in a folder but `.` and `..`, sorted bytewise; nothing if it cannot be read or is missing.
std::optional<std::vector<std::string>> find_entries(const std::string& folder);

/// Removes a file or a folder with everything in it; links are removed, never followed. False, with errno, if something stayed.
bool remove_tree(const std::string& path);

/// Modification time in nanoseconds since 1970; nothing if missing.
std::optional<std::int64_t> find_mtime_ns(const std::string& path);

}  // namespace base
