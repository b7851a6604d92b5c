#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

/// The warnings about what programs wrote, for the reader of one file and for the reader of very many.
namespace experiment {

class StatisticVisitor;

/// Of a file that could not be read; not for a missing one.
std::string explain_read_failure(const base::ReadResult& result, const std::string& path, std::size_t limit);
/// Of a text that is no JSON.
std::string explain_statistic_fault(std::string_view text, const std::string& path);
/// Of a statistic that was read: not an object, names that came twice, values that are left out.
std::vector<std::string> list_statistic_faults(const StatisticVisitor& visitor, const std::string& path);

}  // namespace experiment
