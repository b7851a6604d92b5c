#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "experiment/liveness.h"
#include "experiment/record.h"
#include "experiment/record_extract.h"
#include "experiment/store.h"

/// What is known of runs, from run folders, pending, notes and fetched notes together: for each uuid the newest rev.
namespace experiment {

///
/// What comes from notes is data of others: names are checked by parse_run_name() before they become paths, and a line
/// that says another commit or run of a known uuid than its folder, or else our own notes, does not count.
struct KnownRun {
  Record record;              ///< with `edits` applied: message, and the other keys in `unknown`
  std::string folder;         ///< absolute; "" if its folder is not here
  std::string remote;         ///< fetched from there and not merged yet; "" = ours
  std::vector<Edit> edits;    ///< in order of `at`
  bool is_copy = false;       ///< the folder's path does not match `run`
  bool newer_format = false;  ///< written by a newer version: shown, never changed
  bool published = false;     ///< our own notes have this rev
};

/// Runs of one tag (folders of the tag; notes of the tag's commit and of its folders' commits), evaluations included.
std::vector<KnownRun> load_runs_of_tag(const Store& store, const std::string& tag);
/// Every known run: one pass over notes and folders; deleted ones left out. Sorted by tag, id, uuid; copies of a folder
/// stand behind the run that they are copies of. What cannot be read is warned of, never fatal.
/// With `extract`, only so much of each record: several times quicker, and for showing only.
std::vector<KnownRun> load_all_runs(const Store& store, const RecordExtract* extract = nullptr);
/// The same for who only counts and finds runs: of what the notes say as little as a DigestLine has, with the metrics of
/// exp.metric, so that only notes that have changed are read (DigestCache). For showing only, too.
std::vector<KnownRun> load_all_runs_in_brief(const Store& store);

/// Of runs as they were loaded, sorted: the name that people type for the one at `i`, "<tag>/<id>", with as much of the
/// uuid behind it ("-1a2b") as it takes where others have that name.
std::string name_among(const std::vector<KnownRun>& runs, std::size_t i);

struct ResolvedRun {
  std::string name;  ///< as it is to be written into a set: "<tag>/<id>", with "-<uuid4>" where that is ambiguous
  KnownRun run;
};

/// RUN as commands.md defines it: `<tag>` (its latest run), `<tag>/<id>`, `<tag>/<id>-<uuid4+>`, a uuid prefix of 4+,
/// `@`, a folder's path. An existing tag of exactly that text wins. UserError: unknown (with "did you mean"), ambiguous
/// (lists the candidates). A `<tag>/<id>` whose folder is here costs that and the notes of its commit; what is not here, and a
/// uuid, is looked for everywhere: another clone may have given the name to another commit.
ResolvedRun resolve_run(const Store& store, const std::string& text);
/// The same with globs ("asr-*/*"), each run once: in the order of `texts`, the matches of a glob in natural order. A
/// glob that matches nothing is an error. Evaluations match only where the glob says "/eval/", copies never.
std::vector<ResolvedRun> resolve_runs(const Store& store, const std::vector<std::string>& texts);
/// That a pattern matches no run, with what may have been meant; `tags` are those of all runs.
base::UserError unmatched_error(const std::string& pattern, std::vector<std::string> tags);
/// Every run of this name, wherever it is recorded, under its unambiguous name: clones that had not met give one name to
/// several, and those of other commits than the tag's are found by no shorter way. Costs a pass over the digests of all
/// notes; only those that name it are read. Copies left out. Empty if there is none.
std::vector<ResolvedRun> find_runs_called(const Store& store, const std::string& run);

/// Experiments (tags with the trailer or with a record) that point at this commit.
std::vector<std::string> experiments_at(const Store& store, const git::Oid& commit);
/// All tags that have the trailer, whether they have a run or not; by one git child.
std::vector<std::string> tagged_experiments(const Store& store);
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
/// folder and published. Whoever imports it, on whichever clone, gives it the same uuid. UserError if there is no
/// commit, or the folder cannot be written.
Record import_foreign_run(const Store& store, const Foreign& foreign);

/// Says something about a run later (label, message, outcome): an edit line in `edits.jsonl` of its folder and in the
/// notes. `run` is as it is after it. Published at once if the notes are not busy, else it waits in pending. UserError
/// if it could be kept nowhere, and for runs of a newer version.
void add_edit(const Store& store, KnownRun& run, const std::vector<std::pair<std::string, std::string>>& keys);
/// The same about many runs, published together. Nothing is written if one of them is of a newer version.
void add_edits(const Store& store, const std::vector<KnownRun*>& runs,
               const std::vector<std::pair<std::string, std::string>>& keys);

}  // namespace experiment
