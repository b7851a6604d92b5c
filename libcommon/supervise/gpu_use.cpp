#include "supervise/gpu_use.h"

#include <unistd.h>

#include <algorithm>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "process/process_tree.h"
#include "supervise/tool_runner.h"

namespace supervise {
namespace {

constexpr std::int64_t longest_pause_ms = 30'000;

std::unordered_set<pid_t> processes_below_us() {
  std::unordered_set<pid_t> ours;
  for (const auto& process : process::living_descendants(process::read_processes(), ::getpid()))
    ours.insert(process.pid);
  return ours;
}

}  // namespace

void GpuUse::ask() {
  const auto program = process::find_program("nvidia-smi");
  is_over_ = !program;
  if (is_over_) return;
  try {
    tool_.emplace(process::Command{
        .argv = {*program, "--query-compute-apps=pid,used_gpu_memory", "--format=csv,noheader,nounits"}});
    give_up_at_ = base::steady_ms() + ToolRunner::patience_ms;
  } catch (const base::UserError&) {
    is_over_ = true;  // no process to be had: the run matters more
  }
}

bool GpuUse::look() {
  const std::int64_t now_ms = base::steady_ms();
  if (is_over_ || (!tool_ && now_ms < ask_at_)) return false;
  if (!tool_) {
    ask();
    return false;
  }
  if (!tool_->has_ended() && now_ms < give_up_at_) return false;
  constexpr std::int64_t to_collect_ms = 50;
  const process::Result answer = tool_->wait(to_collect_ms);
  tool_.reset();
  is_over_ = answer.timed_out || answer.status != 0;
  if (is_over_) return false;
  ask_at_ = now_ms + pause_ms_;
  pause_ms_ = std::min(2 * pause_ms_, longest_pause_ms);
  const auto ours = processes_below_us();
  const auto used = sum_gpu_memory(answer.out, [&](pid_t pid) { return ours.count(pid) > 0; });
  const bool has_changed = used != memory_bytes_;
  memory_bytes_ = used;
  return has_changed;
}

std::optional<std::int64_t> sum_gpu_memory(const std::string& csv, const std::function<bool(pid_t)>& is_ours) {
  constexpr std::int64_t mib = 1 << 20, most_mib = std::int64_t(1) << 40;
  std::optional<std::int64_t> sum;
  for (const auto& line : base::split(csv, '\n')) {
    const auto cells = base::split(line, ',');
    if (cells.size() != 2) continue;
    const auto pid = base::parse_integer(base::trim(cells[0])), used = base::parse_integer(base::trim(cells[1]));
    if (!pid || *pid <= 0 || *pid > INT32_MAX || !used || *used < 0 || *used > most_mib) continue;
    if (is_ours(static_cast<pid_t>(*pid))) sum = sum.value_or(0) + *used * mib;
  }
  return sum;
}

}  // namespace supervise
