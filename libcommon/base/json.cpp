#include "base/json.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "base/utf8.h"

namespace base {

Json Json::boolean(bool value) {
  Json json;
  json.kind_ = Kind::boolean;
  json.text_ = value ? "true" : "false";
  return json;
}

Json Json::number(std::string text) {
  Json json;
  json.kind_ = Kind::number;
  json.text_ = std::move(text);
  return json;
}

Json Json::integer(std::int64_t value) {
  return number(fmt::format("{}", value));
}

Json Json::real(double value) {
  if (std::isnan(value)) return number("NaN");
  if (std::isinf(value)) return number(value < 0 ? "-Infinity" : "Infinity");
  return number(fmt::format("{}", value));
}

Json Json::string(std::string text) {
  Json json;
  json.kind_ = Kind::string;
  json.text_ = std::move(text);
  return json;
}

Json Json::array(std::vector<Json> items) {
  Json json;
  json.kind_ = Kind::array;
  json.items_ = std::move(items);
  return json;
}

Json Json::object(std::vector<Member> members) {
  Json json;
  json.kind_ = Kind::object;
  json.members_ = std::move(members);
  return json;
}

std::string Json::text() const {
  if (kind_ == Kind::null) return "null";
  if (kind_ == Kind::object && members_.size() == 1 && members_[0].first == "base64")
    return parse_base64(members_[0].second.text_).value_or("");
  return text_;
}

std::optional<std::int64_t> Json::find_integer() const {
  return kind_ == Kind::number ? parse_integer(text_) : std::nullopt;
}

const Json* Json::find(std::string_view name) const {
  for (auto member = members_.rbegin(); member != members_.rend(); ++member)
    if (member->first == name) return &member->second;
  return nullptr;
}

std::string Json::text_of(std::string_view name) const {
  const Json* value = find(name);
  if (!value || value->is_null() || value->is_array()) return {};
  return value->text();
}

void Json::set(std::string_view name, Json value) {
  for (auto& [key, old] : members_) {
    if (key == name) {
      old = std::move(value);
      return;
    }
  }
  members_.emplace_back(name, std::move(value));
}

void Json::erase(std::string_view name) {
  std::erase_if(members_, [&](const Member& member) { return member.first == name; });
}

std::string json_quote(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const auto code = decode_utf8(text, at);
    if (!code) {
      at = start + 1;
      out += "\xef\xbf\xbd";
    } else if (*code == '"' || *code == '\\') {
      out += '\\';
      out += static_cast<char>(*code);
    } else if (*code == '\n') {
      out += "\\n";
    } else if (*code == '\t') {
      out += "\\t";
    } else if (*code < 0x20 || (*code >= 0x7f && *code < 0xa0) || *code == 0x2028 || *code == 0x2029 ||
               is_direction_override(*code)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(*code));
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out += '"';
}

bool is_json_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - start;
  };
  if (at < text.size() && text[at] == '-') ++at;
  const std::size_t whole = at;
  if (digits() == 0 || (text[whole] == '0' && at - whole > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

namespace {

std::string scalar_text(Json::Kind kind, const std::string& text) {
  switch (kind) {
    case Json::Kind::null: return "null";
    case Json::Kind::boolean: return text;
    case Json::Kind::number: return is_json_number(text) ? text : json_quote(text);
    default: return is_utf8(text) ? json_quote(text) : "{\"base64\":" + json_quote(base64(text)) + "}";
  }
}

bool is_flat(const Json& json) {
  for (const auto& item : json.items())
    if (item.is_array() || item.is_object()) return false;
  return json.is_array();
}

/// `indent` of -1 writes one line.
void append(const Json& json, std::string& out, int indent) {
  if (!json.is_array() && !json.is_object()) {
    out += scalar_text(json.kind(), json.text());
    return;
  }
  const bool one_line = indent < 0 || is_flat(json) || (json.is_object() && json.members().empty());
  const int inner = one_line ? -1 : indent + 2;
  const auto separate = [&](bool first) {
    if (!first) out += ',';
    if (!one_line)
      out.append("\n").append(static_cast<std::size_t>(inner), ' ');
    else if (!first && indent >= 0)
      out += ' ';
  };
  out += json.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& item : json.items()) {
    separate(first);
    first = false;
    append(item, out, inner);
  }
  for (const auto& [name, value] : json.members()) {
    separate(first);
    first = false;
    out += json_quote(name);
    out += indent < 0 ? ":" : ": ";
    append(value, out, inner);
  }
  if (!one_line && !first) out.append("\n").append(static_cast<std::size_t>(indent), ' ');
  out += json.is_array() ? ']' : '}';
}

}  // namespace

std::string Json::compact() const {
  std::string out;
  append(*this, out, -1);
  return out;
}

std::string Json::pretty() const {
  std::string out;
  append(*this, out, 0);
  out += '\n';
  return out;
}

}  // namespace base
