#include "experiment/cache_file.h"

#include "base/error.h"
#include "base/file.h"
#include "experiment/sharing.h"

namespace experiment {

void write_cache_file(const Store& store, const std::string& path, std::string_view bytes) {
  const std::string folder = base::path_parent(path);
  try {
    make_shared_folders(store.settings.sharing, folder);
    base::AtomicFile file(path);
    file.write(bytes);
    share_file(file.fd(), folder);
    file.commit(false);
  } catch (const base::UserError&) {
  }
}

}  // namespace experiment
