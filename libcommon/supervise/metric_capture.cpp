#include "supervise/metric_capture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <unordered_map>

#include "base/text.h"
#include "experiment/statistic.h"
#include "supervise/metric_pattern.h"

namespace supervise {
namespace {

constexpr std::size_t most_metrics = 1000;
constexpr std::size_t longest_name = 100;

struct Found {
  std::string_view name, value;
};

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// The last bytes that numbers have: digits, "15.", "nan", "inf", "infinity", "NaN".
constexpr std::array<bool, 256> make_number_ends() {
  std::array<bool, 256> ends{};
  for (const char c : std::string_view("0123456789.nNfy")) ends[static_cast<unsigned char>(c)] = true;
  return ends;
}
constexpr std::array<bool, 256> number_ends = make_number_ends();

/// `name: number` and nothing else. Nearly every line of a long log is turned away by its last byte or for want of a colon.
std::optional<Found> match_plain_line(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  if (line.empty() || !number_ends[static_cast<unsigned char>(line.back())]) return std::nullopt;
  const void* found = std::memchr(line.data(), ':', line.size());
  if (found == nullptr) return std::nullopt;
  const auto colon = static_cast<std::size_t>(static_cast<const char*>(found) - line.data());
  std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(colon + 1);
  if (name.empty() || is_blank(name[0]) || value.empty() || !is_blank(value[0])) return std::nullopt;
  while (is_blank(value[0])) value.remove_prefix(1);
  while (is_blank(name.back())) name.remove_suffix(1);
  if (!base::parse_number(value)) return std::nullopt;
  return Found{name, value};
}

/// The number in what a group took: "[12.]", "97.1%,", " 5 ".
std::optional<std::string_view> find_number(std::string_view text) {
  constexpr std::string_view around = " \t()[]{}<>%,;:'\"=";
  const auto first = text.find_first_not_of(around);
  if (first == text.npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(around) - first + 1);
  if (!base::parse_number(text)) return std::nullopt;
  return text;
}

std::optional<std::int64_t> find_step(std::string_view text) {
  const auto number = find_number(text);
  const double value = number ? *base::parse_number(*number) : -1;
  if (!(value >= 0 && value < 9e15) || value != std::floor(value)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

bool is_sound_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && base::printable(name) == name;
}

struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
};

/// All metrics of both streams, and the step that they have come to.
class Histories {
 public:
  /// Nothing for a name that is not taken.
  std::optional<std::size_t> find_or_add(std::string_view name) {
    if (const auto known = index_.find(name); known != index_.end()) return known->second;
    if (histories_.size() == most_metrics || !is_sound_name(name)) return std::nullopt;
    index_.emplace(name, histories_.size());
    names_.emplace_back(name);
    histories_.emplace_back();
    return histories_.size() - 1;
  }

  void add(std::size_t metric, std::string_view value) {
    std::string text(value);
    const bool is_number = base::is_json_number(text);
    histories_[metric].add({std::move(text), is_number}, step_ ? step_ : epoch_);
  }

  /// True if it was the one or the other, and not a metric.
  bool take_step(std::string_view name, std::string_view value) {
    const bool is_step = name == "step" || name == "Step";
    if (!is_step && name != "epoch" && name != "Epoch") return false;
    if (const auto number = find_step(value)) (is_step ? step_ : epoch_) = number;
    return true;
  }

  experiment::Metrics metrics() const {
    experiment::Metrics metrics;
    for (std::size_t i = 0; i < histories_.size(); ++i)
      if (!histories_[i].empty()) metrics.push_back(histories_[i].summary(names_[i]));
    return metrics;
  }

 private:
  std::unordered_map<std::string, std::size_t, NameHash, std::equal_to<>> index_;
  std::vector<std::string> names_;
  std::vector<experiment::MetricHistory> histories_;
  std::optional<std::int64_t> step_, epoch_;
};

class StreamReader final : public LineConsumer {
 public:
  StreamReader(Histories& histories, const std::vector<MetricPattern>& patterns)
      : histories_(histories), patterns_(patterns) {}

  void line(std::string_view text, bool final) override {
    if (text.size() < LineStates::longest_line) {
      if (const auto plain = match_plain_line(text)) take(plain->name, plain->value);
      if (!patterns_.empty()) search(text);
    }
    if (!found_.empty() || (final && !redrawn_.empty())) end_state(final);
  }

 private:
  struct Value {
    std::size_t metric;
    std::string_view text;
  };
  struct RedrawnValue {
    std::size_t metric;
    std::string text;
  };

  void take(std::string_view name, std::string_view value) {
    if (histories_.take_step(name, value)) return;
    if (const auto metric = histories_.find_or_add(name)) found_.push_back({*metric, value});
  }

  void search(std::string_view text) {
    for (const auto& pattern : patterns_)
      pattern.find(text, [&](const MetricPattern::Match& match) {
        if (!match.step.empty()) histories_.take_step("step", match.step);
        if (const auto number = find_number(match.value)) take(base::trim(match.name), *number);
      });
  }

  /// What this state says replaces what earlier states of the line said of the same metrics.
  void end_state(bool final) {
    const auto is_said_again = [&](const RedrawnValue& old) {
      return std::any_of(found_.begin(), found_.end(), [&](const Value& value) { return value.metric == old.metric; });
    };
    std::erase_if(redrawn_, is_said_again);
    if (final) {
      for (const auto& old : redrawn_) histories_.add(old.metric, old.text);
      for (const auto& value : found_) histories_.add(value.metric, value.text);
      redrawn_.clear();
    } else {
      for (const auto& value : found_) redrawn_.push_back({value.metric, std::string(value.text)});
    }
    found_.clear();
  }

  Histories& histories_;
  const std::vector<MetricPattern>& patterns_;
  std::vector<Value> found_;           ///< in the line that is being read
  std::vector<RedrawnValue> redrawn_;  ///< in earlier states of the open line
};

std::vector<MetricPattern> compile(const std::vector<std::string>& patterns) {
  std::vector<MetricPattern> compiled;
  for (const auto& pattern : patterns) compiled.emplace_back(pattern);
  return compiled;
}

}  // namespace

class MetricCapture::Impl {
 public:
  explicit Impl(const std::vector<std::string>& patterns) : patterns_(compile(patterns)) {}

  std::vector<MetricPattern> patterns_;
  Histories histories_;
  StreamReader out_{histories_, patterns_};
  StreamReader err_{histories_, patterns_};
};

void check_metric_patterns(const std::vector<std::string>& patterns) {
  compile(patterns);
}

MetricCapture::MetricCapture(const std::vector<std::string>& patterns) : impl_(std::make_unique<Impl>(patterns)) {}
MetricCapture::~MetricCapture() = default;

LineConsumer& MetricCapture::consumer(Stream stream) {
  return stream == Stream::out ? impl_->out_ : impl_->err_;
}

experiment::Metrics MetricCapture::metrics() const {
  return impl_->histories_.metrics();
}

}  // namespace supervise
