#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "experiment/record.h"

/// The tracked file that a run is configured by (`exp-run --config`). Contract: storage.md, "The run folder".
namespace experiment {

struct RunPaths;

struct ConfigFile {
  std::string path;    ///< below the top
  std::string sha256;  ///< of its bytes in the work tree of the run
  friend bool operator==(const ConfigFile&, const ConfigFile&) = default;
};

/// Into the record: member `config`.
void note_config(Record& record, const ConfigFile& config);
/// Of a record, as it stands there: its path may be anybody's. Nothing without one.
std::optional<ConfigFile> find_config(const Record& record);
/// "config/base.lstm.config (9f86d081884c)", with the beginning of the SHA-256; "" without one.
std::string describe_config(const Record& record);

/// Whether a path of a record, which is to be below the top, leads out of it, or into a git folder. By text alone.
bool leads_out_of_tree(std::string_view path);

/// What `{config}` becomes: the path as seen from the run's folder (`cwd`), never like an option. "" without one, and for a path
/// that leads out of the tree.
std::string config_argument(const Record& record);

/// The experiment that is named after a file: its name without the last extension; with `with_folders` its path below the top. What
/// a tag cannot hold becomes '-', and is left out where a tag cannot begin with it. The result may have another fault
/// (find_tag_name_fault()): nothing left, digits only.
std::string name_after_config(std::string_view path, bool with_folders);

/// Copies the file, as it lies below `code_top`, into the run's folder as `config.<ext>`, unless that is there. A warning says where
/// that is not possible, or it is not the file that the record means.
void copy_config(const Record& record, const RunPaths& paths, const std::string& code_top, base::Messages& messages);

/// Larger files are no configuration: bytes.
inline constexpr std::size_t largest_config = 64u << 20;

}  // namespace experiment
