#include "experiment/title_layout.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "experiment/json_text.h"

namespace experiment {
namespace {

/// What stands between the quotes of the string that `token` begins with, escapes unresolved; nothing if it is open.
std::optional<std::string_view> find_string_content(std::string_view token) {
  for (std::size_t at = 1; at < token.size(); ++at) {
    if (token[at] == '"') return token.substr(1, at - 1);
    if (token[at] == '\\') ++at;
  }
  return std::nullopt;
}

constexpr int deepest_title = 64;

struct Token {
  enum class Kind { end, mark, string, word, comment };
  Kind kind = Kind::end;
  std::size_t begin = 0, end = 0;
};

/// One of `{ } [ ] : ,`, a string, a comment, or a bare word (number, true, …), from left to right.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& path) : text_(text), path_(path) {
    at_ = text.size() - without_bom(text).size();
  }

  Token next() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    Token token{Token::Kind::end, at_, at_};
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (std::string_view("{}[]:,").find(c) != std::string_view::npos) {
      token.kind = Token::Kind::mark;
      token.end = at_ + 1;
    } else if (c == '"') {
      token.kind = Token::Kind::string;
      const auto content = find_string_content(text_.substr(at_));
      if (!content) fail(at_, "a string is not closed");
      token.end = at_ + content->size() + 2;
    } else if (const auto comment_end = find_comment_end()) {
      token.kind = Token::Kind::comment;
      token.end = *comment_end;
    } else {
      token.kind = Token::Kind::word;
      token.end = std::min(text_.find_first_of(" \t\r\n{}[]:,\"#;/", at_ + 1), text_.size());
    }
    at_ = token.end;
    return token;
  }

  std::string_view text(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }
  bool is(const Token& token, char mark) const { return token.kind == Token::Kind::mark && text_[token.begin] == mark; }

  std::string value(const Token& token) const {
    std::string value;
    if (!append_unescaped(text(token).substr(1, token.end - token.begin - 2), value))
      fail(token.begin, "a string has an escape that JSON does not know");
    return value;
  }

  [[noreturn]] void fail(std::size_t at, const std::string& fault) const {
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    throw base::UserError(base::quoted(path_) + " is no title file: line " + std::to_string(line) + ": " + fault,
                          {"it looks like {\"hparam\": [\"lr\"], \"metric\": [\"val/acc\"]}"});
  }

  [[noreturn]] void fail_at(const Token& token, const std::string& expected) const {
    fail(token.begin,
         expected + " is expected" +
             (token.kind == Token::Kind::end ? ", but the file ends" : ", not " + base::quoted(text(token))));
  }

 private:
  std::optional<std::size_t> find_comment_end() const {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("/*")) {
      const auto end = text_.find("*/", at_ + 2);
      if (end == text_.npos) fail(at_, "a comment is not closed");
      return end + 2;
    }
    if (rest[0] != '#' && rest[0] != ';' && !rest.starts_with("//")) return std::nullopt;
    std::size_t end = std::min(text_.find('\n', at_), text_.size());
    if (text_[end - 1] == '\r') --end;
    return end;
  }

  std::string_view text_;
  const std::string& path_;
  std::size_t at_ = 0;
};

void add_once(std::vector<std::string>& names, std::string name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

/// Keeps a bracket's layout up to date, token by token.
void note_inside(BracketLayout& layout, const Token& token, bool is_element) {
  if (layout.first_begin == 0) layout.first_begin = token.begin;
  layout.last_end = token.end;
  if (!is_element) return;
  layout.element_end = token.end;
  layout.ends_in_comma = false;
}

void note_comma(BracketLayout& layout, const Token& token) {
  note_inside(layout, token, false);
  layout.ends_in_comma = true;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& path) : scanner_(text, path) {}

  TitleLayout read() {
    const Token open = next_outside();
    if (!scanner_.is(open, '{')) scanner_.fail_at(open, "'{'");
    BracketLayout& object = layout_.object;
    object.is_there = true;
    object.open = open.begin;
    object.last_end = open.end;
    Token token = next_member_token();
    while (token.kind == Token::Kind::string) {
      note_inside(object, token, false);
      read_member(token);
      token = next_member_token();
      if (!scanner_.is(token, ',')) break;
      note_comma(object, token);
      token = next_member_token();
    }
    if (!scanner_.is(token, '}'))
      scanner_.fail_at(token, object.element_end && !object.ends_in_comma ? "',' or '}'" : "a group's name or '}'");
    object.close = token.begin;
    const Token behind = next_outside();
    if (behind.kind != Token::Kind::end) scanner_.fail_at(behind, "nothing more");
    return std::move(layout_);
  }

 private:
  GroupLayout* group_of(const std::string& name) {
    if (name == "hparam") return &layout_.hparam;
    return name == "metric" ? &layout_.metric : nullptr;
  }

  Token next_outside() {
    Token token;
    do token = scanner_.next();
    while (token.kind == Token::Kind::comment);
    return token;
  }

  /// A group may be commented out as a whole, over several comments: `# "metric": [`, `#   "loss",` …
  Token next_member_token() {
    Token token = scanner_.next();
    for (; token.kind == Token::Kind::comment; token = scanner_.next()) {
      note_inside(layout_.object, token, false);
      collect_names(token, commented_group_);
    }
    return token;
  }

  void read_member(const Token& key) {
    commented_group_ = nullptr;
    GroupLayout* group = group_of(scanner_.value(key));
    const Token colon = next_outside();
    if (!scanner_.is(colon, ':')) scanner_.fail_at(colon, "':'");
    const Token first = next_outside();
    note_inside(layout_.object, group ? read_list(*group, first) : skip_value(first, 0), true);
  }

  /// Returns the closing bracket.
  Token read_list(GroupLayout& group, const Token& open) {
    if (!scanner_.is(open, '[')) scanner_.fail_at(open, "a list of names in '[' and ']'");
    group.list = BracketLayout{true, open.begin, 0, 0, open.end, 0, false};
    GroupLayout* commented = &group;
    while (true) {
      const Token token = scanner_.next();
      const bool wants_element = group.list.element_end == 0 || group.list.ends_in_comma;
      if (token.kind == Token::Kind::comment) {
        note_inside(group.list, token, false);
        collect_names(token, commented);
      } else if (token.kind == Token::Kind::string && wants_element) {
        note_inside(group.list, token, true);
        add_once(group.names, scanner_.value(token));
      } else if (scanner_.is(token, ',') && !wants_element) {
        note_comma(group.list, token);
      } else if (scanner_.is(token, ']')) {
        group.list.close = token.begin;
        return token;
      } else {
        scanner_.fail_at(token, wants_element ? "a name in double quotes or ']'" : "',' or ']'");
      }
    }
  }

  /// Names in a comment are strings; one before a colon says which group those behind it belong to.
  void collect_names(const Token& comment, GroupLayout*& group) {
    std::string_view rest = scanner_.text(comment);
    for (auto quote = rest.find('"'); quote != rest.npos; quote = rest.find('"')) {
      rest.remove_prefix(quote);
      const auto content = find_string_content(rest);
      if (!content) return;
      rest.remove_prefix(content->size() + 2);
      std::string name;
      if (!append_unescaped(*content, name)) continue;
      if (base::trim(rest).starts_with(':'))
        group = group_of(name);
      else if (group)
        add_once(group->names_out, std::move(name));
    }
  }

  /// Any other JSON value; returns its last token.
  Token skip_value(const Token& first, int depth) {
    if (first.kind == Token::Kind::string || first.kind == Token::Kind::word) return first;
    const char close = scanner_.is(first, '{') ? '}' : ']';
    if ((!scanner_.is(first, '{') && !scanner_.is(first, '[')) || depth > deepest_title)
      scanner_.fail_at(first, "a value");
    while (true) {
      const Token token = next_outside();
      if (scanner_.is(token, close)) return token;
      if (!scanner_.is(token, ',') && !scanner_.is(token, ':')) skip_value(token, depth + 1);
    }
  }

  Scanner scanner_;
  TitleLayout layout_;
  GroupLayout* commented_group_ = nullptr;
};

}  // namespace

TitleLayout read_title_layout(std::string_view text, const std::string& path) {
  return Reader(text, path).read();
}

}  // namespace experiment
