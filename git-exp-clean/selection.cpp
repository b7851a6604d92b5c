#include "selection.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/names.h"
#include "experiment/run_word.h"
#include "experiment/trust.h"

namespace exp_clean {
namespace {

using experiment::KnownRun;
using experiment::ResolvedRun;
using experiment::Store;

constexpr std::size_t shown_uuid = 8;

class Selector {
 public:
  Selector(const Store& store, const std::vector<KnownRun>& all) : store_(store), all_(all) {
    for (const auto& run : all) {
      uuids_of_[run.record.run].insert(run.record.uuid);
      const auto name = experiment::parse_run_name(run.record.run);
      if (name && !name->below.empty()) evaluations_.push_back(&run);
    }
  }

  void select(const std::string& word) {
    if (base::is_glob(word)) return select_pattern(word);
    if (word != "@") {
      const auto read = experiment::read_run_word(store_, word);
      if (!read.tag.empty() && is_experiment(read.tag)) return select_experiment(read.tag);
    }
    try {
      add(experiment::resolve_run(store_, word));
    } catch (const base::UserError&) {
      if (const auto foreign = experiment::find_foreign_run(store_, word))
        throw base::UserError(base::quoted(word) + " is a folder of an older tool, without a record",
                              {"rm -r " + base::shell_quote(foreign->folder)});
      throw;
    }
  }

  Selection take() {
    add_evaluations();
    return std::move(selection_);
  }

 private:
  bool is_experiment(const std::string& tag) const {
    const auto is_of_tag = [&](const KnownRun& run) { return run.record.tag == tag; };
    return std::any_of(all_.begin(), all_.end(), is_of_tag) ||
           store_.repository.find_tag(store_.settings.tag_prefix + tag).has_value();
  }

  void select_experiment(const std::string& tag) {
    selection_.tags.insert(tag);
    for (const auto& run : all_)
      if (run.record.tag == tag) add_own({name_of(run), run});
  }

  void select_pattern(const std::string& glob) {
    for (auto& run : experiment::resolve_runs(store_, {glob})) add_own(std::move(run));
  }

  /// Of many, those that are somebody else's are passed over.
  void add_own(ResolvedRun run) {
    if (run.run.remote.empty() && experiment::is_own(store_, run.run))
      add(std::move(run));
    else
      ++selection_.fetched;
  }

  void add(ResolvedRun run) {
    if (seen_.insert(run.run.record.uuid).second) selection_.runs.push_back(std::move(run));
  }

  /// They lie in the folder of their run, and go with it.
  void add_evaluations() {
    const std::vector<ResolvedRun> runs = std::move(selection_.runs);
    selection_.runs.clear();
    for (const auto& run : runs) {
      for (const KnownRun* evaluation : evaluations_) {
        const std::string& folder = run.run.folder;
        if (!folder.empty() && base::path_below(evaluation->folder, folder) != evaluation->folder)
          add({name_of(*evaluation), *evaluation});
      }
      selection_.runs.push_back(run);
    }
  }

  /// Several runs may have one name.
  std::string name_of(const KnownRun& run) const {
    const bool is_unique = uuids_of_.at(run.record.run).size() == 1;
    return is_unique ? run.record.run : run.record.run + "-" + run.record.uuid.substr(0, shown_uuid);
  }

  const Store& store_;
  const std::vector<KnownRun>& all_;
  std::unordered_map<std::string, std::set<std::string>> uuids_of_;  ///< by the runs' names
  std::vector<const KnownRun*> evaluations_;
  Selection selection_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Selection select_runs(const Store& store, const std::vector<KnownRun>& all, const std::vector<std::string>& words) {
  Selector selector(store, all);
  for (const auto& word : words) selector.select(word);
  return selector.take();
}

}  // namespace exp_clean
