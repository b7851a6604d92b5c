#include "experiment/edit_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <tuple>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/invocation.h"
#include "experiment/json_parse.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t largest_edits = 64u << 20;
constexpr std::string_view kind_name = "\"kind\"", edit_value = "\"edit\"", blanks = " \t\r\n";

/// An edit says something beside the record, never something else about the run.
bool may_be_edited(const std::string& key) {
  constexpr std::array<std::string_view, 33> ours = {
      "v",         "run",     "uuid",     "rev",     "commit",    "tag",   "id",       "kind",   "snapshot",
      "isolated",  "drift",   "command",  "cwd",     "overrides", "env",   "seed",     "parent", "forked_from",
      "user",      "host",    "executor", "created", "updated",   "state", "attempts", "params", "metrics",
      "statistic", "deleted", "cut",      "at",      "by",        "config"};
  return std::find(ours.begin(), ours.end(), key) == ours.end();
}

bool ends_within_a_line(int fd) {
  struct stat info;
  char last = '\n';
  if (::fstat(fd, &info) != 0 || info.st_size == 0) return false;
  return ::pread(fd, &last, 1, info.st_size - 1) == 1 && last != '\n';
}

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// Where `"kind":"edit"` begins, perhaps with blanks in it (others may write so); npos if it is nowhere.
std::size_t find_edit_kind(std::string_view line) {
  for (std::size_t at = 0, found; (found = base::find_text(line.substr(at), edit_value)) != line.npos;) {
    std::string_view before = without_blanks_behind(line.substr(0, at + found));
    at += found + edit_value.size();
    if (!before.ends_with(':')) continue;
    before.remove_suffix(1);
    before = without_blanks_behind(before);
    if (before.ends_with(kind_name)) return before.size() - kind_name.size();
  }
  return line.npos;
}

}  // namespace

bool is_edit_line(std::string_view line) {
  const auto found = find_edit_kind(line);
  if (found == line.npos) return false;
  // Our own writer puts it right behind the commit; elsewhere it may be part of something else.
  const auto prefix = scan_line_prefix(line);
  if (prefix && prefix->commit.data() + prefix->commit.size() + 2 == line.data() + found) return true;
  const auto json = parse_json(line).value;
  return json && json->text_of("kind") == "edit";
}

std::vector<std::string> read_edit_lines(const std::string& folder, const std::string& uuid) {
  std::vector<std::string> lines;
  const base::ReadResult file = base::read_file(RunPaths{folder}.edits(), largest_edits);
  for_each_line(file.bytes, [&](std::string_view line) {
    const auto prefix = scan_line_prefix(line);
    if (prefix && prefix->uuid == uuid && is_edit_line(line)) lines.emplace_back(line);
  });
  return lines;
}

void append_edit_line(const std::string& folder, const std::string& line) {
  const std::string path = RunPaths{folder}.edits();
  const base::UniqueFd fd(
      ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
  if (!fd) throw base::file_error("write", path, errno);
  share_file(fd.value(), folder);
  const std::string bytes = (ends_within_a_line(fd.value()) ? "\n" : "") + line + "\n";
  if (!base::write_all(fd.value(), bytes)) throw base::file_error("write", path, errno);
}

std::vector<Edit> sort_edits(std::vector<Edit> edits) {
  // By the keys too: two processes of one person may say something in the same millisecond, and both count.
  const auto parts = [](const Edit& edit) { return std::tie(edit.at, edit.by, edit.keys); };
  const auto before = [&](const Edit& a, const Edit& b) { return parts(a) < parts(b); };
  const auto same = [&](const Edit& a, const Edit& b) { return parts(a) == parts(b); };
  std::sort(edits.begin(), edits.end(), before);
  edits.erase(std::unique(edits.begin(), edits.end(), same), edits.end());
  return edits;
}

void apply_edits(const std::vector<Edit>& edits, Record& record) {
  for (const auto& edit : edits)
    for (const auto& [key, value] : edit.keys) {
      if (key == "message")
        record.message = value;
      else if (may_be_edited(key))
        record.unknown.set(key, base::Json::string(value));
    }
}

}  // namespace experiment
