#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/index.h"
#include "supervise/checkout.h"
#include "supervise/supervisor.h"

namespace supervise {

/// UserError that says what brings it, where the commit of a run is not in this repository.
void require_commit_here(const experiment::Store& store, const experiment::KnownRun& run);

/// UserError for a folder of the program (`cwd`), or a config file, that is not below the top: a record may come from anybody.
void require_sound_folder(const experiment::KnownRun& run);

/// now: the user waits for it. later: in the background or a queue, while the user goes on working.
enum class Start { now, later };

/// Where the code of a run lies. What starts now: the user's own tree, where HEAD is the run's commit and the tree is clean, else
/// a checkout. What starts later: a checkout, which no edit reaches, unless exp.isolate is `never`. The user's tree is never
/// changed.
class CodePlace {
 public:
  /// Decides by exp.isolate; nothing is written. UserError where exp.isolate is `never` and it would take a checkout.
  CodePlace(const experiment::Store& store, const git::Oid& commit, const std::string& run, Start start = Start::now);

  bool is_isolated() const { return isolated_; }
  /// Does not look for what of the live tree the program may miss: it was said of another run of the commit.
  void be_brief() { is_brief_ = true; }
  /// Takes the checkout for a run, if it needs one. Throws as Checkout::take() does; nothing is left then.
  void take(const experiment::RunPaths& run);
  /// The same for a run that has no number yet: then claims that, and its first attempt, which stands in the record. On an
  /// exception there is no run.
  experiment::RunPaths claim(experiment::Record& record);
  /// The attempt is claimed and on disk, as supervise_attempt() wants it; `attendance` need not name
  /// folders. Says what of the live tree the program may miss in the checkout, and gives that back in the end.
  /// If no checkout was taken before that is needed, it is taken now; a failure of that closes the run as failed.
  AttemptEnd attend(experiment::Record& record, const experiment::RunPaths& paths, Attendance attendance);

 private:
  void advise(const experiment::Record& record, const experiment::RunPaths& paths) const;
  std::vector<std::string> editable_variables(const experiment::Record& record, const experiment::RunPaths& paths,
                                              const Attendance& attendance) const;
  std::string give_back();

  const experiment::Store& store_;
  git::Oid commit_;
  std::string live_top_;
  bool isolated_ = false, is_brief_ = false;
  std::optional<Checkout> checkout_;
};

}  // namespace supervise
