#include "supervise/host_facts.h"

#include <sched.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <optional>

#include "base/text.h"
#include "experiment/liveness.h"
#include "supervise/file_head.h"

namespace supervise {
namespace {

using base::Json;

/// The value of the first line "name<separator>value", without quotes.
std::string value_of_line(const std::string& text, std::string_view name, char separator) {
  for (const auto& line : base::split(text, '\n')) {
    const auto at = line.find(separator);
    if (at == line.npos || base::trim(std::string_view(line).substr(0, at)) != name) continue;
    std::string_view value = base::trim(std::string_view(line).substr(at + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return "";
}

std::string cpu_model() {
  // The first processor's lines are enough, and on a host of 200 processors the rest takes milliseconds.
  const std::string cpus = read_head("/proc/cpuinfo", 4096);
  for (const char* name : {"model name", "Model", "cpu", "Processor", "CPU part"})
    if (auto value = value_of_line(cpus, name, ':'); !value.empty()) return value;
  return "";
}

/// Processors that this process may use: batch systems give a job a part of the host.
std::optional<int> count_allowed_cpus() {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return std::nullopt;
  return CPU_COUNT(&allowed);
}

void set_text(Json& json, const char* name, std::string value) {
  if (!value.empty()) json.set(name, Json::string(std::move(value)));
}

}  // namespace

Json host_facts() {
  Json facts = Json::object();
  set_text(facts, "name", experiment::host_name());
  set_text(facts, "system", value_of_line(read_head("/etc/os-release", 8192), "PRETTY_NAME", '='));
  utsname names{};
  if (::uname(&names) == 0) {
    set_text(facts, "kernel", std::string(names.sysname) + " " + names.release);
    set_text(facts, "architecture", names.machine);
  }
  set_text(facts, "cpu", cpu_model());
  if (const long cpus = ::sysconf(_SC_NPROCESSORS_ONLN); cpus > 0) facts.set("cpus", Json::integer(cpus));
  if (const auto allowed = count_allowed_cpus()) facts.set("cpus_allowed", Json::integer(*allowed));
  struct sysinfo memory {};
  if (::sysinfo(&memory) == 0)
    facts.set("memory_bytes", Json::integer(static_cast<std::int64_t>(memory.totalram) * memory.mem_unit));
  return facts;
}

}  // namespace supervise
