#include "seed_file.h"

#include "base/file.h"

namespace exp_run {

void write_seed_file(const experiment::Store& store, std::int64_t seed) {
  if (store.settings.seed_file.empty()) return;
  const std::string path = base::path_join(store.repository.location().top, store.settings.seed_file);
  const std::string text = std::to_string(seed) + "\n";
  if (base::read_file(path).bytes != text) base::write_file_atomically(path, text, false);
}

}  // namespace exp_run
