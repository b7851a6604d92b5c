#include "experiment/run_folder_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/file.h"
#include "experiment/json_text.h"
#include "experiment/live_values.h"
#include "experiment/statistic.h"
#include "experiment/statistic_fault.h"

namespace experiment {
namespace {

constexpr std::size_t buffer_bytes = 1u << 16;  ///< larger files are rare, and read in another way
constexpr std::size_t largest_record = 64u << 20;

/// Turns the warnings of one run's reader into ours.
class WarningsOnly final : public base::Messages {
 public:
  explicit WarningsOnly(const std::function<void(std::string)>& warn) : warn_(warn) {}
  void note(std::string_view) override {}
  void warning(std::string_view text) override { warn_(std::string(text)); }
  void hint(std::string_view) override {}

 private:
  const std::function<void(std::string)>& warn_;
};

}  // namespace

RunFolderReader::RunFolderReader() {
  for (File* file : {&record_file_, &statistic_file_}) file->buffer.reset(new char[buffer_bytes + json_padding]);
}

void RunFolderReader::read(std::size_t index, const BulkRun& run, BulkConsumer& consumer) {
  index_ = index;
  run_ = &run;
  arena_.clear();
  open_parent(run.folder);
  const bool has_record = load_record();
  const auto state = has_record ? parse_state(record_.state) : std::nullopt;
  const bool is_live = state && is_active(*state) && load_live_record();
  const bool has_statistic = is_live ? base::path_exists(path_of("statistic.json")) : load_statistic();
  if (!is_live) merge();
  consumer.take({index, run.name, has_record, has_statistic, record_.v, record_.rev, record_.run, record_.uuid,
                 record_.commit, record_.tag, record_.id, record_.state, record_.seed, record_.created, record_.updated,
                 record_.message, record_.rerun_of, statistic_.params, statistic_.metrics});
}

void RunFolderReader::open_parent(std::string_view folder) {
  const std::size_t slash = folder.rfind('/');
  const std::string_view parent = folder.substr(0, slash == std::string_view::npos ? 0 : slash + 1);
  if (parent != parent_ || !parent_fd_) {
    parent_ = parent;
    parent_fd_.reset(::open(parent_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  // Where the parent may be passed through but not read, paths do.
  relative_ = parent_fd_ ? folder.substr(parent.size()) : folder;
  relative_ += '/';
}

/// One open, one read, one close: all that most files take.
RunFolderReader::Found RunFolderReader::read_quickly(const char* name, File& file) {
  const std::size_t length = relative_.size();
  relative_ += name;
  // O_NONBLOCK: a FIFO that nobody writes must not hang.
  const base::UniqueFd fd(::openat(parent_fd_ ? parent_fd_.value() : AT_FDCWD, relative_.c_str(),
                                   O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  const int error = errno;
  relative_.resize(length);
  if (!fd) return error == ENOENT || error == ENOTDIR ? Found::missing : Found::trouble;
  const ssize_t size = ::read(fd.value(), file.buffer.get(), buffer_bytes);
  // Nothing: empty, or a FIFO. A full buffer: there may be more, or no end at all.
  if (size <= 0 || static_cast<std::size_t>(size) == buffer_bytes) return Found::trouble;
  file.text = {file.buffer.get(), static_cast<std::size_t>(size)};
  return Found::bytes;
}

RunFolderReader::Found RunFolderReader::read_carefully(const char* name, std::size_t limit, File& file) {
  const std::string path = path_of(name);
  base::ReadResult result = base::read_file(path, limit);
  if (result.failure == base::ReadFailure::missing) return Found::missing;
  if (result.failure) {
    warn(explain_read_failure(result, path, limit));
    return Found::trouble;
  }
  file.large = std::move(result.bytes);
  const std::size_t size = file.large.size();
  file.large.append(json_padding, '\0');
  file.text = {file.large.data(), size};
  return Found::bytes;
}

/// Whether the file is there and is JSON; else it is as if it were not there.
template <typename Visitor>
bool RunFolderReader::load(const char* name, std::size_t limit, File& file, Visitor& visitor) {
  file.large = std::string();
  const Found found = read_quickly(name, file);
  if (found == Found::bytes && visitor.read(file.text, tokenizer_)) return true;
  visitor.clear();
  // A second look at what was odd, also at a file that was being replaced just now.
  if (found == Found::missing || read_carefully(name, limit, file) != Found::bytes) return false;
  if (visitor.read(file.text, tokenizer_)) return true;
  visitor.clear();
  warn(explain_statistic_fault(file.text, path_of(name)));
  return false;
}

bool RunFolderReader::load_record() {
  if (!load("run.json", largest_record, record_file_, record_)) return false;
  if (record_.is_newer_version()) record_.keep_prefix_only();
  if (record_.is_record()) return true;
  warn(base::quoted(path_of("run.json")) + " is not a record: its values are left out");
  record_.clear();
  return false;
}

bool RunFolderReader::load_statistic() {
  if (!load("statistic.json", largest_statistic, statistic_file_, statistic_)) return false;
  if (statistic_.has_faults())
    for (auto& fault : list_statistic_faults(statistic_, path_of("statistic.json"))) warn(std::move(fault));
  return statistic_.is_object;
}

/// The few that have not ended: by the whole of their record, as every command shows them.
bool RunFolderReader::load_live_record() {
  std::string error;
  live_ = parse_record(record_file_.text, error);
  if (!live_) return false;
  const std::function<void(std::string)> warn_of_run = [this](std::string text) { warn(std::move(text)); };
  WarningsOnly messages(warn_of_run);
  add_live_values(*live_, run_->folder, messages);
  statistic_.clear();
  for (const auto& [name, value] : live_->params) statistic_.params.push_back({name, {value.text, value.is_number}});
  for (const auto& metric : live_->metrics) statistic_.metrics.push_back(view_of(metric, arena_));
  return true;
}

/// Into what the statistic says: it comes first.
void RunFolderReader::merge() {
  auto& params = statistic_.params;
  auto& metrics = statistic_.metrics;
  for (const auto& param : record_.params)
    if (!statistic_.find_param(param.name)) params.push_back(param);

  const auto add = [&](const MetricView& metric) {
    const auto place = statistic_.find_metric(metric.name);
    if (!place)
      metrics.push_back(metric);
    else if (metric.history)
      metrics[*place] = merge_metric(metrics[*place], metric, arena_);
  };
  for (const auto& metric : record_.metrics) add(metric);
}

}  // namespace experiment
