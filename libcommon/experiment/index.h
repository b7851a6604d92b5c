#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/liveness.h"
#include "experiment/record.h"
#include "experiment/store.h"

/// What is known of runs, from run folders, pending, notes and fetched notes together: for each uuid the newest rev.
namespace experiment {

struct KnownRun {
  Record record;
  std::string folder;         ///< absolute; "" if its folder is not here
  std::string remote;         ///< fetched from there and not merged yet; "" = ours
  std::vector<Edit> edits;    ///< in order of `at`
  bool is_copy = false;       ///< the folder's path does not match `run`
  bool newer_format = false;  ///< written by a newer version: shown, never changed
};

/// Runs of one tag (folders of the tag; notes of the tag's commit and of its folders' commits).
std::vector<KnownRun> load_runs_of_tag(const Store& store, const std::string& tag);
/// Every known run: one pass over notes and folders; deleted ones left out. Sorted by tag, id, uuid.
std::vector<KnownRun> load_all_runs(const Store& store);

struct ResolvedRun {
  std::string name;  ///< as it is to be written into a set: "<tag>/<id>", with "-<uuid4>" where that is ambiguous
  KnownRun run;
};

/// RUN as commands.md defines it: `<tag>` (its latest run), `<tag>/<id>`, `<tag>/<id>-<uuid4+>`, a uuid prefix of 4+, `@`,
/// a folder's path. UserError: unknown (with "did you mean"), ambiguous (lists the candidates).
ResolvedRun resolve_run(const Store& store, const std::string& text);
/// The same with globs ("asr-*/*"), each match once, in natural order; a glob that matches nothing is an error.
std::vector<ResolvedRun> resolve_runs(const Store& store, const std::vector<std::string>& texts);

/// Experiments (tags with the trailer or with a record) that point at this commit.
std::vector<std::string> experiments_at(const Store& store, const git::Oid& commit);
/// The newest run of the tag (by created); nothing if it has none.
std::optional<KnownRun> find_latest_run(const Store& store, const std::string& tag);
std::optional<std::string> find_last_run_name(const Store& store);  ///< `@`

/// A run folder that an older tool left: statistic.json without run.json, below the result folder.
struct Foreign {
  std::string run;
  std::string folder;
};
std::optional<Foreign> find_foreign_run(const Store& store, const std::string& text);
/// Its record under a uuid derived from path and commit (the tag's commit; HEAD's if the tag is gone): written into its
/// folder and published.
Record import_foreign_run(const Store& store, const Foreign& foreign);

}  // namespace experiment
