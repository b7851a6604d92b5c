#include "git/drift.h"

#include "base/text.h"

namespace git {
namespace {

process::Command diff_command(const std::string& top, const Oid& commit) {
  process::Command command;
  command.argv = {
      "git",        "-C", top, "--no-pager", "diff", "--name-only", "-z", "--no-ext-diff", "--ignore-submodules=none",
      commit.hex(), "--"};
  command.environment = process::environment_with({"GIT_OPTIONAL_LOCKS=0"}, {"GIT_EXTERNAL_DIFF"});
  return command;
}

}  // namespace

DriftCheck::DriftCheck(const std::string& top, const Oid& commit) : child_(diff_command(top, commit)) {}

std::vector<std::string> DriftCheck::collect(bool& failed) {
  const process::Result result = child_.wait();
  failed = result.status != 0;
  std::vector<std::string> paths;
  if (failed) return paths;
  for (auto& path : base::split(result.out, '\0'))
    if (!path.empty()) paths.push_back(std::move(path));
  return paths;
}

}  // namespace git
