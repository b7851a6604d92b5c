#include "git/status.h"

#include "git/git_child.h"

namespace git {
namespace {

/// Cuts the next record, which ends with NUL, off the text.
std::string_view next_record(std::string_view& text) {
  const std::string_view record = text.substr(0, text.find('\0'));
  text.remove_prefix(std::min(record.size() + 1, text.size()));
  return record;
}

/// What follows the first `count` words, each followed by one blank: paths may hold blanks.
std::string_view after_words(std::string_view text, int count) {
  for (; count > 0; --count) {
    const std::size_t blank = text.find(' ');
    if (blank == text.npos) return {};
    text.remove_prefix(blank + 1);
  }
  return text;
}

/// "# branch.oid <id>" and its kin; unknown ones are for later versions of us.
void read_header(std::string_view record, StatusOutput& output) {
  const std::string_view name = record.substr(0, record.find(' ', 2));
  const std::string_view value = after_words(record, 2);
  if (name == "# branch.oid") output.head = Oid::parse(value);
  if (name == "# branch.head" && value != "(detached)") output.branch = value;
}

/// Words before the path, by kind: changed, renamed or copied, unmerged.
int words_before_path(char kind) {
  if (kind == '1') return 8;
  if (kind == '2') return 9;
  if (kind == 'u') return 10;
  return 1;
}

/// ".M" of version 2 is " M" of version 1, which people know.
std::string familiar_code(std::string_view code) {
  std::string familiar(code.substr(0, 2));
  for (char& c : familiar)
    if (c == '.') c = ' ';
  return familiar;
}

}  // namespace

process::Command status_command() {
  return git_command({"status", "--porcelain=v2", "-z", "--branch", "--no-ahead-behind", "--untracked-files=normal",
                      "--ignore-submodules=none"});
}

StatusOutput parse_status(std::string_view text) {
  StatusOutput output;
  while (!text.empty()) {
    const std::string_view record = next_record(text);
    if (record.empty()) continue;
    const char kind = record[0];
    if (kind == '#') {
      read_header(record, output);
    } else if (kind == '?') {
      output.tree.dirty.push_back({"??", std::string(after_words(record, 1))});
    } else if (kind != '!') {
      output.tree.dirty.push_back({familiar_code(after_words(record, 1)),
                                   std::string(after_words(record, words_before_path(kind))),
                                   after_words(record, 2).starts_with('S')});
      if (kind == '2') next_record(text);  // the name it had before
    }
  }
  return output;
}

}  // namespace git
