#include "base/file.h"
#include "base/text.h"
#include "experiment/settings.h"
#include "supervise/metric_capture.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

const git::Location plain{"/w/.git", "/w/.git", "/w", "", "/w"};

void check_paths(const experiment::Settings& settings) {
  for (const auto& folder : {settings.result_dir, settings.statistic_dir}) {
    const std::string below = base::path_below(folder, "/w");
    expect(below[0] != '/' && base::path_absolute(folder, "/") == folder, "a folder stays in the repository", folder);
    expect(below != ".git" && !below.starts_with(".git/"), "a folder is not git's own", folder);
  }
  if (!settings.seed_file.empty()) expect_inside(settings.seed_file, "exp.seedFile stays in the repository");
  if (!settings.statistic.empty()) expect_inside(settings.statistic, "exp.statistic stays in the repository");
  for (const auto& path : settings.checkpoint) expect_inside(path, "exp.checkpoint stays in the repository");
  for (const auto& path : settings.links) expect_inside(path, "exp.link stays in the repository");
}

}  // namespace

/// `.expconfig` as git lists it: a line "key=value" each.
void check_settings(std::string_view input) {
  std::string listing;
  for (const auto& line : lines_of(input)) {
    const auto equals = std::min(line.find('='), line.size());
    listing += line.substr(0, equals);
    if (equals < line.size()) listing += "\n" + line.substr(equals + 1);
    listing += '\0';
  }
  try {
    const auto settings = experiment::resolve_settings({}, git::Config::parse(listing), plain);
    check_paths(settings);
    expect(settings.seed >= 0 && settings.seed <= 0x7fffffff, "a seed is in range");
    expect(settings.keep_trees >= 0 && settings.keep_trees <= 1000, "exp.keepTrees is in range");
    supervise::check_metric_patterns(settings.metric_patterns);
  } catch (const base::UserError& error) {
    expect_printable(error);
  }
  (void)git::Config::parse(input).entries();
}

}  // namespace fuzz
