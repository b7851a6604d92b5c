#include "experiment/keep.h"

#include "base/error.h"
#include "git/stale_lock.h"

namespace experiment {

void keep_commit(const Store& store, const git::Oid& commit) {
  const std::string ref = "refs/exp/commits/" + commit.hex();
  git::remove_stale_lock(store.repository, ref, store.messages);
  if (!store.repository.find_ref(ref) && store.repository.create_ref(ref, commit, "git-exp: keep"))
    store.messages.detail("the commit is kept as " + ref);
}

bool make_experiment_tag(const Store& store, const std::string& tag, const git::Oid& commit,
                         const std::string& message) {
  const std::string name = store.settings.tag_prefix + tag;
  git::remove_stale_lock(store.repository, "refs/tags/" + name, store.messages);
  if (!store.repository.create_tag(name, commit, message + "\n\nExp-Experiment: 1\n")) return false;
  store.messages.detail("tag " + base::quoted(name) + " made on " + commit.hex());
  return true;
}

}  // namespace experiment
