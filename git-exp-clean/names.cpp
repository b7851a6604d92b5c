#include "names.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "experiment/folder_scan.h"

namespace exp_clean {
namespace {

using experiment::KnownRun;
using experiment::ResolvedRun;
using experiment::Store;

class Search {
 public:
  Search(const Store& store, const std::vector<KnownRun>& all, const std::vector<ResolvedRun>& removed)
      : store_(store), removed_(removed) {
    std::set<std::string> uuids;
    for (const auto& run : removed) {
      uuids.insert(run.run.record.uuid);
      removed_folders_.insert(run.run.folder);
    }
    for (const auto& run : all)
      if (uuids.count(run.record.uuid) == 0) remaining_.push_back(&run);
  }

  Names find(std::set<std::string> tags, bool is_doubtful) {
    std::set<git::Oid> commits;
    for (const auto& run : removed_) {
      tags.insert(run.run.record.tag);
      if (const auto commit = git::Oid::parse(run.run.record.commit)) commits.insert(*commit);
    }
    std::erase_if(tags, [&](const std::string& tag) { return is_needed(tag); });
    if (is_doubtful && !tags.empty()) {
      names_.kept.emplace_back("names of experiments stay, because not all that is known of runs could be read");
      return std::move(names_);
    }
    for (const auto& tag : tags) look_at_tag(tag, commits);
    for (const auto& commit : commits) look_at_commit(commit);
    return std::move(names_);
  }

 private:
  bool is_needed(const std::string& tag) const {
    return std::any_of(remaining_.begin(), remaining_.end(),
                       [&](const KnownRun* run) { return run->record.tag == tag; });
  }

  /// A numbered folder that is none of the removed runs': of an older tool, or with a record that cannot be read.
  std::string find_other_folder(const std::string& tag) const {
    for (const auto& folder : experiment::find_run_folders(store_.settings.result_dir, tag))
      if (removed_folders_.count(folder.path) == 0 && folder.name.starts_with(tag + "/")) return folder.path;
    return "";
  }

  void look_at_tag(const std::string& tag, std::set<git::Oid>& commits) {
    auto found = store_.repository.find_tag(store_.settings.tag_prefix + tag);
    if (!found) return;
    const bool has_runs = std::any_of(removed_.begin(), removed_.end(),
                                      [&](const ResolvedRun& run) { return run.run.record.tag == tag; });
    const std::string the_tag = "the tag " + base::quoted(found->name) + " stays: ";
    if (const auto other = find_other_folder(tag); !other.empty())
      names_.kept.push_back(the_tag + base::quoted(other) + " lies beside the runs");
    else if (!found->annotated || !is_ours(found->name))
      names_.kept.push_back(the_tag + "it was not made by git-exp");
    else if (has_runs && commits.count(found->commit) == 0)
      names_.kept.push_back(the_tag + "it names another commit than the runs");
    else {
      commits.insert(found->commit);
      names_.tags.push_back(std::move(*found));
    }
  }

  void look_at_commit(const git::Oid& commit) {
    const bool has_run = std::any_of(remaining_.begin(), remaining_.end(),
                                     [&](const KnownRun* run) { return run->record.commit == commit.hex(); });
    const auto target = has_run ? std::nullopt : store_.repository.find_ref(keeping_ref(commit));
    if (!target || *target != commit) return;
    for (const auto& tag : store_.repository.tags_at(commit)) {
      const bool goes = std::any_of(names_.tags.begin(), names_.tags.end(),
                                    [&](const git::Tag& its) { return its.name == tag.name; });
      if (!goes && is_ours(tag.name)) return;
    }
    names_.commits.push_back(commit);
  }

  /// With git-exp's trailer.
  bool is_ours(const std::string& name) {
    const std::string& prefix = store_.settings.tag_prefix;
    if (!ours_) {
      const auto all = experiment::tagged_experiments(store_);
      ours_.emplace(all.begin(), all.end());
    }
    return name.starts_with(prefix) && ours_->count(name.substr(prefix.size())) > 0;
  }

  const Store& store_;
  const std::vector<ResolvedRun>& removed_;
  std::set<std::string> removed_folders_;
  std::vector<const KnownRun*> remaining_;
  std::optional<std::set<std::string>> ours_;  ///< asked for once
  Names names_;
};

}  // namespace

Names find_needless_names(const Store& store, const std::vector<KnownRun>& all, const std::vector<ResolvedRun>& removed,
                          const std::set<std::string>& tags, bool is_doubtful) {
  return Search(store, all, removed).find(tags, is_doubtful);
}

std::string keeping_ref(const git::Oid& commit) {
  return "refs/exp/commits/" + commit.hex();
}

void remove_names(const Store& store, const Names& names) {
  // While the tag is there, the next call finds what a killed one has left.
  for (const auto& commit : names.commits)
    if (store.repository.delete_ref(keeping_ref(commit), commit))
      store.messages.detail("the commit " + commit.abbreviated() + " is not kept any more");
  for (const auto& tag : names.tags) {
    if (store.repository.delete_tag(tag))
      store.messages.note("removed the tag " + base::quoted(tag.name) + " (it was " + tag.commit.abbreviated() + ")");
    else
      store.messages.warning("the tag " + base::quoted(tag.name) + " stays: somebody has just changed it");
  }
}

}  // namespace exp_clean
