#include "queue/attempt.h"

#include <sched.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "queue/start_queued.h"

namespace queue {
namespace {

constexpr int status_not_run = 125;

/// All commands of the suite lie in one folder.
std::string path_of_command(const std::string& name) {
  std::array<char, PATH_MAX> self{};
  const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size() - 1);
  if (length <= 0) return name;
  const std::string path = base::path_join(base::path_parent(std::string(self.data(), std::size_t(length))), name);
  return ::access(path.c_str(), X_OK) == 0 ? path : name;
}

/// As `git -c NAME=VALUE` hands it on.
void set_for_child(const std::string& name, const std::string& value) {
  const char* before = std::getenv("GIT_CONFIG_PARAMETERS");
  const std::string all = (before && *before ? std::string(before) + " " : "") + "'" + name + "'='" + value + "'";
  ::setenv("GIT_CONFIG_PARAMETERS", all.c_str(), 1);
}

}  // namespace

void pin_to_processors(std::int64_t place, std::int64_t cpus) {
  cpu_set_t allowed, wanted;
  CPU_ZERO(&wanted);
  if (cpus <= 0 || ::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  std::vector<std::size_t> usable;
  for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(cpu, &allowed)) usable.push_back(cpu);
  for (std::int64_t i = 0; i < cpus && !usable.empty(); ++i)
    CPU_SET(usable[static_cast<std::size_t>(place * cpus + i) % usable.size()], &wanted);
  ::sched_setaffinity(0, sizeof wanted, &wanted);
}

std::int64_t count_usable_processors() {
  cpu_set_t allowed;
  return ::sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
}

std::optional<experiment::Record> find_record_of(const experiment::Store& store, const QueuedRun& run) {
  auto record = experiment::find_record({store.run_folder(run.run)});
  if (!record || record->uuid != run.uuid) return std::nullopt;
  return record;
}

int supervise_queued(const experiment::Store& store, const Submission& submission, const QueuedRun& run,
                     const std::vector<std::string>& variables) {
  auto record = find_record_of(store, run);
  if (!record || record->state != experiment::State::queued) return status_not_run;
  supervise::Attendance attendance;
  attendance.in_background = true;
  attendance.timeout_ms = submission.terms.timeout_ms;
  attendance.notify = submission.terms.notify;
  attendance.variables = variables;
  const bool is_first = run.uuid == submission.runs.front().uuid;
  return start_queued(store, *record, {store.run_folder(run.run)}, attendance, is_first).exit_status;
}

int take_up_again(const experiment::Store& store, const Submission& submission, const QueuedRun& run,
                  const std::vector<std::string>& variables) {
  for (const auto& variable : variables) {
    const auto equals = variable.find('=');
    ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
  }
  // Not in the user's tree, as little as the first time.
  if (store.settings.isolate != experiment::Isolation::never) set_for_child("exp.isolate", "always");
  std::vector<std::string> words = {path_of_command("git-exp-continue"), "-q"};
  // Its option takes whole seconds: rounded up.
  if (submission.terms.timeout_ms)
    words.push_back("--timeout=" + std::to_string((*submission.terms.timeout_ms + 999) / 1000) + "s");
  if (submission.terms.notify) words.push_back("--notify=" + *submission.terms.notify);
  words.push_back(run.run);
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  throw base::UserError("cannot execute " + base::quoted(words[0]) + ": " + base::error_text(errno));
}

}  // namespace queue
