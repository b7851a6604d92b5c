#include "experiment/liveness.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "base/duration.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/json.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/json_parse.h"

namespace experiment {
namespace {

constexpr std::size_t largest_claim = 1u << 16;

struct ProcessState {
  char letter = '?';
  std::int64_t start_ticks = 0;
};

/// /proc/<pid>/stat; the program's name in it may hold blanks and brackets, so the fields are counted from its end.
std::optional<ProcessState> find_process(std::int64_t pid) {
  const std::string stat = base::read_file("/proc/" + std::to_string(pid) + "/stat", largest_claim).bytes;
  const auto name_end = stat.rfind(')');
  if (name_end == stat.npos) return std::nullopt;
  const auto fields = base::split_words(std::string_view(stat).substr(name_end + 1));
  constexpr std::size_t start_field = 22 - 3;
  if (fields.size() <= start_field) return std::nullopt;
  const auto ticks = base::parse_integer(fields[start_field]);
  if (!ticks) return std::nullopt;
  return ProcessState{fields[0][0], *ticks};
}

std::string read_pid_namespace() {
  std::array<char, 64> target{};
  const ssize_t length = ::readlink("/proc/self/ns/pid", target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : "";
}

/// Where thousands of owners are asked for, it is asked for each. It stays that of the process; a fork may have another.
const std::string& pid_namespace() {
  thread_local pid_t pid = -1;
  thread_local std::string name;
  if (std::exchange(pid, ::getpid()) != ::getpid()) name = read_pid_namespace();
  return name;
}

Life find_life_of_pid(const Owner& owner) {
  if (owner.pid <= 0) return Life::unknown;
  if (::kill(static_cast<pid_t>(owner.pid), 0) != 0 && errno == ESRCH) return Life::gone;
  // Where /proc hides other users' processes, all that is known is that there is one of this number.
  const auto process = find_process(owner.pid);
  if (!process || owner.start_ticks == 0) return Life::unknown;
  const bool dead = process->letter == 'Z' || process->letter == 'X';
  return dead || process->start_ticks != owner.start_ticks ? Life::gone : Life::alive;
}

/// The clock of the file system that holds the folder; ours where nothing can be created there.
std::int64_t folder_now_ns(const std::string& folder) {
  const std::string probe = base::path_join(folder, ".tmp-" + base::random_hex(8));
  const base::UniqueFd fd(::open(probe.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (fd) {
    struct stat info;
    // An exclusive creation on NFS may leave times that are no times; as with the heartbeat, the server sets this one.
    const bool timed = ::futimens(fd.value(), nullptr) == 0 && ::fstat(fd.value(), &info) == 0;
    ::unlink(probe.c_str());
    if (timed) return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
  }
  return base::now().ms * 1'000'000;
}

Owner describe_this_process() {
  const char* job = std::getenv("SLURM_JOB_ID");
  const std::int64_t pid = ::getpid();
  const auto process = find_process(pid);
  return {host_name(),     user_name(),    pid, process ? process->start_ticks : 0, boot_id(),
          pid_namespace(), job ? job : "", {}};
}

/// The path of attempt-<n>.json with the largest n.
std::optional<std::string> find_newest_claim(const std::string& folder) {
  constexpr std::string_view before = "attempt-", behind = ".json";
  std::int64_t newest = -1;
  std::string newest_name;
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>())) {
    std::string_view number = name;
    if (!number.starts_with(before) || !number.ends_with(behind) || number.size() > 30) continue;
    number = number.substr(before.size(), number.size() - before.size() - behind.size());
    const auto n = base::is_digits(number) ? base::parse_integer(number) : std::nullopt;
    if (!n || *n <= newest) continue;
    newest = *n;
    newest_name = name;
  }
  if (newest < 0) return std::nullopt;
  return base::path_join(folder, newest_name);
}

std::optional<std::string> find_claim(const std::string& folder, std::int64_t known) {
  const auto path_of = [&](std::int64_t n) {
    return base::path_join(folder, "attempt-" + std::to_string(n) + ".json");
  };
  // A record may say any number.
  const bool is_newest =
      known > 0 && known < INT64_MAX && !base::path_exists(path_of(known + 1)) && base::path_exists(path_of(known));
  return is_newest ? path_of(known) : find_newest_claim(folder);
}

/// Who prepared it has gone, and it waits for who starts it.
bool is_in_queue(const std::string& folder) {
  const base::ReadResult note = base::read_file(base::path_join(folder, "queue"), largest_claim);
  return !note.failure && base::path_exists(std::string(base::trim(note.bytes)));
}

std::string why_gone(const Owner& owner) {
  const std::string host = base::printable(owner.host);
  if (owner.boot_id != boot_id()) return host + " was started anew";
  return "process " + std::to_string(owner.pid) + " on " + host + " is gone";
}

std::string why_silent(const std::string& host, std::optional<std::int64_t> age_ms) {
  return "no sign of life" + (host.empty() ? "" : " from " + base::printable(host)) +
         (age_ms ? " for " + base::format_duration(*age_ms) : "");
}

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

std::string user_name() {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found) return found->pw_name;
  return "uid-" + std::to_string(::geteuid());
}

std::string boot_id() {
  static const std::string id(base::trim(base::read_file("/proc/sys/kernel/random/boot_id", 256).bytes));
  return id;
}

Owner this_process() {
  // It stays the same but for the time, and costs thirty system calls.
  thread_local Owner self;
  if (self.pid != ::getpid()) self = describe_this_process();
  Owner owner = self;
  owner.since = base::now();
  return owner;
}

std::string format_owner(const Owner& owner) {
  using base::Json;
  Json json = Json::object({{"host", Json::string(owner.host)},
                            {"user", Json::string(owner.user)},
                            {"pid", Json::integer(owner.pid)},
                            {"start_ticks", Json::integer(owner.start_ticks)},
                            {"boot_id", Json::string(owner.boot_id)},
                            {"pid_namespace", Json::string(owner.pid_namespace)}});
  if (!owner.job.empty()) json.set("job", Json::string(owner.job));
  json.set("since", Json::string(base::format_timestamp(owner.since)));
  return json.pretty();
}

std::optional<Owner> parse_owner(std::string_view text) {
  const auto json = parse_json(text).value;
  const auto integer = [&](std::string_view name) -> std::optional<std::int64_t> {
    const base::Json* member = json->find(name);
    return member ? member->find_integer() : std::nullopt;
  };
  if (!json || !json->is_object()) return std::nullopt;
  const auto pid = integer("pid");
  Owner owner;
  owner.host = json->text_of("host");
  if (!pid || *pid <= 0 || *pid > 0x7fffffff || owner.host.empty()) return std::nullopt;
  owner.user = json->text_of("user");
  owner.pid = *pid;
  owner.start_ticks = integer("start_ticks").value_or(0);
  owner.boot_id = json->text_of("boot_id");
  owner.pid_namespace = json->text_of("pid_namespace");
  owner.job = json->text_of("job");
  owner.since = base::parse_timestamp(json->text_of("since")).value_or(base::Timestamp());
  return owner;
}

Life find_life(const Owner& owner) {
  const std::string boot = boot_id();
  if (boot.empty() || owner.boot_id.empty()) return Life::unknown;
  // A boot id names one running kernel more surely than a host name does: containers and DHCP change that.
  if (owner.boot_id == boot)
    return !owner.pid_namespace.empty() && owner.pid_namespace == pid_namespace() ? find_life_of_pid(owner)
                                                                                  : Life::unknown;
  const bool many_have_it = owner.host.empty() || owner.host == "localhost" || owner.host.starts_with("localhost.");
  return !many_have_it && owner.host == host_name() ? Life::gone : Life::unknown;
}

bool is_silent(const std::string& path) {
  const auto touched = base::find_mtime_ns(path);
  return touched && (folder_now_ns(base::path_parent(path)) - *touched) / 1'000'000 > presumed_lost_ms;
}

LifeFinding examine_liveness(const std::string& folder, const std::string& recorded_host, std::int64_t attempt) {
  const auto claim = find_claim(folder, attempt);
  if ((!claim || base::path_name(*claim) == "attempt-0.json") && is_in_queue(folder)) return {};
  const auto owner = claim ? parse_owner(base::read_file(*claim, largest_claim).bytes) : std::nullopt;
  const Life life = owner ? find_life(*owner) : Life::unknown;
  if (life == Life::alive) return {};
  if (life == Life::gone) return {Liveness::lost, why_gone(*owner)};
  // A heartbeat may be left from the attempt before.
  auto sign_of_life = base::find_mtime_ns(base::path_join(folder, "heartbeat"));
  if (claim) sign_of_life = std::max(sign_of_life, base::find_mtime_ns(*claim));
  if (!sign_of_life) sign_of_life = base::find_mtime_ns(base::path_join(folder, "run.json"));
  std::optional<std::int64_t> age_ms;
  if (sign_of_life) age_ms = (folder_now_ns(folder) - *sign_of_life) / 1'000'000;
  if (age_ms && *age_ms <= presumed_lost_ms) return {};
  return {Liveness::presumed_lost, why_silent(owner ? owner->host : recorded_host, age_ms)};
}

Liveness find_liveness(const std::string& folder) {
  return examine_liveness(folder, "").liveness;
}

}  // namespace experiment
