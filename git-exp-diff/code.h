#pragma once

#include <string>
#include <vector>

#include "base/messages.h"
#include "git/repository.h"
#include "options.h"
#include "side.h"

namespace exp_diff {

/// Whether the files of commits differ.
enum class CodeState { same, different, unknown };
/// By the trees of the commits, by at most one git child. `unknown`: a commit that is needed is not here.
CodeState compare_trees(const git::Repository& repository, const std::vector<Side>& sides);

/// `git diff` of both commits with the options that were given, into our standard output. What it says of them.
/// `colour` counts where color.exp or NO_COLOR decides; else it is git's own matter.
CodeState show_code(const Side& before, const Side& after, const Options& options, const git::Config& config,
                    bool colour);

/// Warns of commits that are not here, with what brings them.
void warn_of_missing_commits(const git::Repository& repository, const std::vector<Side>& sides,
                             base::Messages& messages);

}  // namespace exp_diff
