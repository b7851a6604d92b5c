#include "experiment/json_parse.h"

#include <simdjson.h>

#include <cstring>

#include "base/text.h"
#include "experiment/json_text.h"

namespace experiment {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t largest_kept_buffer = 1u << 20;

/// Buffers that outlive a call: a note of many lines would else allocate them for each.
struct Workspace {
  ondemand::parser parser;
  std::string padded;

  void shrink() {
    if (padded.size() <= largest_kept_buffer) return;
    parser = ondemand::parser();
    padded = std::string();
  }
};

bool read_string(std::string_view token, std::string& out) {
  const auto content = find_string_content(token);
  return content && append_unescaped(*content, out);
}

bool read_scalar(std::string_view token, base::Json& out) {
  if (token.starts_with('"')) {
    std::string text;
    if (!read_string(token, text)) return false;
    out = base::Json::string(std::move(text));
  } else if (const auto number = find_number(token)) {
    out = base::Json::number(std::string(*number));
  } else if (token == "true" || token == "false") {
    out = base::Json::boolean(token == "true");
  } else if (token != "null") {
    return false;
  }
  return true;
}

bool read_value(ondemand::value value, const char* end, int depth, base::Json& out);

bool read_array(ondemand::array array, const char* end, int depth, base::Json& out) {
  out = base::Json::array();
  for (auto item : array) {
    ondemand::value value;
    if (item.get(value)) return false;
    base::Json json;
    if (!read_value(value, end, depth, json)) return false;
    out.push_back(std::move(json));
  }
  return true;
}

bool read_object(ondemand::object object, const char* end, int depth, base::Json& out) {
  out = base::Json::object();
  for (auto item : object) {
    ondemand::field field;
    if (std::move(item).get(field)) return false;
    const char* name_begin = field.key().raw() - 1;
    std::string name;
    if (!read_string({name_begin, end}, name)) return false;
    base::Json json;
    if (!read_value(field.value(), end, depth, json)) return false;
    out.members().emplace_back(std::move(name), std::move(json));
  }
  return true;
}

bool read_value(ondemand::value value, const char* end, int depth, base::Json& out) {
  const std::string_view token = base::trim(value.raw_json_token());  // it reaches to where the next one begins
  if (token.starts_with('[')) {
    ondemand::array array;
    return depth < deepest_json && !value.get_array().get(array) && read_array(array, end, depth + 1, out);
  }
  if (token.starts_with('{')) {
    ondemand::object object;
    return depth < deepest_json && !value.get_object().get(object) && read_object(object, end, depth + 1, out);
  }
  // Strings are consumed here: the library's own skipping would take `"a":` in an array for a member.
  if (token.starts_with('"') && value.get_raw_json_string().error()) return false;
  return read_scalar(token, out);
}

bool read_document(ondemand::document& document, std::string_view text, base::Json& out) {
  const char* end = text.data() + text.size();
  std::string_view token;
  if (document.raw_json_token().get(token)) return false;
  token = base::trim(token);
  if (!token.starts_with('[') && !token.starts_with('{')) return token == base::trim(text) && read_scalar(token, out);
  ondemand::array array;
  ondemand::object object;
  const bool is_read = token.starts_with('[') ? !document.get_array().get(array) && read_array(array, end, 1, out)
                                              : !document.get_object().get(object) && read_object(object, end, 1, out);
  return is_read && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

}  // namespace

ParsedJson parse_json(std::string_view text) {
  static thread_local Workspace workspace;
  const std::string_view body = without_bom(text);
  workspace.padded.assign(body);
  workspace.padded.append(simdjson::SIMDJSON_PADDING, '\0');

  ParsedJson result;
  ondemand::document document;
  base::Json json;
  const bool is_read =
      !workspace.parser.iterate(workspace.padded.data(), body.size(), workspace.padded.size()).get(document) &&
      read_document(document, {workspace.padded.data(), body.size()}, json);
  if (is_read)
    result.value = std::move(json);
  else
    result.error = explain_json_fault(text);
  workspace.shrink();
  return result;
}

}  // namespace experiment
