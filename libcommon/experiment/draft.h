#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/exclusive_rename.h"
#include "experiment/record.h"
#include "experiment/store.h"

/// `<tag>/.new-<uuid>`: a run's folder before it has its number.
namespace experiment {

/// Made, filled with attempt-0.json (who prepares the run: its owner until the first attempt is claimed) and run.json,
/// then renamed. What did not get a number is removed when this object goes.
class Draft {
 public:
  Draft(const Store& store, std::string tag_folder, const std::string& uuid);
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  /// False if the folder was taken away meanwhile (a cleaner thought us dead): try again. Throws base::file_error.
  bool fill(const Record& record);
  /// Gives it its number. `gone`: taken away meanwhile. Throws base::file_error.
  Renamed take_number(std::int64_t id);

 private:
  const Store& store_;
  std::string tag_folder_, path_, uuid_;
  bool numbered_ = false;
};

/// Removes the drafts among `names` whose owner is provably gone, or that nobody has begun to fill, and says how many.
/// Safe against an owner who lives after all: a draft is first renamed to `.old-<uuid>`, so that it has got its number
/// before, or its owner finds it gone and begins again. Trouble is left for the next one.
void remove_dead_drafts(const Store& store, const std::string& tag_folder, const std::vector<std::string>& names);

}  // namespace experiment
