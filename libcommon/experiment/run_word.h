#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "experiment/names.h"
#include "experiment/store.h"

namespace experiment {

inline constexpr std::size_t shortest_uuid_prefix = 4;

/// What a word that names a run may mean, before anything is looked up but tags. At most one of `name` and `tag` is
/// set.
struct RunWord {
  std::optional<RunName> name;  ///< "<tag>/<id>", with or without "-<uuid4+>"
  std::string tag;              ///< a tag of exactly this name, or what could be one
  std::string uuid_prefix;      ///< 4+ digits of it; "" none
};

/// An existing tag of exactly that name wins over every other meaning.
RunWord read_run_word(const Store& store, const std::string& text);

}  // namespace experiment
