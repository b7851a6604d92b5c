#include "experiment/remote_records.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace experiment {
namespace {

/// `origin`, else the first one; "" without any.
std::string find_remote(const git::Config& config) {
  constexpr std::string_view start = "remote.", end = ".url";
  std::string remote;
  for (const auto& [key, value] : config.entries()) {
    if (!key.starts_with(start) || !key.ends_with(end) || key.size() <= start.size() + end.size()) continue;
    const std::string name = key.substr(start.size(), key.size() - start.size() - end.size());
    if (remote.empty() || name == "origin") remote = name;
  }
  return remote;
}

}  // namespace

void hint_at_remote_records(const Store& store) {
  const git::Config& config = store.repository.config();
  const std::string remote = find_remote(config);
  if (remote.empty()) return;
  const auto refspecs = config.find_all("remote." + remote + ".fetch");
  const bool is_told = std::any_of(refspecs.begin(), refspecs.end(), [](const std::string& refspec) {
    return refspec.find(":refs/exp-remotes/") != refspec.npos;
  });
  if (!is_told) {
    store.messages.hint("what others recorded comes from " + base::quoted(remote) + " once git is told to fetch it:");
    const std::string add = "  git config --add " + base::shell_quote("remote." + remote + ".fetch") + " ";
    const std::string into = ":refs/exp-remotes/" + remote + "/";
    store.messages.hint(add + base::shell_quote("+refs/notes/exp*" + into + "notes/exp*"));
    store.messages.hint(add + base::shell_quote("+refs/exp/commits/*" + into + "commits/*"));
  }
  store.messages.hint((is_told ? "" : "  ") + ("git fetch " + base::shell_quote(remote)) +
                      (is_told ? "   brings what others recorded" : ""));
}

}  // namespace experiment
