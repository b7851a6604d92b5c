#include "experiment/config_file.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "experiment/invocation.h"
#include "experiment/names.h"

namespace experiment {
namespace {

constexpr const char* member = "config";

/// With its dot; "" for "Makefile" and ".hidden".
std::string_view extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? std::string_view() : name.substr(dot);
}

/// A tag's part may not begin with '.', a tag not with '-' or '#' either.
std::string sound_component(const std::string& text, bool is_first) {
  std::string component = with_sound_characters(text);
  component.erase(0, component.find_first_not_of(is_first ? ".-#" : "."));
  return component;
}

/// Through no link: one of a stranger's commit could name any file of ours.
bool is_plain_file(const std::string& top, const std::string& path) {
  std::string whole = top;
  for (const auto& part : base::split(path, '/')) {
    whole = base::path_join(whole, part);
    if (base::is_link(whole)) return false;
  }
  return base::is_regular_file(whole);
}

}  // namespace

void note_config(Record& record, const ConfigFile& config) {
  record.unknown.set(member, base::Json::object({{"path", base::Json::string(config.path)},
                                                 {"sha256", base::Json::string(config.sha256)}}));
}

std::optional<ConfigFile> find_config(const Record& record) {
  const base::Json* config = record.unknown.find(member);
  if (!config || !config->is_object() || config->text_of("path").empty()) return std::nullopt;
  return ConfigFile{config->text_of("path"), config->text_of("sha256")};
}

std::string describe_config(const Record& record) {
  constexpr std::size_t shown_digits = 12;
  const auto config = find_config(record);
  return config ? config->path + " (" + config->sha256.substr(0, shown_digits) + ")" : "";
}

bool leads_out_of_tree(std::string_view path) {
  const auto parts = base::split(path, '/');
  return path.starts_with('/') ||
         std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part == ".." || part == ".git"; });
}

std::string config_argument(const Record& record) {
  const auto config = find_config(record);
  if (!config || leads_out_of_tree(config->path)) return "";
  auto folders = base::split(record.cwd, '/'), parts = base::split(config->path, '/');
  if (record.cwd.empty()) folders.clear();
  const std::size_t most = std::min(folders.size(), parts.size() - 1);
  std::size_t same = 0;
  while (same < most && folders[same] == parts[same]) ++same;
  std::string path;
  for (std::size_t i = same; i < folders.size(); ++i) path += "../";
  parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(same));
  path += base::join(parts, "/");
  return path.starts_with('-') ? "./" + path : path;
}

std::string name_after_config(std::string_view path, bool with_folders) {
  const std::string file = base::path_name(path);
  path.remove_suffix(extension_of(file).size());
  std::string name;
  if (!with_folders) return sound_component(base::path_name(path), true);
  for (const auto& part : base::split(path, '/'))
    name += (name.empty() ? "" : "/") + sound_component(part, name.empty());
  return name;
}

void copy_config(const Record& record, const RunPaths& paths, const std::string& code_top, base::Messages& messages) {
  const auto config = find_config(record);
  if (!config || leads_out_of_tree(config->path)) return;
  const std::string copy =
      base::path_join(paths.folder, "config" + std::string(extension_of(base::path_name(config->path))));
  if (base::path_exists(copy)) return;  // of an earlier attempt; or the program has its own there
  const std::string name = "config file " + base::quoted(config->path);
  base::ReadResult file;
  if (is_plain_file(code_top, config->path))
    file = base::read_file(base::path_join(code_top, config->path), largest_config);
  else
    file.failure = base::ReadFailure::not_a_file;
  if (file.failure) {
    messages.warning(name + " cannot be read in " + base::quoted(code_top) + ", and is not copied");
    return;
  }
  if (base::sha256(file.bytes) != config->sha256)
    messages.warning(name + " is not the same as when " + base::quoted(record.run) + " was made");
  (void)base::create_exclusively(copy, file.bytes);
}

}  // namespace experiment
