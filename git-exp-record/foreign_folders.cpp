#include "foreign_folders.h"

#include <algorithm>

#include "base/text.h"
#include "experiment/folder_scan.h"
#include "experiment/names.h"
#include "experiment/natural_order.h"

namespace exp_record {

using experiment::Foreign;

std::vector<Foreign> match_foreign_runs(const experiment::Store& store, const std::string& glob) {
  std::vector<Foreign> matches;
  for (const auto& folder : experiment::find_run_folders(store.settings.result_dir, "")) {
    if (!base::matches_glob(folder.name, glob)) continue;
    if (auto foreign = experiment::find_foreign_run(store, folder.name)) matches.push_back(std::move(*foreign));
  }
  std::sort(matches.begin(), matches.end(),
            [](const Foreign& a, const Foreign& b) { return experiment::natural_less(a.run, b.run); });
  return matches;
}

std::optional<Foreign> find_latest_foreign_run(const experiment::Store& store, const std::string& tag) {
  std::optional<experiment::RunName> latest;
  for (const auto& folder : experiment::find_run_folders(store.settings.result_dir, tag)) {
    const auto name = experiment::parse_run_name(folder.name);
    if (!name || name->tag != tag || !name->below.empty() || (latest && name->id < latest->id)) continue;
    if (experiment::find_foreign_run(store, folder.name)) latest = name;
  }
  return latest ? experiment::find_foreign_run(store, latest->text()) : std::nullopt;
}

}  // namespace exp_record
