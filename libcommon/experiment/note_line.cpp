#include <algorithm>

#include "base/text.h"
#include "experiment/record.h"

namespace experiment {
namespace {

using base::Json;

constexpr std::size_t most_values = 100;   ///< params, and metrics, that stay when a line is too long
constexpr std::size_t longest_text = 200;  ///< bytes of a string that stay then
constexpr std::size_t most_drift = 20;

void keep_extremes_only(Metrics& metrics) {
  for (auto& metric : metrics) {
    metric.first.reset();
    metric.mean.reset();
    metric.count = 1;
  }
}

bool shorten(std::string& text, std::size_t limit = longest_text) {
  if (text.size() <= limit) return false;
  std::size_t size = limit;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  text.resize(size);
  text += "…";
  return true;
}

bool shorten(Value& value) {
  return !value.is_number && shorten(value.text);
}

bool shorten(Json& json) {
  bool is_changed = false;
  if (json.is_string()) {
    std::string text = json.text();
    if (shorten(text)) {
      json = Json::string(std::move(text));
      is_changed = true;
    }
  }
  for (auto& item : json.items()) is_changed |= shorten(item);
  for (auto& [name, value] : json.members()) is_changed |= shorten(value);
  return is_changed;
}

/// A record on its way to a line that fits.
class LineCutter {
 public:
  explicit LineCutter(const Record& record) : record_(record) {
    keep_extremes_only(record_.metrics);
    line_ = record_to_json(record_).compact();
  }

  std::string cut() {
    if (record_.v > 1) return line_;
    using Step = void (LineCutter::*)();
    for (const Step step : {&LineCutter::drop_environment, &LineCutter::drop_earlier_attempts, &LineCutter::drop_values,
                            &LineCutter::shorten_texts, &LineCutter::drop_unknown}) {
      if (fits()) return line_;
      (this->*step)();
      line_ = record_to_json(record_).compact();
    }
    while (!fits() && !(record_.params.empty() && record_.metrics.empty())) {
      drop_more_values();
      line_ = record_to_json(record_).compact();
    }
    return line_;
  }

 private:
  bool fits() const { return line_.size() <= largest_note_line; }

  void say(bool is_cut, std::string_view member) {
    auto& cut = record_.cut;
    if (is_cut && std::find(cut.begin(), cut.end(), member) == cut.end()) cut.emplace_back(member);
  }

  void drop_environment() {
    say(record_.unknown.find("environment") != nullptr, "environment");
    record_.unknown.erase("environment");
  }

  void drop_earlier_attempts() {
    auto& attempts = record_.attempts;
    if (attempts.size() < 2) return;
    attempts.erase(attempts.begin(), attempts.end() - 1);
    say(true, "attempts");
  }

  void drop_values() {
    say(record_.params.size() > most_values, "params");
    say(record_.metrics.size() > most_values, "metrics");
    if (record_.params.size() > most_values) record_.params.resize(most_values);
    if (record_.metrics.size() > most_values) record_.metrics.resize(most_values);
  }

  void shorten_texts() {
    for (auto& [name, value] : record_.params) say(shorten(value), "params");
    for (auto& metric : record_.metrics) say(shorten(metric.last), "metrics");
    for (auto& attempt : record_.attempts)
      for (auto* text : {&attempt.job, &attempt.resumed_from, &attempt.trouble, &attempt.host, &attempt.user})
        say(shorten(*text), "attempts");
    say(shorten(record_.message), "message");
    say(shorten(record_.statistic_path), "statistic");
    say(shorten(record_.user), "user");
    say(shorten(record_.host), "host");
    say(record_.drift.size() > most_drift, "drift");
    if (record_.drift.size() > most_drift) record_.drift.resize(most_drift);
    for (auto& path : record_.drift) say(shorten(path), "drift");
    for (auto& [name, value] : record_.unknown.members())
      if (name != "config") say(shorten(value), "unknown");
  }

  void drop_unknown() {
    // What a command means by `{config}` stays with the command.
    Json kept = Json::object();
    if (const Json* config = record_.unknown.find("config")) kept.set("config", *config);
    bool is_cut = record_.unknown.members().size() > kept.members().size();
    record_.unknown = std::move(kept);
    for (auto& attempt : record_.attempts) {
      is_cut |= !attempt.unknown.members().empty();
      attempt.unknown = Json::object();
    }
    say(is_cut, "unknown");
  }

  /// Each step takes an eighth, so that a few steps do for any size.
  void drop_more_values() {
    const auto smaller = [](std::size_t size) { return size - (size + 7) / 8; };
    if (record_.params.size() >= record_.metrics.size()) {
      record_.params.resize(smaller(record_.params.size()));
      say(true, "params");
    } else {
      record_.metrics.resize(smaller(record_.metrics.size()));
      say(true, "metrics");
    }
  }

  Record record_;
  std::string line_;
};

Json edit_to_json(const Edit& edit, bool is_cut) {
  Json json = Json::object();
  json.set("v", Json::integer(1));
  json.set("run", Json::string(edit.run));
  json.set("uuid", Json::string(edit.uuid));
  json.set("rev", Json::integer(0));
  json.set("commit", Json::string(edit.commit));
  json.set("kind", Json::string("edit"));
  json.set("at", Json::string(base::format_timestamp(edit.at)));
  json.set("by", Json::string(edit.by));
  Json keys = Json::object();
  for (const auto& [name, value] : edit.keys) keys.set(name, Json::string(value));
  json.set("keys", std::move(keys));
  if (is_cut) json.set("cut", Json::array({Json::string("keys")}));
  return json;
}

}  // namespace

std::string format_note_line(const Record& record) {
  return LineCutter(record).cut();
}

std::string format_edit_line(const Edit& edit) {
  std::string line = edit_to_json(edit, false).compact();
  Edit cut = edit;
  for (std::size_t limit = largest_note_line; line.size() > largest_note_line && limit > 0; limit /= 2) {
    for (auto& [name, value] : cut.keys) shorten(value, limit);
    line = edit_to_json(cut, true).compact();
  }
  return line;
}

std::optional<Edit> parse_edit(const base::Json& json) {
  if (json.text_of("kind") != "edit" || json.text_of("v") != "1") return std::nullopt;
  const auto at = base::parse_timestamp(json.text_of("at"));
  const Json* keys = json.find("keys");
  Edit edit{json.text_of("run"), json.text_of("uuid"), json.text_of("commit"), {}, json.text_of("by"), {}};
  if (!at || !keys || !keys->is_object() || edit.uuid.empty()) return std::nullopt;
  edit.at = *at;
  for (const auto& [name, value] : keys->members()) edit.keys.emplace_back(name, value_from_json(value).text);
  return edit;
}

}  // namespace experiment
