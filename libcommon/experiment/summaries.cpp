#include "experiment/summaries.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/trace.h"
#include "experiment/packed.h"
#include "experiment/summary_cache.h"
#include "experiment/summary_sources.h"

namespace experiment {
namespace {

/// Fewer new runs are read again in less time than it takes to write all summaries.
constexpr std::size_t little = 250;
constexpr std::size_t little_of_all = 200;

class Loader {
 public:
  Loader(const Store& store, const SummaryKind& kind)
      : store_(store),
        kind_(kind),
        cache_(store, kind.name, full_key(store, kind)),
        sources_(store, cache_.summaries()) {}

  std::vector<std::string> load() {
    const base::Trace trace("load summaries of all runs");
    find_valid_summaries();
    read_sources();
    summarise(sources_.collect_runs(read_));
    sources_.save_digests();
    save();
    for (const auto* summary : valid_) texts_.emplace_back(summary->text);
    return std::move(texts_);
  }

 private:
  /// Sources that have to do with each other, and their runs.
  struct Part {
    std::vector<std::size_t> sources;
    std::vector<KnownRun> runs;
    bool may_be_kept = true;
  };

  static std::string full_key(const Store& store, const SummaryKind& kind) {
    Packer packer;
    packer.text(store.settings.result_dir);
    for (const auto& metric : metrics_of_digests(store.settings)) packer.text(metric);
    packer.text(kind.key);
    return packer.take();
  }

  void find_valid_summaries() {
    std::vector<bool> is_covered(sources_.all().size());
    for (const auto& summary : cache_.summaries()) {
      std::vector<std::size_t> its_sources;
      for (const auto& source : summary.sources) {
        const auto found = sources_.find(source.name);
        if (found && sources_.all()[*found].stamp == source.stamp) its_sources.push_back(*found);
      }
      if (its_sources.size() != summary.sources.size()) continue;
      valid_.push_back(&summary);
      for (const std::size_t i : its_sources) is_covered[i] = true;
    }
    for (std::size_t i = 0; i < is_covered.size(); ++i)
      if (!is_covered[i]) unread_.push_back(i);
  }

  /// Until nothing that is read has to do with a summary that counts.
  void read_sources() {
    const base::Trace trace("read what has no summary");
    while (!unread_.empty()) {
      const std::vector<std::size_t> now = std::move(unread_);
      unread_.clear();
      sources_.read(now);
      std::unordered_set<Token> tokens;
      for (const std::size_t i : now) tokens.insert(sources_.all()[i].tokens.begin(), sources_.all()[i].tokens.end());
      read_.insert(read_.end(), now.begin(), now.end());
      std::erase_if(valid_, [&](const Summary* summary) {
        bool is_touched = false;
        summary->for_each_token([&](Token token) { is_touched = is_touched || tokens.count(token) > 0; });
        if (is_touched)
          for (const auto& source : summary->sources) unread_.push_back(*sources_.find(source.name));
        return is_touched;
      });
    }
  }

  void summarise(std::vector<KnownRun> runs) {
    const base::Trace trace("summarise");
    std::vector<Part> parts = make_parts(std::move(runs));
    for (Part& part : parts) {
      for (const auto& run : part.runs)
        if (is_active(run.record.state) && !run.folder.empty()) part.may_be_kept = false;
      texts_.push_back(kind_.summarise(std::move(part.runs)));
      if (part.may_be_kept) keep(part, texts_.back());
    }
  }

  /// What has a token in common belongs together.
  std::vector<Part> make_parts(std::vector<KnownRun> runs) {
    std::vector<std::size_t> leader(sources_.all().size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
      while (leader[i] != i) i = leader[i] = leader[leader[i]];
      return i;
    };
    std::unordered_map<Token, std::size_t> source_of;
    for (const std::size_t i : read_)
      for (const Token token : sources_.all()[i].tokens)
        leader[find(i)] = find(source_of.try_emplace(token, i).first->second);

    std::vector<Part> parts;
    std::unordered_map<std::size_t, std::size_t> part_of;
    for (const std::size_t i : read_) {
      const auto [found, is_new] = part_of.try_emplace(find(i), parts.size());
      if (is_new) parts.emplace_back();
      Part& part = parts[found->second];
      part.sources.push_back(i);
      part.may_be_kept = part.may_be_kept && sources_.all()[i].may_be_kept;
    }
    // The lines of a uuid that says two things are warned of.
    std::unordered_map<Token, Token> identity_of;
    for (const std::size_t i : read_)
      for (const auto& [uuid, identity] : sources_.all()[i].identities)
        if (identity_of.try_emplace(uuid, identity).first->second != identity)
          parts[part_of.at(find(i))].may_be_kept = false;
    for (auto& run : runs) {
      const std::size_t i = source_of.at(token_of('c', run.record.commit));
      parts[part_of.at(find(i))].runs.push_back(std::move(run));
    }
    return parts;
  }

  void keep(const Part& part, const std::string& text) {
    Summary summary;
    std::vector<Token> tokens;
    for (const std::size_t i : part.sources) {
      const Source& source = sources_.all()[i];
      SummarySource& kept = summary.sources.emplace_back(SummarySource{source.name, source.stamp, {}});
      if (source.folder) kept.rich_ids.assign(source.folder->rich_ids.begin(), source.folder->rich_ids.end());
      tokens.insert(tokens.end(), source.tokens.begin(), source.tokens.end());
    }
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    summary.tokens = kept_texts_.emplace_back(pack_tokens(tokens));
    summary.text = kept_texts_.emplace_back(text);
    made_.push_back(std::move(summary));
  }

  void save() {
    std::size_t old_tokens = 0, new_tokens = 0;
    for (const auto* summary : valid_) old_tokens += summary->tokens.size() / sizeof(Token);
    for (const auto& summary : made_) new_tokens += summary.tokens.size() / sizeof(Token);
    if (new_tokens < std::max(little, old_tokens / little_of_all)) return;
    for (const auto* summary : valid_) made_.push_back(*summary);
    cache_.save(made_);
  }

  const Store& store_;
  const SummaryKind& kind_;
  const SummaryCache cache_;
  Sources sources_;
  std::vector<std::size_t> unread_, read_;
  std::vector<const Summary*> valid_;
  std::vector<std::string> texts_;
  std::vector<Summary> made_;  ///< of parts that may be kept; the rest of what they look into:
  std::deque<std::string> kept_texts_;
};

}  // namespace

std::vector<std::string> load_summaries(const Store& store, const SummaryKind& kind) {
  return Loader(store, kind).load();
}

}  // namespace experiment
