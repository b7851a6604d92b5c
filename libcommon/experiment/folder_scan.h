#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages.h"
#include "experiment/record.h"
#include "experiment/record_extract.h"

/// Run folders on disk. Links below the result folder are never followed: nothing leads out of it, nothing goes in
/// circles.
namespace experiment {

struct RunFolder {
  /// Its path below the result folder: "<tag>/<id>" or "<tag>/<id>/eval/<n>" where it is no copy. `path`, if it lies
  /// elsewhere.
  std::string name;
  std::string path;  ///< absolute
};

/// All folders with a number below `tag` ("" is the whole result folder), evaluations included, in no order. Whether
/// they hold a record is not looked at. Hidden folders (`.new-…`, `.trial`) are passed over.
std::vector<RunFolder> find_run_folders(const std::string& result_dir, const std::string& tag);
/// Those in this folder, with their evaluations, without what other tags have below it.
std::vector<RunFolder> find_runs_directly_in(const std::string& result_dir, const std::string& tag);
/// One folder by its name, if it is there and no component of its name is a link.
std::optional<RunFolder> find_run_folder(const std::string& result_dir, const std::string& name);

struct FolderRecord {
  RunFolder where;
  std::optional<Record> record;  ///< tag and id are those of its `run`
  std::string fault;             ///< why there is none, for a message; "" if there is no run.json
  std::vector<std::string> edit_lines;
};

/// With `extract`, only so much of the record.
FolderRecord read_run_folder(RunFolder where, const RecordExtract* extract = nullptr);
/// The same for many, on all processors; in the order of `folders`.
std::vector<FolderRecord> read_run_folders(std::vector<RunFolder> folders, const RecordExtract* extract = nullptr);

/// Warnings for those whose run.json cannot be read: the first few by name.
void report_faults(const std::vector<FolderRecord>& folders, base::Messages& messages);

}  // namespace experiment
