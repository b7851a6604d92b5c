#include "experiment/store.h"

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/names.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::int64_t our_version = 1;
constexpr std::size_t largest_last = 4096;

std::string last_run_path(const Store& store) {
  return base::path_join(user_folder(store), "last");
}

void write_shared(const std::string& path, std::string_view bytes, bool durable) {
  base::AtomicFile file(path);
  file.write(bytes);
  share_file(file.fd(), base::path_parent(path));
  file.commit(durable);
}

}  // namespace

std::string Store::run_folder(const std::string& run) const {
  return base::path_join(settings.result_dir, run);
}

std::string Store::pending_dir() const {
  return base::path_join(repository.exp_dir(), "pending");
}

void tell_places(const Store& store) {
  const git::Location& location = store.repository.location();
  store.messages.detail("repository: " + location.common_dir);
  if (!location.top.empty()) store.messages.detail("work tree: " + location.top);
  store.messages.detail("results: " + store.settings.result_dir);
  store.messages.detail("sets, titles and tables: " + store.settings.statistic_dir);
}

Attempt attempt_of_this_process(std::int64_t n) {
  const Owner self = this_process();
  Attempt attempt;
  attempt.n = n;
  attempt.host = self.host;
  attempt.user = self.user;
  attempt.pid = self.pid;
  attempt.job = self.job;
  attempt.started = base::now();
  return attempt;
}

std::optional<Record> find_record(const RunPaths& paths) {
  const base::ReadResult text = base::read_file(paths.run_json());
  std::string error;
  return text.failure ? std::nullopt : parse_record(text.bytes, error);
}

void write_run_json(const RunPaths& paths, Record& record, bool durable) {
  if (record.v > our_version)
    throw base::UserError("the record of " + base::quoted(record.run) + " was written by a newer git-exp",
                          {"install that version here to change it"});
  Record next = record;
  ++next.rev;
  next.updated = base::now();
  write_shared(paths.run_json(), format_run_json(next), durable);
  record.rev = next.rev;
  record.updated = next.updated;
}

/// A user's name as a folder's: system names may hold a domain and a backslash.
std::string user_folder(const Store& store) {
  std::string folder;
  for (const char c : user_name()) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '@' || c == '+' || (c == '.' && !folder.empty());
    folder += plain ? c : '_';
  }
  return base::path_join(store.repository.exp_dir(), "user/" + (folder.empty() ? "_" : folder));
}

void write_last_run(const Store& store, const std::string& run, const std::string& uuid) {
  try {
    const std::string path = last_run_path(store);
    make_shared_folders(store.settings.sharing, base::path_parent(path));
    base::remove_old_temporaries(base::path_parent(path));
    write_shared(path, run + " " + uuid + "\n", false);
  } catch (const base::UserError& error) {
    store.messages.warning(std::string(error.what()) + ": '@' still means the run before");
  }
}

std::optional<LastRun> find_last_run(const Store& store) {
  const auto words = base::split_words(base::read_file(last_run_path(store), largest_last).bytes);
  if (words.size() != 2 || !parse_run_name(words[0]) || !base::is_uuid(words[1])) return std::nullopt;
  return LastRun{words[0], words[1]};
}

}  // namespace experiment
