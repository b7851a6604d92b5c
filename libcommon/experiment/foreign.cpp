#include <pwd.h>
#include <sys/stat.h>

#include <array>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "experiment/index.h"
#include "experiment/known_runs.h"
#include "experiment/liveness.h"
#include "experiment/run_path.h"
#include "experiment/sharing.h"
#include "experiment/statistic.h"

/// Runs that an older tool left: a folder with a number and a statistic.json, but without a record.
namespace experiment {
namespace {

/// The same for the same folder of the same commit, wherever it is imported; in the form of a version 4 uuid.
std::string derive_uuid(const std::string& run, const std::string& commit) {
  std::string hex = base::sha256("git-exp import\n" + run + "\n" + commit + "\n").substr(0, 32);
  hex[12] = '4';
  hex[16] = "89ab"[(hex[16] <= '9' ? hex[16] - '0' : hex[16] - 'a' + 10) & 3];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20);
}

std::string owner_of(const std::string& path) {
  struct stat info;
  std::array<char, 4096> buffer;
  passwd entry{};
  passwd* found = nullptr;
  if (::stat(path.c_str(), &info) != 0) return user_name();
  const bool known = ::getpwuid_r(info.st_uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found;
  return known ? found->pw_name : "uid-" + std::to_string(info.st_uid);
}

git::Oid commit_of(const Store& store, const std::string& tag) {
  if (const auto commit = find_commit_of_tag(store, tag)) return *commit;
  if (const auto head = store.repository.find_head()) return *head;
  throw base::UserError("a run cannot be imported before there is a commit", {"git commit"});
}

Record make_record(const Store& store, const Foreign& foreign, const RunName& name) {
  const std::string statistic = RunPaths{foreign.folder}.statistic();
  Record record;
  record.run = foreign.run;
  record.tag = name.tag;
  record.id = name.id;
  record.commit = commit_of(store, name.tag).hex();
  record.uuid = derive_uuid(foreign.run, record.commit);
  record.rev = 1;
  record.user = owner_of(statistic);
  record.executor = "imported";
  record.created.ms = base::find_mtime_ns(statistic).value_or(0) / 1'000'000;
  record.updated = record.created;
  // It wrote its results; how its process ended is not known.
  record.state = State::finished;
  if (auto values = read_statistic(statistic, {}, store.messages)) {
    record.params = std::move(values->params);
    record.metrics = std::move(values->metrics);
  }
  const base::ReadResult bytes = base::read_file(statistic, largest_statistic);
  record.statistic_path = base::path_name(statistic);
  if (!bytes.failure) record.statistic_sha256 = base::sha256(bytes.bytes);
  return record;
}

/// The record that somebody else wrote in the same moment.
Record read_other(const std::string& path) {
  std::string error;
  auto record = parse_record(base::load_file(path), error);
  if (!record) throw base::UserError("the record " + base::quoted(path) + " " + error);
  return std::move(*record);
}

}  // namespace

std::optional<Foreign> find_foreign_run(const Store& store, const std::string& text) {
  const auto name = parse_run_name(text);
  auto folder = name ? find_run_folder(store.settings.result_dir, name->text()) : find_folder_at_path(store, text);
  if (!folder || !parse_run_name(folder->name)) return std::nullopt;
  const RunPaths paths{folder->path};
  if (base::path_exists(paths.run_json()) || !base::is_regular_file(paths.statistic())) return std::nullopt;
  return Foreign{folder->name, folder->path};
}

Record import_foreign_run(const Store& store, const Foreign& foreign) {
  const auto name = parse_run_name(foreign.run);
  if (!name) throw base::UserError("no run can be called " + base::quoted(foreign.run));
  Record record = make_record(store, foreign, *name);
  const std::string path = RunPaths{foreign.folder}.run_json();
  if (!base::create_exclusively(path, format_run_json(record), file_mode_in(foreign.folder))) return read_other(path);
  share_file(path);
  publish(store, record, foreign.folder);
  return record;
}

}  // namespace experiment
