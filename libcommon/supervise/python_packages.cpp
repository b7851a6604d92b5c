#include "supervise/python_packages.h"

#include <map>
#include <optional>
#include <string_view>

#include "base/file.h"
#include "base/text.h"
#include "experiment/json_parse.h"
#include "supervise/file_head.h"
#include "supervise/recorded_variables.h"

namespace supervise {
namespace {

constexpr std::size_t metadata_head = 4096;

struct Distribution {
  std::string name, version;
};

/// Names that packaging tools take for one (PEP 503).
std::string normal_name(std::string_view name) {
  std::string normal;
  for (const char c : base::lower_ascii(name)) {
    const bool separator = c == '-' || c == '_' || c == '.';
    if (!separator)
      normal += c;
    else if (!normal.ends_with('-'))
      normal += '-';
  }
  return normal;
}

/// The fields stand among the first lines; the long description that follows is not needed.
std::optional<Distribution> parse_metadata(const std::string& head) {
  Distribution found;
  for (const auto& line : base::split(head, '\n')) {
    if (line.empty() || line == "\r") break;
    const std::string_view text = line;
    if (text.starts_with("Name:")) found.name = base::trim(text.substr(5));
    if (text.starts_with("Version:")) found.version = base::trim(text.substr(8));
  }
  if (found.name.empty() || found.version.empty()) return std::nullopt;
  return found;
}

/// "PyYAML-6.0-py3.11" and the like: the version begins behind the first dash that a digit follows.
std::optional<Distribution> parse_folder_name(std::string_view stem) {
  for (auto dash = stem.find('-'); dash != stem.npos; dash = stem.find('-', dash + 1)) {
    const std::string_view rest = stem.substr(dash + 1);
    if (rest.empty() || rest[0] < '0' || rest[0] > '9') continue;
    return Distribution{std::string(stem.substr(0, dash)), std::string(rest.substr(0, rest.find('-')))};
  }
  return std::nullopt;
}

/// PEP 610: where it was installed from, if not from an index.
std::string origin_of(const std::string& dist_info) {
  const std::string text = read_head(base::path_join(dist_info, "direct_url.json"), 16384);
  if (text.empty()) return "";
  const auto json = experiment::parse_json(text).value;
  if (!json) return "";
  const std::string url = without_credentials(json->text_of("url"));
  const base::Json* vcs = json->find("vcs_info");
  if (!vcs) return url;
  return vcs->text_of("vcs") + "+" + url + "@" + vcs->text_of("commit_id");
}

class Collector {
 public:
  void collect(const std::string& folder) {
    for (const auto& entry : base::find_entries(folder).value_or(std::vector<std::string>())) {
      // pip moves what it replaces to "~ame-1.0.dist-info", and sometimes leaves it there.
      if (entry.starts_with('~') || entry.starts_with('.')) continue;
      const std::string path = base::path_join(folder, entry);
      if (entry.ends_with(".dist-info"))
        add(entry, ".dist-info", read_head(base::path_join(path, "METADATA"), metadata_head), origin_of(path));
      else if (entry.ends_with(".egg-info"))
        add_egg_info(entry, path);
      else if (entry.ends_with(".egg"))
        add(entry, ".egg", read_head(base::path_join(path, "EGG-INFO/PKG-INFO"), metadata_head), "");
      else if (entry.ends_with(".egg-link"))
        add_linked(path);
    }
  }

  base::Json result() {
    base::Json packages = base::Json::object();
    for (auto& [normal, package] : found_)
      packages.members().emplace_back(package.name, base::Json::string(std::move(package.version)));
    return packages;
  }

 private:
  void add(const std::string& entry, std::string_view ending, const std::string& metadata, const std::string& origin) {
    auto found = parse_metadata(metadata);
    if (!found) found = parse_folder_name(std::string_view(entry).substr(0, entry.size() - ending.size()));
    if (!found) return;
    if (!origin.empty()) found->version += " (" + origin + ")";
    std::string normal = normal_name(found->name);
    found_.emplace(std::move(normal), std::move(*found));
  }

  void add_egg_info(const std::string& entry, const std::string& path, const std::string& origin = "") {
    const std::string file = base::is_folder(path) ? base::path_join(path, "PKG-INFO") : path;
    add(entry, ".egg-info", read_head(file, metadata_head), origin);
  }

  /// `pip install -e` of old: a file that holds the project's folder.
  void add_linked(const std::string& path) {
    const std::string text = read_head(path, metadata_head);
    const std::string folder(base::trim(std::string_view(text).substr(0, text.find('\n'))));
    if (folder.empty() || folder[0] != '/') return;
    for (const auto& entry : base::find_entries(folder).value_or(std::vector<std::string>()))
      if (entry.ends_with(".egg-info")) add_egg_info(entry, base::path_join(folder, entry), "file://" + folder);
  }

  std::map<std::string, Distribution> found_;  ///< by normal name
};

}  // namespace

base::Json python_packages(const std::vector<std::string>& folders) {
  Collector collector;
  for (const auto& folder : folders) collector.collect(folder);
  return collector.result();
}

}  // namespace supervise
