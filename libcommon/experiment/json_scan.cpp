#include "experiment/json_scan.h"

#include <simdjson.h>

#include <string>

#include "base/text.h"
#include "experiment/json_text.h"

namespace experiment {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(json_padding >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t largest_kept_document = 1u << 20;

/// One walk through a document. The library checks only what it is asked for: here every token is asked for.
class Walk {
 public:
  Walk(std::string_view text, TextArena& arena, JsonVisitor& visitor)
      : end_(text.data() + text.size()), arena_(arena), visitor_(visitor) {}

  bool document(ondemand::document& document, std::string_view text) {
    std::string_view token;
    if (document.raw_json_token().get(token)) return false;
    token = base::trim(token);
    ondemand::array items;
    ondemand::object members;
    bool is_read = false;
    if (token.starts_with('{'))
      is_read = !document.get_object().get(members) && object(members, 1);
    else if (token.starts_with('['))
      is_read = !document.get_array().get(items) && array(items, 1);
    else
      return token == base::trim(text) && scalar(token);
    return is_read && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

 private:
  bool object(ondemand::object& members, int depth) {
    visitor_.begin_object();
    for (auto member : members) {
      ondemand::field field;
      if (std::move(member).get(field)) return false;
      std::string_view name;
      if (!string_text({field.key().raw() - 1, end_}, name)) return false;
      visitor_.name(name);
      if (!value(field.value(), depth)) return false;
    }
    visitor_.end_object();
    return true;
  }

  bool array(ondemand::array& items, int depth) {
    visitor_.begin_array();
    for (auto item : items) {
      ondemand::value found;
      if (item.get(found) || !value(found, depth)) return false;
    }
    visitor_.end_array();
    return true;
  }

  bool value(ondemand::value value, int depth) {
    const std::string_view token = base::trim(value.raw_json_token());  // it reaches to where the next one begins
    if (token.starts_with('{')) {
      ondemand::object members;
      return depth < deepest_json && !value.get_object().get(members) && object(members, depth + 1);
    }
    if (token.starts_with('[')) {
      ondemand::array items;
      return depth < deepest_json && !value.get_array().get(items) && array(items, depth + 1);
    }
    // Strings are consumed here: the library's own skipping would take `"a":` in an array for a member.
    if (token.starts_with('"') && value.get_raw_json_string().error()) return false;
    return scalar(token);
  }

  bool scalar(std::string_view token) {
    if (token.starts_with('"')) {
      std::string_view text;
      if (!string_text(token, text)) return false;
      visitor_.string(text);
    } else if (const auto number = find_number(token)) {
      visitor_.number(*number);
    } else if (token == "true" || token == "false" || token == "null") {
      visitor_.word(token);
    } else {
      return false;
    }
    return true;
  }

  bool string_text(std::string_view token, std::string_view& text) {
    const auto content = find_string_content(token);
    if (!content) return false;
    text = *content;
    if (content->find('\\') == std::string_view::npos) return true;
    std::string unescaped;
    if (!append_unescaped(*content, unescaped)) return false;
    text = arena_.add(unescaped);
    return true;
  }

  const char* end_;
  TextArena& arena_;
  JsonVisitor& visitor_;
};

}  // namespace

struct JsonScanner::State {
  ondemand::parser parser;
};

JsonScanner::JsonScanner() : state_(std::make_unique<State>()) {}
JsonScanner::~JsonScanner() = default;

bool JsonScanner::scan(std::string_view text, TextArena& arena, JsonVisitor& visitor) {
  text = without_bom(text);
  ondemand::document document;
  const bool is_read = !state_->parser.iterate(text.data(), text.size(), text.size() + json_padding).get(document) &&
                       Walk(text, arena, visitor).document(document, text);
  if (text.size() > largest_kept_document) state_ = std::make_unique<State>();
  return is_read;
}

}  // namespace experiment
