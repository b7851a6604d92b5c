#include <algorithm>
#include <set>

#include "base/text.h"
#include "experiment/set_file.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

std::size_t comments_of(const std::string& text) {
  const auto lines = lines_of(text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text);
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(), [](const auto& line) { return base::trim(line).starts_with('#'); }));
}

void check_name(std::string_view text) {
  const std::string name(text);
  try {
    experiment::check_set_name(name);
  } catch (const base::UserError& error) {
    return expect_printable(error);
  }
  experiment::Settings settings;
  settings.statistic_dir = "/w/__statistic__";
  const std::string path = experiment::set_path(settings, name);
  expect_printable(name, "a set's name can be shown");
  expect_inside(path.substr(settings.statistic_dir.size() + 1), "a set's file is in its folder");
  expect(name.find('/') == name.npos && name[0] != '.', "a set's name is one word", name);
}

}  // namespace

void check_set(std::string_view input) {
  auto set = experiment::SetFile::parse(input);
  const std::string text = set.text();
  expect(text == input, "a set that nothing changed is written as it was", input);
  const auto runs = set.runs();
  expect(std::set<std::string>(runs.begin(), runs.end()).size() == runs.size(), "a set has each run once", input);
  for (const auto& run : runs) {
    expect(set.contains(run) && !set.add(run), "what is in a set is known", run);
    check_name(run);
  }
  const std::string added = "fuzz/0";
  const bool is_new = set.add(added);
  expect(set.contains(added) && set.text().starts_with(text), "what is added comes at the end", input);
  expect(experiment::SetFile::parse(set.text()).runs() == set.runs(), "a set that was written is the same", input);
  expect(!is_new || set.runs().size() == runs.size() + 1, "one run is added", input);
  for (const auto& run : set.runs()) expect(set.remove(run) && !set.contains(run), "a run can be taken out", run);
  expect(set.runs().empty() && comments_of(set.text()) == comments_of(text), "comments stay", input);
}

}  // namespace fuzz
