#include "ignoring.h"

#include "base/file.h"
#include "base/text.h"
#include "experiment/ignored_names.h"

namespace exp_init {
namespace {

std::vector<Missing> missing_lines(const std::string& path, const std::string& shown,
                                   const std::vector<std::string>& names, experiment::Sharing sharing) {
  if (names.empty()) return {};
  const std::string lines = " in '" + shown + "': " + base::join(names, ", ");
  return {{"lines" + lines, "added lines" + lines,
           [path, names, sharing] { experiment::add_ignored_names(path, names, sharing); }}};
}

}  // namespace

std::vector<Missing> find_missing_excludes(const experiment::Store& store) {
  const auto& location = store.repository.location();
  const std::string path = experiment::exclude_path(location);
  return missing_lines(path, base::path_below(path, location.main_top), experiment::find_unignored_names(location),
                       store.settings.sharing);
}

std::vector<Missing> find_missing_gitignore(const std::string& top) {
  const std::string path = base::path_join(top, ".gitignore");
  auto missing = missing_lines(path, ".gitignore", experiment::find_names_not_in(path), experiment::Sharing::none);
  if (!missing.empty())
    missing[0].hints = {"commit it before the next run: git add " + base::shell_quote(path) +
                        " && git commit -m 'ignore the folders of experiments'"};
  return missing;
}

}  // namespace exp_init
