#include "supervise/checkout_survey.h"

#include <algorithm>
#include <optional>

#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "supervise/checkout_walk.h"
#include "supervise/commit_files.h"

namespace supervise {
namespace {

/// One tree's two children of git, which run beside each other.
class Inquiry {
 public:
  explicit Inquiry(SurveyedTree& tree)
      : tree_(tree), files_(tree.repository, tree.commit), changed_(git::changed_command(tree.tree)) {}

  /// False if git failed.
  bool collect_files() {
    auto files = files_.collect();
    if (files) tree_.files = std::move(*files);
    return files.has_value();
  }
  bool collect_changed(std::vector<std::string>& changed) {
    process::Result result = changed_.wait();
    if (result.status != 0 && process::run(git::new_index_command(tree_.tree)).status == 0)
      result = process::run(git::changed_command(tree_.tree));
    if (result.status != 0) return false;
    for (const auto& path : git::changed_paths(result.out)) changed.push_back(tree_.prefix + path);
    return true;
  }

 private:
  SurveyedTree& tree_;
  CommitFiles files_;
  process::Child changed_;
};

/// The submodules that are filled, which their `.git` file says.
std::vector<SurveyedTree> find_filled_submodules(const SurveyedTree& outer) {
  std::vector<SurveyedTree> filled;
  for (const auto& entry : outer.files) {
    if (!entry.is_submodule) continue;
    const std::string top = base::path_join(outer.tree.top, entry.path);
    const auto repository = git::find_repository_of(top);
    const auto tree = repository ? git::find_work_tree(*repository, top) : std::nullopt;
    if (tree) filled.push_back({*tree, *repository, entry.id, outer.prefix + entry.path + "/", {}});
  }
  return filled;
}

}  // namespace

Survey survey_checkout(const std::string& repository, const git::WorkTree& tree, const git::Oid& commit,
                       const std::vector<std::string>& discard) {
  const base::Trace trace("survey of the checkout");
  Survey survey;
  std::vector<SurveyedTree> waiting = {{tree, repository, commit, "", {}}};
  while (!waiting.empty()) {
    SurveyedTree one = std::move(waiting.back());
    waiting.pop_back();
    // A submodule that we were filling when we were killed.
    if (!git::is_complete(one.tree)) process::run(git::new_index_command(one.tree));
    Inquiry inquiry(one);
    if (!inquiry.collect_files()) {
      survey.fault = "git cannot list the files of commit " + one.commit.abbreviated();
      return survey;
    }
    auto inner = find_filled_submodules(one);
    CheckoutWalk(one, inner, discard, survey).run();
    if (!inquiry.collect_changed(survey.changed)) {
      survey.fault = "git cannot tell what was changed in " + base::quoted(one.tree.top);
      return survey;
    }
    for (auto& submodule : inner) waiting.push_back(std::move(submodule));
    survey.trees.push_back(std::move(one));
  }
  return survey;
}

}  // namespace supervise
