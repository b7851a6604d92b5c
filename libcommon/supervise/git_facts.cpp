#include "supervise/git_facts.h"

#include "base/file.h"
#include "base/text.h"
#include "supervise/recorded_variables.h"

namespace supervise {

using base::Json;

Json remote_facts(const std::vector<std::pair<std::string, std::string>>& remotes) {
  Json facts = Json::object();
  for (const auto& [name, url] : remotes)
    if (!facts.find(name)) facts.set(name, Json::string(without_credentials(url)));
  return facts;
}

Json submodule_facts(const std::string& top, const std::vector<std::string>& environment, ToolRunner& tools) {
  Json facts = Json::object();
  if (top.empty() || !base::is_regular_file(base::path_join(top, ".gitmodules"))) return facts;
  const auto git = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", top});
    auto result = tools.run({{.argv = std::move(words), .environment = environment}})[0];
    return result.status == 0 && !result.timed_out ? base::split(result.out, '\0') : std::vector<std::string>();
  };
  std::vector<std::string> list = {"ls-tree", "-z", "HEAD", "--"};
  for (const auto& entry : git({"config", "--file", ".gitmodules", "-z", "--get-regexp", R"(\.path$)"}))
    if (const auto at = entry.find('\n'); at != entry.npos) list.push_back(entry.substr(at + 1));
  if (list.size() == 4) return facts;
  // "160000 commit <id>\t<path>"
  for (const auto& entry : git(list)) {
    const auto tab = entry.find('\t');
    const auto words = base::split_words(std::string_view(entry).substr(0, tab));
    if (tab != entry.npos && words.size() == 3 && words[0] == "160000")
      facts.set(entry.substr(tab + 1), Json::string(words[2]));
  }
  return facts;
}

}  // namespace supervise
