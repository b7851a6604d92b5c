#include "experiment/trust.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "experiment/edit_log.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

std::string own_path(const Store& store, const std::string& uuid) {
  return base::path_join(store.repository.exp_dir(), "own/" + uuid.substr(0, 2));
}

std::string line_of(const Record& record) {
  return record.uuid + " " + fingerprint_of(record);
}

bool is_file_of_ours(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid();
}

bool is_remembered(const Store& store, const Record& record) {
  const std::string wanted = line_of(record);
  bool found = false;
  for_each_line(base::read_file(own_path(store, record.uuid)).bytes,
                [&](std::string_view line) { found = found || line == wanted; });
  return found;
}

}  // namespace

std::string fingerprint_of(const Record& record) {
  // As JSON: no two different lists of words give one text.
  const base::Json json = record_to_json(record);
  // Placeholders put the name and the seed into the command.
  std::string text = record.commit + "\n" + record.tag + "\n" + std::to_string(record.seed.root);
  for (const char* name : {"command", "cwd", "overrides", "env"})
    if (const base::Json* member = json.find(name)) text.append("\n").append(name).append(member->compact());
  // Loading a checkpoint may execute what is in it.
  if (const base::Json* fork = record.unknown.find("forked_from")) text.append("\nforked_from").append(fork->compact());
  if (const base::Json* config = record.unknown.find("config")) text.append("\nconfig").append(config->compact());
  return base::sha256(text).substr(0, 32);
}

void remember_as_own(const Store& store, const Record& record) {
  if (is_remembered(store, record)) return;
  try {
    const std::string path = own_path(store, record.uuid);
    make_shared_folders(store.settings.sharing, base::path_parent(path));
    // One write at the end of the file: where a network file system lets two of them collide, a line is lost, and asked for.
    const base::UniqueFd fd(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
    if (fd && base::write_all(fd.value(), line_of(record) + "\n")) share_file(path);
  } catch (const base::UserError&) {
    // A git folder that cannot be written keeps no memory; the run's folder tells as much.
  }
}

bool folder_is_own(const std::string& folder, const Record& record) {
  const std::string path = RunPaths{folder}.run_json();
  if (folder.empty() || !is_file_of_ours(path)) return false;
  std::string error;
  const auto theirs = parse_record(base::read_file(path).bytes, error);
  return theirs && line_of(*theirs) == line_of(record);
}

bool is_own(const Store& store, const KnownRun& run) {
  return folder_is_own(run.folder, run.record) || is_remembered(store, run.record);
}

void require_trust(const Store& store, const KnownRun& run, const std::vector<std::string>& words, bool trusted,
                   const std::function<bool(const std::string& question)>& ask) {
  if (is_own(store, run)) return;
  const std::string from = run.record.user + "@" + run.record.host + (run.remote.empty() ? "" : ", by " + run.remote);
  std::string command = base::shell_join(words);
  for (const auto& [name, value] : run.record.env) command = name + "=" + base::shell_quote(value) + " " + command;
  store.messages.warning(base::quoted(run.record.run) + " is a run of somebody else (" + base::printable(from) +
                         "). It executes, on commit " + run.record.commit.substr(0, 10) + ":");
  store.messages.warning("    " + base::printable(command));
  if (!run.record.cwd.empty()) store.messages.warning("    in the folder " + base::quoted(run.record.cwd));
  if (trusted || ask("run it here?")) return;
  throw base::UserError(base::quoted(run.record.run) + " was not run: this clone did not make it",
                        {"look at its code: git show " + run.record.commit.substr(0, 10),
                         "then add --trust, if that command may run with your rights"});
}

}  // namespace experiment
