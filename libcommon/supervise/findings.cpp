#include "supervise/findings.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "experiment/live_values.h"
#include "experiment/statistic.h"

namespace supervise {

using experiment::Metrics;
using experiment::MetricSummary;
using experiment::Value;

namespace {

/// A copy, not a link: a program that writes its file in place would change what this run has made.
bool copy_file(const std::string& from, const std::string& to) {
  const base::UniqueFd source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info;
  if (!source || ::fstat(source.value(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  base::AtomicFile target(to);
  for (off_t left = info.st_size; left > 0;) {
    const ssize_t n =
        ::copy_file_range(source.value(), nullptr, target.fd(), nullptr, static_cast<std::size_t>(left), 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    left -= n;
  }
  // Whatever the kernel could not copy by itself (other file systems), and what was appended meanwhile.
  char buffer[65536];
  for (ssize_t n; (n = ::read(source.value(), buffer, sizeof buffer)) > 0;)
    target.write({buffer, static_cast<std::size_t>(n)});
  target.commit();
  return true;
}

/// Another one after every change, however short after: "" if there is no such file.
std::string identity_of(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return "";
  const auto time = [](const timespec& t) { return std::to_string(t.tv_sec) + "." + std::to_string(t.tv_nsec); };
  return std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino) + " " + std::to_string(info.st_size) + " " +
         time(info.st_mtim) + " " + time(info.st_ctim);
}

/// The folder's own name is no pattern.
std::string escape_glob(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("*?[]\\").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::vector<std::string> glob_files(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  return paths;
}

}  // namespace

OutsideOutputs::OutsideOutputs(const experiment::Settings& settings, const std::string& folder,
                               const experiment::RunPaths& paths)
    : paths_(paths), statistic_name_(settings.statistic) {
  if (!settings.statistic.empty()) statistic_ = base::path_absolute(settings.statistic, folder);
  for (const auto& pattern : settings.checkpoint)
    checkpoint_patterns_.push_back(pattern[0] == '/' ? pattern : escape_glob(folder) + "/" + pattern);
  if (!statistic_.empty()) before_[statistic_] = identity_of(statistic_);
  for (const auto& path : checkpoints()) before_[path] = identity_of(path);
  if (!statistic_.empty()) before_[paths.statistic()] = identity_of(paths.statistic());
  if (checkpoint_patterns_.empty()) return;
  for (const auto& name : base::find_entries(paths.checkpoint_dir()).value_or(std::vector<std::string>())) {
    const std::string path = base::path_join(paths.checkpoint_dir(), name);
    before_[path] = identity_of(path);
  }
}

std::vector<std::string> OutsideOutputs::checkpoints() const {
  std::vector<std::string> paths;
  for (const auto& pattern : checkpoint_patterns_)
    for (auto& path : glob_files(pattern)) paths.push_back(std::move(path));
  return paths;
}

void OutsideOutputs::adopt_file(const std::string& from, const std::string& to, base::Messages& messages) const {
  const auto earlier = before_.find(to);
  const bool is_of_earlier_attempt = earlier != before_.end() && identity_of(to) == earlier->second;
  if (base::path_exists(to) && !is_of_earlier_attempt) return;
  try {
    base::make_folders(base::path_parent(to));
    if (!copy_file(from, to)) messages.warning("cannot copy " + base::quoted(from) + " into the run's folder");
  } catch (const base::UserError& error) {
    messages.warning(error.what());
  }
}

void OutsideOutputs::adopt(base::Messages& messages) const {
  if (!statistic_.empty()) {
    const std::string now = identity_of(statistic_);
    if (!now.empty() && now == before_.at(statistic_))
      messages.warning(base::quoted(statistic_name_) + " (exp.statistic) is older than this run; it is not used");
    else if (!now.empty())
      adopt_file(statistic_, paths_.statistic(), messages);
  }
  adopt_checkpoints(messages);
}

void OutsideOutputs::adopt_checkpoints(base::Messages& messages) const {
  for (const auto& from : checkpoints()) {
    const std::string now = identity_of(from);
    const auto known = before_.find(from);
    if (now.empty() || (known != before_.end() && known->second == now)) continue;
    adopt_file(from, base::path_join(paths_.checkpoint_dir(), base::path_name(from)), messages);
  }
}

namespace {

void widen(std::optional<Value>& extreme, std::optional<std::int64_t>& step, const Value& last, bool smaller) {
  if (!extreme) return;
  const auto known = base::parse_number(extreme->text), value = base::parse_number(last.text);
  if (!known || !value || !(smaller ? *value < *known : *value > *known)) return;
  extreme = last;
  step.reset();
}

}  // namespace

MetricSummary join_histories(const MetricSummary& first, const MetricSummary& second) {
  if (first.count > 1 || second.count <= 1) return first;
  MetricSummary joined = second;
  // A history without a member of its own means "equal to the last": of the history's last, not of ours.
  for (auto* member : {&joined.first, &joined.min, &joined.max, &joined.mean})
    if (!*member) *member = second.last;
  joined.last = first.last;
  widen(joined.min, joined.min_step, first.last, true);
  widen(joined.max, joined.max_step, first.last, false);
  return joined;
}

namespace {

Metrics join_metrics(const Metrics& first, const Metrics& second) {
  Metrics joined = first;
  for (const auto& metric : second) {
    const auto same = std::find_if(joined.begin(), joined.end(), [&](const auto& m) { return m.name == metric.name; });
    if (same == joined.end())
      joined.push_back(metric);
    else
      *same = join_histories(*same, metric);
  }
  return joined;
}

void note_statistic(experiment::Record& record, const experiment::RunPaths& paths) {
  const base::ReadResult file = base::read_file(paths.statistic(), experiment::largest_statistic);
  if (file.failure) return;
  record.statistic_path = "statistic.json";
  record.statistic_sha256 = base::sha256(file.bytes);
}

}  // namespace

Findings gather_findings(experiment::Record& record, const std::vector<std::string>& words,
                         const experiment::RunPaths& paths, const Metrics& captured, base::Messages& messages) {
  Findings findings;
  const experiment::Params given = experiment::given_params(record, words);
  std::vector<std::string> known;
  for (const auto& [name, value] : given) known.push_back(name);

  experiment::Values values;
  if (auto read = experiment::read_statistic(paths.statistic(), known, messages)) {
    values = std::move(*read);
    findings.sources.push_back("statistic.json");
    note_statistic(record, paths);
  }
  const Metrics logged = experiment::read_metrics_log(paths.metrics(), messages);
  if (!logged.empty()) findings.sources.push_back("metrics.jsonl");
  if (!captured.empty()) findings.sources.push_back("the output");

  const Metrics metrics = join_metrics(join_metrics(values.metrics, logged), captured);
  record.params = experiment::merge_params(values.params, given);
  if (!metrics.empty()) record.metrics = metrics;
  return findings;
}

}  // namespace supervise
