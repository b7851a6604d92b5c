#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/store.h"

/// Markers of records that wait to be written into the notes: `<common dir>/exp/pending/<uuid>.<rev>`, and
/// `<uuid>.<rev>.<hex>` for edits that wait. Each holds the path of the run's folder, any bytes, and a line end.
namespace experiment {

struct PendingMarker {
  std::string name;  ///< of the file
  std::string uuid;
  std::int64_t rev = 0;
  std::string folder;  ///< absolute
};

/// What markers say, by their path: it never changes.
using KnownMarkers = std::unordered_map<std::string, std::string>;

/// The readable ones; costs one readdir where nothing waits. Other names are passed over. Those that are `known` from an earlier call
/// are not read again, and what is read is added.
std::vector<PendingMarker> list_pending(const Store& store, KnownMarkers* known = nullptr);
std::size_t count_pending(const Store& store);

/// Fine if it is there already. Throws base::file_error.
void create_marker(const Store& store, const std::string& name, const std::string& folder);
std::string format_marker_name(const std::string& uuid, std::int64_t rev);

bool marker_exists(const Store& store, const std::string& name);
/// False if it is still there.
bool remove_marker(const Store& store, const PendingMarker& marker);
/// Into `pending/broken/`, where nobody looks for work any more.
void set_marker_aside(const Store& store, const PendingMarker& marker);

}  // namespace experiment
