#pragma once

#include <optional>
#include <string>

#include "experiment/index.h"
#include "experiment/store.h"

/// What a command means that is given no experiment or run: what `git exp-use` chose, for a shell or for a user.
/// Contract: storage.md, "Sets, titles, tables".
namespace experiment {

struct Current {
  std::string name;       ///< as it was chosen: "asr", "asr/3", "asr/3-1a2b"
  std::string uuid;       ///< of a run, where it is known
  bool of_shell = false;  ///< from GIT_EXP_CURRENT, which wins over the user's

  /// For people: "GIT_EXP_CURRENT", "git exp-use".
  std::string source() const;
  /// What to type to be rid of it.
  std::string unset_hint() const;
};

/// Nothing if there is none, or what was written is no name.
std::optional<Current> find_current(const Store& store);

/// The experiment that is meant, "asr" of "asr" and of "asr/3". Nothing if it is no name of an experiment (GIT_EXP_CURRENT
/// may be a uuid).
std::optional<std::string> find_tag_of(const Store& store, const Current& current);

/// The run that is meant; of an experiment its latest. UserError, with how to be rid of it, where that is gone.
ResolvedRun resolve_current(const Store& store, const Current& current);

/// The user's file, replaced atomically: `<common dir>/exp/user/<name>/current`, "<name>" or "<name> <uuid>". Throws
/// base::file_error.
void write_current(const Store& store, const std::string& name, const std::string& uuid);
/// False if there was none. Throws base::file_error.
bool remove_current(const Store& store);

}  // namespace experiment
