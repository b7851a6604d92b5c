#include "experiment/heartbeat.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/file.h"
#include "experiment/json_parse.h"

namespace experiment {

std::string format_heartbeat(const Heartbeat& heartbeat) {
  using base::Json;
  Json json = Json::object({{"attempt", Json::integer(heartbeat.attempt)}});
  if (heartbeat.gpu_memory_bytes) json.set("gpu_memory_bytes", Json::integer(*heartbeat.gpu_memory_bytes));
  const std::string brief = json.compact() + "\n";
  if (heartbeat.metrics.empty()) return brief;
  json.set("metrics", metrics_to_json(heartbeat.metrics));
  std::string line = json.compact() + "\n";
  return line.size() > largest_heartbeat ? brief : line;
}

std::optional<Heartbeat> parse_heartbeat(std::string_view text) {
  const auto end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  const auto json = parse_json(text.substr(0, end)).value;
  const auto integer = [&](std::string_view name) -> std::optional<std::int64_t> {
    const base::Json* member = json->find(name);
    return member ? member->find_integer() : std::nullopt;
  };
  if (!json || !json->is_object() || integer("attempt").value_or(0) <= 0) return std::nullopt;
  Heartbeat heartbeat;
  heartbeat.attempt = *integer("attempt");
  heartbeat.gpu_memory_bytes = integer("gpu_memory_bytes");
  if (heartbeat.gpu_memory_bytes.value_or(0) < 0) heartbeat.gpu_memory_bytes.reset();
  if (const base::Json* metrics = json->find("metrics"))
    heartbeat.metrics = metrics_from_json(*metrics).value_or(Metrics());
  return heartbeat;
}

std::optional<Heartbeat> find_heartbeat(const RunPaths& paths) {
  return parse_heartbeat(base::read_file(paths.heartbeat(), largest_heartbeat).bytes);
}

void beat(const RunPaths& paths, const std::string& line) {
  const base::UniqueFd fd(::open(paths.heartbeat().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!fd) return;
  (void)!::pwrite(fd.value(), line.data(), line.size(), 0);
  (void)::futimens(fd.value(), nullptr);
}

}  // namespace experiment
