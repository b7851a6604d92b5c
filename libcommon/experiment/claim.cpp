#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/trace.h"
#include "experiment/draft.h"
#include "experiment/liveness.h"
#include "experiment/names.h"
#include "experiment/run_ids.h"
#include "experiment/sharing.h"
#include "experiment/store.h"

namespace experiment {
namespace {

/// Far beyond what any number of writers can make us need: the loop must end on a file system that lies.
constexpr int most_tries = 100'000;
constexpr std::size_t largest_claim = 64u << 10;

std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  if (!::realpath(path.c_str(), buffer.data())) throw base::file_error("find", path, errno);
  return buffer.data();
}

/// `<result dir>/<tag>`, made. The result folder may be a link; below it nothing may lead out.
std::string make_tag_folder(const Store& store, const std::string& tag) {
  const std::string& root = store.settings.result_dir;
  if (!parse_run_name(tag + "/0")) throw base::UserError("no run folder can be named after " + base::quoted(tag));
  const std::string folder = store.run_folder(tag);
  make_shared_folders(store.settings.sharing, folder);
  const std::string real_root = real_path(root), real_folder = real_path(folder);
  if (base::path_below(real_folder, real_root) == real_folder)
    throw base::UserError(
        base::quoted(folder) + " is a link that leads out of the result folder " + base::quoted(real_root),
        {"move the whole result folder instead: git config exp.resultDir <folder>"});
  return folder;
}

Record first_state(const Record& record) {
  Record first = record;
  if (first.uuid.empty()) first.uuid = base::random_uuid();
  first.rev = record.rev + 1;
  first.updated = base::now();
  if (first.created == base::Timestamp()) first.created = first.updated;
  return first;
}

void set_id(Record& record, std::int64_t id) {
  record.id = id;
  record.run = RunName{record.tag, id, ""}.text();
  if (!parse_run_name(record.run))
    throw base::UserError("experiment " + base::quoted(record.tag) + " has no number left for a new run",
                          {"start a new experiment: git exp-run --next"});
}

}  // namespace

RunPaths claim_run(const Store& store, Record& record) {
  const base::Trace trace("claim a run");
  const std::string tag_folder = make_tag_folder(store, record.tag);
  const TagFolder seen = read_tag_folder_for_claim(store, tag_folder);
  Record claimed = first_state(record);
  std::int64_t id = next_run_id(store, claimed.tag, claimed.commit, seen);
  Draft draft(store, tag_folder, claimed.uuid);
  for (int tries = 0; tries < most_tries; ++tries) {
    set_id(claimed, id);
    if (!draft.fill(claimed)) continue;
    const Renamed renamed = draft.take_number(id);
    if (renamed == Renamed::taken) ++id;
    if (renamed != Renamed::done) continue;
    record = std::move(claimed);
    remove_dead_drafts(store, tag_folder, seen.drafts);
    remember_tag_folder(store, tag_folder, seen, record.id);
    return RunPaths{store.run_folder(record.run)};
  }
  throw base::UserError("cannot claim a number for a run in " + base::quoted(tag_folder) +
                        ": what is made there vanishes or is taken each time");
}

bool claim_attempt(const RunPaths& paths, std::int64_t n, std::optional<std::string>& other) {
  const std::string path = paths.claim(n);
  if (base::create_exclusively(path, format_owner(this_process()), file_mode_in(paths.folder))) {
    share_file(path);
    // Who prepared the run is not its owner any more.
    if (n == 1) ::unlink(paths.claim(0).c_str());
    return true;
  }
  const auto owner = parse_owner(base::read_file(path, largest_claim).bytes);
  other = owner ? owner->user + " on " + owner->host + " (process " + std::to_string(owner->pid) + ") since " +
                      base::format_timestamp(owner->since)
                : "somebody whose claim " + base::quoted(path) + " cannot be read";
  return false;
}

}  // namespace experiment
