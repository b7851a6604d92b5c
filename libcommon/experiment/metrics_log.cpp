#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <memory>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "experiment/statistic.h"
#include "experiment/statistic_fault.h"
#include "experiment/statistic_visitor.h"

namespace experiment {
namespace {

constexpr std::size_t piece_bytes = 1u << 20;
constexpr std::size_t longest_line = 16u << 20;  ///< beyond, a file without line ends would fill the memory

/// The numbers of one line.
class LineVisitor {
 public:
  explicit LineVisitor(TextArena& arena) : arena_(arena) {}

  void clear() {
    numbers.clear();
    step.reset();
    epoch.reset();
    is_object = false;
    levels_.clear();
    path_.clear();
    lists_ = 0;
  }

  std::vector<std::pair<std::string_view, ValueView>> numbers;
  std::optional<std::int64_t> step, epoch;
  bool is_object = false;

  void begin_object() {
    if (lists_ > 0) return;
    is_object = true;
    if (!levels_.empty()) path_.append(name_) += '/';
    levels_.push_back(path_.size());
  }
  void end_object() {
    if (lists_ > 0) return;
    levels_.pop_back();
    path_.resize(levels_.empty() ? 0 : levels_.back());
  }
  void begin_array() { ++lists_; }
  void end_array() { --lists_; }
  void name(std::string_view text) {
    if (lists_ == 0) name_ = text;
  }
  void string(std::string_view) {}
  void word(std::string_view) {}
  void number(std::string_view text, std::optional<double>) {
    if (lists_ > 0 || levels_.empty()) return;
    if (levels_.size() == 1 && (name_ == "step" || name_ == "epoch"))
      (name_ == "step" ? step : epoch) = whole_number(text);
    else if (path_.size() + name_.size() <= longest_name)
      numbers.emplace_back(path_.empty() ? name_ : arena_.add(path_, name_), ValueView{text, is_plain_number(text)});
  }

 private:
  static std::optional<std::int64_t> whole_number(std::string_view text) {
    const double number = base::parse_number(text).value_or(std::nan(""));
    if (!(std::abs(number) < 9e15) || number != std::floor(number)) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }

  TextArena& arena_;
  std::vector<std::size_t> levels_;
  std::string path_;
  std::string_view name_;
  int lists_ = 0;
};

/// Takes the log in pieces of any size. `History` gets the values of one metric, in order.
template <class History>
class LogReader {
 public:
  void add(std::string_view piece) {
    if (is_skipping_) {
      const std::size_t end = piece.find('\n');
      if (end == std::string_view::npos) return;
      piece.remove_prefix(end + 1);
      is_skipping_ = false;
    }
    buffer_ += piece;
    const std::size_t begin = read_lines();
    buffer_.erase(0, begin);
    if (buffer_.size() <= longest_line) return;
    ++line_number_;
    count_bad_line();
    buffer_.clear();
    is_skipping_ = true;
  }
  /// What comes behind the last line end counts if it is whole.
  void finish() {
    const std::size_t size = buffer_.size();
    const std::size_t bad = bad_lines_;
    buffer_.append(json_padding, '\0');
    read_line({buffer_.data(), size});
    bad_lines_ = bad;
  }
  std::size_t bad_lines() const { return bad_lines_; }
  std::size_t first_bad_line() const { return first_bad_line_; }

  /// Calls `visit(name, history)` for each metric, in first-seen order.
  template <class Visit>
  void for_each(const Visit& visit) {
    for (std::size_t i = 0; i < histories_.size(); ++i) visit(*names_[i], histories_[i]);
  }

 private:
  /// Returns where the line begins that has no end yet.
  std::size_t read_lines() {
    const std::size_t size = buffer_.size();
    buffer_.append(json_padding, '\0');
    std::size_t begin = 0;
    for (std::size_t end; (end = buffer_.find('\n', begin)) < size; begin = end + 1)
      read_line({buffer_.data() + begin, end - begin});
    buffer_.resize(size);
    return begin;
  }

  void count_bad_line() {
    if (bad_lines_++ == 0) first_bad_line_ = line_number_;
  }

  void read_line(std::string_view line) {
    ++line_number_;
    if (base::trim(line).empty()) return;
    arena_.clear();
    visitor_.clear();
    if (!walk_json(line, tokenizer_, arena_, visitor_) || !visitor_.is_object) return count_bad_line();
    for (const auto& [name, value] : visitor_.numbers)
      history_of(name).add({std::string(value.text), value.is_number}, visitor_.step ? visitor_.step : visitor_.epoch);
  }

  History& history_of(std::string_view name) {
    if (const auto number = index_.find(name)) return histories_[*number];
    names_.push_back(std::make_unique<std::string>(name));
    index_.add(*names_.back());
    return histories_.emplace_back();
  }

  std::string buffer_;
  JsonTokenizer tokenizer_;
  TextArena arena_;
  LineVisitor visitor_{arena_};
  NameIndex index_;
  std::vector<std::unique_ptr<std::string>> names_;  // behind pointers: the index refers to their bytes
  std::vector<History> histories_;
  bool is_skipping_ = false;
  std::size_t line_number_ = 0, bad_lines_ = 0, first_bad_line_ = 0;
};

/// All values, for whom a summary is not enough.
class SeriesHistory {
 public:
  void add(const Value& value, std::optional<std::int64_t> step) {
    while (step && !points.empty() && points.back().step >= step) points.pop_back();
    points.push_back({step, value.text});
  }
  std::vector<SeriesPoint> points;
};

template <class History>
void finish(LogReader<History>& reader, const std::string& path, base::Messages& messages) {
  reader.finish();
  if (reader.bad_lines() > 0)
    messages.warning(fmt::format(
        "{}: {} passed over (the first is line {})", base::quoted(path),
        base::count_of(reader.bad_lines(), "line that is no JSON object is", "lines that are no JSON objects are"),
        reader.first_bad_line()));
}

Metrics summaries_of(LogReader<MetricHistory>& reader) {
  Metrics metrics;
  reader.for_each(
      [&](const std::string& name, const MetricHistory& history) { metrics.push_back(history.summary(name)); });
  return metrics;
}

/// False where nothing could be read, which is said unless there is no file.
template <class History>
bool read_pieces(const std::string& path, LogReader<History>& reader, base::Messages& messages) {
  // O_NONBLOCK: a FIFO that nobody writes must not hang.
  const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info {};
  const auto fail = [&](base::ReadFailure failure, int error) {
    if (failure != base::ReadFailure::missing) messages.warning(explain_read_failure({{}, failure, error}, path, 0));
    return false;
  };
  if (!fd)
    return fail(errno == ENOENT || errno == ENOTDIR ? base::ReadFailure::missing : base::ReadFailure::unreadable,
                errno);
  if (::fstat(fd.value(), &info) != 0) return fail(base::ReadFailure::unreadable, errno);
  if (!S_ISREG(info.st_mode)) return fail(base::ReadFailure::not_a_file, EINVAL);
  std::string piece(piece_bytes, '\0');
  while (true) {
    const ssize_t n = ::read(fd.value(), piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(base::ReadFailure::unreadable, errno);
    if (n == 0) return true;
    reader.add({piece.data(), static_cast<std::size_t>(n)});
  }
}

}  // namespace

Metrics parse_metrics_log(std::string_view text, const std::string& path, base::Messages& messages) {
  LogReader<MetricHistory> reader;
  reader.add(text);
  finish(reader, path, messages);
  return summaries_of(reader);
}

Metrics read_metrics_log(const std::string& path, base::Messages& messages) {
  LogReader<MetricHistory> reader;
  if (!read_pieces(path, reader, messages)) return {};
  finish(reader, path, messages);
  return summaries_of(reader);
}

std::vector<MetricSeries> read_metric_series(const std::string& path, base::Messages& messages) {
  LogReader<SeriesHistory> reader;
  std::vector<MetricSeries> series;
  if (!read_pieces(path, reader, messages)) return series;
  finish(reader, path, messages);
  reader.for_each([&](const std::string& name, SeriesHistory& history) {
    series.push_back({name, std::move(history.points)});
  });
  return series;
}

}  // namespace experiment
