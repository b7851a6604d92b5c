#pragma once

#include <string>

#include "experiment/store.h"

/// What makes an experiment's code outlive branches and tags, and gives it its name. Contract: storage.md, "Refs".
namespace experiment {

/// `refs/exp/commits/<commit>`: written before the tag; fine if it is there.
void keep_commit(const Store& store, const git::Oid& commit);

/// The annotated tag, with our trailer. False if the name is taken: a tag is never moved.
bool make_experiment_tag(const Store& store, const std::string& tag, const git::Oid& commit,
                         const std::string& message);

}  // namespace experiment
