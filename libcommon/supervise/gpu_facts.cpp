#include "supervise/gpu_facts.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/json_parse.h"
#include "experiment/liveness.h"
#include "supervise/file_head.h"
#include "supervise/recorded_variables.h"

namespace supervise {
namespace {

using base::Json;

constexpr std::size_t largest_answer = 1u << 20;
constexpr std::int64_t keep_days = 30;

/// "" where it is not known which boot this is, or where nothing may be kept.
std::string answer_path(const std::string& exp_dir, const std::vector<std::string>& environment) {
  std::string name = experiment::boot_id();
  if (name.empty() || exp_dir.empty()) return "";
  const std::string job = find_variable(environment, "SLURM_JOB_ID").value_or("");
  if (!job.empty() && base::is_digits(job)) name += "-" + job;
  return base::path_join(base::path_join(exp_dir, "host"), name + ".json");
}

std::optional<Json> find_answer(const std::string& path) {
  if (path.empty()) return std::nullopt;
  auto answer = experiment::parse_json(read_head(path, largest_answer)).value;
  if (!answer || !answer->find("gpus")) return std::nullopt;
  return answer;
}

/// Of other boots and jobs that are long over.
void remove_old_answers(const std::string& folder) {
  const std::int64_t oldest_ns = (base::now().ms - keep_days * 24 * 3'600'000) * 1'000'000;
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>())) {
    const std::string path = base::path_join(folder, name);
    const auto mtime = base::find_mtime_ns(path);
    if (mtime && *mtime < oldest_ns) base::remove_tree(path);
  }
}

void keep_answer(const std::string& path, const Json& answer) {
  if (path.empty()) return;
  try {
    base::make_folders(base::path_parent(path));
    remove_old_answers(base::path_parent(path));
    base::write_file_atomically(path, answer.pretty(), false);
  } catch (const base::UserError&) {
    // A git folder that we cannot write to: it is asked again next time.
  }
}

/// "| NVIDIA-SMI 535.104   Driver Version: 535.104   CUDA Version: 12.2     |"
std::string word_behind(const std::string& text, std::string_view label) {
  const auto at = text.find(label);
  if (at == text.npos) return "";
  const auto words = base::split_words(std::string_view(text).substr(at + label.size(), 64));
  return words.empty() || words[0] == "N/A" || words[0] == "|" ? "" : words[0];
}

Json list_gpus(const std::string& csv) {
  Json gpus = Json::array();
  for (const auto& line : base::split(csv, '\n')) {
    const auto cells = base::split(line, ',');
    if (cells.size() < 5) continue;
    // A name may hold a comma; the other columns do not.
    const std::vector<std::string> name(cells.begin() + 1, cells.end() - 3);
    Json gpu = Json::object();
    if (const auto index = base::parse_integer(base::trim(cells[0]))) gpu.set("index", Json::integer(*index));
    gpu.set("name", Json::string(std::string(base::trim(base::join(name, ",")))));
    gpu.set("uuid", Json::string(std::string(base::trim(cells[cells.size() - 3]))));
    const auto memory = base::parse_integer(base::trim(cells[cells.size() - 2]));
    if (memory) gpu.set("memory_mib", Json::integer(*memory));
    gpus.push_back(std::move(gpu));
  }
  return gpus;
}

std::string first_line(const process::Result& result) {
  const std::string_view text = base::trim(result.err.empty() ? result.out : result.err);
  return base::printable(text.substr(0, std::min<std::size_t>(text.find('\n'), 200)));
}

}  // namespace

std::optional<Json> gpu_facts(const std::string& exp_dir, const std::vector<std::string>& environment,
                              ToolRunner& tools) {
  const auto program = process::find_program("nvidia-smi", "", find_variable(environment, "PATH"));
  if (!program) return Json::object();
  const std::string kept_at = answer_path(exp_dir, environment);
  if (auto kept = find_answer(kept_at)) return kept;

  // Only the plain form names the CUDA version.
  const auto results = tools.run(
      {{.argv = {*program, "--query-gpu=index,name,uuid,memory.total,driver_version", "--format=csv,noheader,nounits"}},
       {.argv = {*program}}});
  if (results[0].timed_out) return std::nullopt;
  Json answer = Json::object();
  if (results[0].status != 0) {
    answer.set("gpu_error", Json::string(first_line(results[0])));
    return answer;
  }
  answer.set("gpus", list_gpus(results[0].out));
  const std::string first = results[0].out.substr(0, results[0].out.find('\n'));
  std::string driver(base::trim(std::string_view(first).substr(std::min(first.rfind(',') + 1, first.size()))));
  if (!driver.empty()) answer.set("driver", Json::string(std::move(driver)));
  std::string cuda = word_behind(results[1].out, "CUDA Version:");
  if (!cuda.empty()) answer.set("cuda", Json::string(std::move(cuda)));
  if (!results[1].timed_out) keep_answer(kept_at, answer);
  return answer;
}

}  // namespace supervise
