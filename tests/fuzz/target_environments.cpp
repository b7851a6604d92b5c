#include "experiment/environment_diff.h"
#include "experiment/json_parse.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

/// Two documents, one behind a line "--".
void check_environments(std::string_view input) {
  constexpr std::string_view between = "\n--\n";
  const auto end = std::min(input.find(between), input.size());
  const auto before = experiment::parse_json(input.substr(0, end)).value;
  const auto after = experiment::parse_json(input.substr(std::min(end + between.size(), input.size()))).value;
  if (!before) return;
  expect(experiment::compare_environments(*before, *before).empty(), "an environment is equal to itself", input);
  const auto forth = experiment::compare_environments(*before, after.value_or(base::Json::object()));
  const auto back = experiment::compare_environments(after.value_or(base::Json::object()), *before);
  expect(forth.size() == back.size(), "a comparison is the same in both directions", input);
  for (const auto& change : forth)
    expect(!change.what.empty() && change.before != change.after, "a change has a name and two sides", change.what);
}

}  // namespace fuzz
