#include "experiment/experiment_tags.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace experiment {
namespace {

constexpr std::string_view trailer = "Exp-Experiment: 1";
/// So many are looked up here in the time that a git child takes to start; of very many the child reads more in a second.
constexpr std::size_t few = 200;

/// Without a git child where they are few. A tag that cannot be read is a warning.
std::vector<git::Tag> load_tags(const Store& store) {
  constexpr std::string_view below = "refs/tags/";
  const auto refs = store.repository.refs_below(std::string(below) + store.settings.tag_prefix);
  if (refs.size() > few) return store.repository.all_tags();
  std::vector<git::Tag> tags;
  for (const auto& [ref, target] : refs) {
    try {
      if (auto tag = store.repository.find_tag(ref.substr(below.size()))) tags.push_back(std::move(*tag));
    } catch (const base::UserError& error) {
      store.messages.warning(error.what());
    }
  }
  return tags;
}

}  // namespace

bool has_experiment_trailer(const std::string& message) {
  const std::string_view text = base::trim(message);
  const auto paragraph = text.rfind("\n\n");
  const auto lines = base::split(paragraph == text.npos ? text : text.substr(paragraph + 2), '\n');
  return std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return base::trim(line) == trailer; });
}

std::vector<ExperimentTag> load_experiment_tags(const Store& store) {
  const std::string& prefix = store.settings.tag_prefix;
  std::vector<ExperimentTag> tags;
  for (const auto& tag : load_tags(store)) {
    if (!tag.name.starts_with(prefix) || tag.commit.is_zero()) continue;
    const std::string_view message = base::trim(tag.message);
    tags.push_back({tag.name.substr(prefix.size()), tag.commit, tag.time,
                    std::string(base::trim(message.substr(0, message.find('\n')))),
                    has_experiment_trailer(tag.message)});
  }
  std::sort(tags.begin(), tags.end(), [](const ExperimentTag& a, const ExperimentTag& b) { return a.name < b.name; });
  return tags;
}

}  // namespace experiment
