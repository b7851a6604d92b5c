#include "experiment/seed_file.h"

#include "base/file.h"

namespace experiment {

void write_seed_file(const Settings& settings, const std::string& top, std::int64_t seed) {
  if (settings.seed_file.empty()) return;
  const std::string path = base::path_join(top, settings.seed_file);
  const std::string text = std::to_string(seed) + "\n";
  if (base::read_file(path).bytes != text) base::write_file_atomically(path, text, false);
}

}  // namespace experiment
