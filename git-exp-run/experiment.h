#pragma once

#include <optional>
#include <string>

#include "experiment/store.h"
#include "git/oid.h"
#include "options.h"

namespace exp_run {

/// The experiment that a run belongs to.
struct Experiment {
  std::string tag;      ///< as the user says it, without exp.tagPrefix
  std::string base;     ///< the tag before --extra
  bool next = false;    ///< `tag` was chosen by --next
  bool exists = false;  ///< its git tag is there, on this commit
};

/// By --next, --extra, the tag given, the current experiment (git exp-use) if it is at HEAD, or the one experiment there. Throws base::UserError: a bad name, a name that is a
/// command or a file here (`git exp-run python train.py`), a tag on another commit, no or several experiments at HEAD.
/// Writes nothing.
Experiment choose_experiment(const experiment::Store& store, const Options& options, const git::Oid& commit);

/// A program's name where a new tag is expected is more often a forgotten tag than a name: UserError for `options.tag` that
/// is a command or a file here, unless there was a `--`.
void refuse_program_as_tag(const experiment::Store& store, const Options& options);

/// Keeps the commit (refs/exp/commits/…), then makes the tag if it is not there. Afterwards both are there and the tag is on
/// this commit, or UserError (somebody else made it on another commit meanwhile).
void create_experiment(const experiment::Store& store, const Experiment& experiment, const git::Oid& commit,
                       const std::string& message);

}  // namespace exp_run
