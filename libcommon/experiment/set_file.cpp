#include "experiment/set_file.h"

#include <algorithm>

#include "base/text.h"

namespace experiment {
namespace {

constexpr std::string_view utf8_bom = "\xef\xbb\xbf";

/// The run that a line names; "" for a comment or a blank line. No ref name holds a blank, so " #" begins a comment.
std::string_view name_of(std::string_view line) {
  line = base::trim(line);
  if (line.starts_with('#')) return {};
  line = line.substr(0, line.find_first_of(" \t"));
  while (line.ends_with('/')) line.remove_suffix(1);
  return line;
}

}  // namespace

SetFile SetFile::parse(std::string_view text) {
  SetFile file;
  if (text.starts_with(utf8_bom)) {
    file.bom_ = utf8_bom;
    text.remove_prefix(utf8_bom.size());
  }
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    file.lines_.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
    if (const auto name = name_of(file.lines_.back()); !name.empty()) file.names_.emplace(name);
  }
  if (!file.lines_.empty() && file.lines_.front().ends_with("\r\n")) file.line_end_ = "\r\n";
  return file;
}

std::vector<std::string> SetFile::runs() const {
  std::vector<std::string> runs;
  std::unordered_set<std::string_view> seen;
  for (const auto& line : lines_)
    if (const auto name = name_of(line); !name.empty() && seen.insert(name).second) runs.emplace_back(name);
  return runs;
}

bool SetFile::contains(const std::string& run) const {
  return names_.contains(run);
}

bool SetFile::add(const std::string& run) {
  if (!names_.insert(run).second) return false;
  if (!lines_.empty() && !lines_.back().ends_with('\n')) lines_.back() += line_end_;
  lines_.push_back(run + line_end_);
  return true;
}

bool SetFile::remove(const std::string& run) {
  if (names_.erase(run) == 0) return false;
  lines_.erase(std::remove_if(lines_.begin(), lines_.end(), [&](const auto& line) { return name_of(line) == run; }),
               lines_.end());
  return true;
}

std::string SetFile::text() const {
  return bom_ + base::join(lines_, "");
}

}  // namespace experiment
