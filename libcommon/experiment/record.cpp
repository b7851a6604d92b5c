#include "experiment/record.h"

#include <array>

#include "base/text.h"

namespace experiment {
namespace {

constexpr std::array<std::string_view, 7> state_names{"queued", "running",     "requeued", "finished",
                                                      "failed", "interrupted", "timeout"};

}  // namespace

std::string_view format_state(State state) {
  return state_names[static_cast<std::size_t>(state)];
}

std::optional<State> parse_state(std::string_view text) {
  for (std::size_t i = 0; i < state_names.size(); ++i)
    if (state_names[i] == text) return static_cast<State>(i);
  return std::nullopt;
}

Value value_from_text(std::string text) {
  const bool is_number = base::is_json_number(text);
  return {std::move(text), is_number};
}

Value value_from_json(const base::Json& json) {
  const bool is_bytes = json.is_object() && json.members().size() == 1 && json.find("base64");
  const bool is_scalar = !json.is_array() && !json.is_object();
  std::string text = is_scalar || is_bytes ? json.text() : json.compact();
  const bool is_number = json.is_number() && base::is_json_number(text);
  return {std::move(text), is_number};
}

base::Json value_to_json(const Value& value) {
  return value.is_number ? base::Json::number(value.text) : base::Json::string(value.text);
}

std::int64_t Record::duration_ms() const {
  if (attempts.empty() || !attempts.back().ended) return 0;
  return attempts.back().ended->ms - attempts.back().started.ms;
}

bool is_newer(const Record& a, const Record& b) {
  if (a.rev != b.rev) return a.rev > b.rev;
  if (a.updated != b.updated) return a.updated > b.updated;
  return format_note_line(a) > format_note_line(b);
}

}  // namespace experiment
