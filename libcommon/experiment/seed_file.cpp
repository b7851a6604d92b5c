#include "experiment/seed_file.h"

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"

namespace experiment {
namespace {

/// A commit may hold a link to anywhere, and the file is written at each run.
void refuse_way_out(const std::string& top, const std::string& path, const std::string& name) {
  const auto real = [](const std::string& folder) {
    char* const found = ::realpath(folder.c_str(), nullptr);
    const std::string text = found ? found : "";
    std::free(found);
    return text;
  };
  const std::string real_top = real(top), real_folder = real(base::path_parent(path));
  if (real_folder.empty() || real_folder == real_top || base::path_below(real_folder, real_top) != real_folder) return;
  throw base::UserError("the seed's file " + base::quoted(name) +
                        " (exp.seedFile) leads out of the tree through a link");
}

}  // namespace

void write_seed_file(const Settings& settings, const std::string& top, std::int64_t seed) {
  if (settings.seed_file.empty()) return;
  const std::string path = base::path_join(top, settings.seed_file);
  refuse_way_out(top, path, settings.seed_file);
  const std::string text = std::to_string(seed) + "\n";
  if (base::read_file(path).bytes != text) base::write_file_atomically(path, text, false);
}

}  // namespace experiment
