#include "experiment/experiment_tags.h"

#include <algorithm>

#include "base/text.h"

namespace experiment {
namespace {

constexpr std::string_view trailer = "Exp-Experiment: 1";

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
  for (const auto& tag : store.repository.all_tags()) {
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
