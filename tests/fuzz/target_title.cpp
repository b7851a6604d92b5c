#include <algorithm>

#include "base/text.h"
#include "experiment/title_file.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

using Names = std::vector<std::string>;

/// Nothing of `part`, blanks apart, is changed or left out in `whole`: something is put between at most.
bool is_kept_in(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  const auto skip_blanks = [&] { at = std::min(part.find_first_not_of(" \t\r\n", at), part.size()); };
  skip_blanks();
  for (const char c : whole)
    if (at < part.size() && part[at] == c) {
      ++at;
      skip_blanks();
    }
  return at == part.size();
}

void check_group(const Names& before, const Names& out, const Names& wanted, const Names& now) {
  const auto holds = [](const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  expect(now.size() >= before.size() && std::equal(before.begin(), before.end(), now.begin()),
         "the names that were there keep their order");
  for (const auto& name : wanted)
    expect(holds(now, name) != (holds(out, name) && !holds(before, name)), "a name is added unless it was left out",
           name);
  for (const auto& name : now) expect(holds(before, name) || holds(wanted, name), "no other name is added", name);
}

}  // namespace

void check_title(std::string_view input) {
  // The first line: names to add.
  std::string_view text = input;
  const Names wanted = base::split(take_line(text), ',');
  experiment::TitleFile title;
  try {
    title = experiment::parse_title(text, "title.json");
  } catch (const base::UserError& error) {
    return expect_printable(error);
  }
  if (std::any_of(wanted.begin(), wanted.end(), [](const auto& name) { return !base::is_utf8(name); })) return;
  const std::string changed = experiment::add_to_title(text, "title.json", wanted, wanted);
  expect(is_kept_in(text, changed), "what the user wrote stays", changed);
  experiment::TitleFile now;
  try {
    now = experiment::parse_title(changed, "title.json");
  } catch (const base::UserError& error) {
    fail("a title can be read after names were added", std::string(error.what()) + ": " + changed);
  }
  check_group(title.hparam, title.hparam_out, wanted, now.hparam);
  check_group(title.metric, title.metric_out, wanted, now.metric);
  expect(now.hparam_out == title.hparam_out && now.metric_out == title.metric_out, "what is left out stays so",
         changed);
  expect(experiment::add_to_title(changed, "title.json", wanted, wanted) == changed, "the second time adds nothing",
         changed);
}

}  // namespace fuzz
