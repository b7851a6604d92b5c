#pragma once

#include "experiment/record.h"
#include "experiment/store.h"
#include "git/repository.h"

/// What must hold before a run is made. Each throws base::UserError with what to type.
namespace exp_run {

/// The commit of HEAD: a run is of a commit.
git::Oid require_commit(const git::Repository& repository);

/// Clean by git's own word. Our folders, exp.seedFile and a result folder inside the tree do not count.
void require_clean_tree(const experiment::Store& store);

/// The same text for two runs of the same experiment, commit, argv as given, folder, config file, overrides, --env, explicit seed
/// and checkpoint that they were forked from.
std::string identity_of(const experiment::Record& record);
bool is_same_run(const experiment::Record& a, const experiment::Record& b);

/// The same run is active.
void refuse_if_active(const experiment::Store& store, const experiment::Record& record);

/// The same after the claim, against the runs numbered just before: of several that are started in one moment, whose markers
/// none could see yet, the one with the lowest number goes on. Our own is then closed as failed.
void withdraw_if_active(const experiment::Store& store, experiment::Record& record, const experiment::RunPaths& paths);

}  // namespace exp_run
