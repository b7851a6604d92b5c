#pragma once

#include <string_view>
#include <vector>

namespace hooks {

/// A hook as it stands in this folder.
struct HookFile {
  std::string_view name;  ///< the file's name: post-commit, post-merge, pre-push
  std::string_view text;  ///< the whole script
};

/// The hooks that `git exp-init --hooks` installs.
const std::vector<HookFile>& files();

}  // namespace hooks
