#pragma once

#include <cstddef>
#include <functional>

namespace experiment {

/// Calls `work(i)` for each i below `count`, on as many threads as there are processors (at most 8; none extra where
/// there is little to do). `work` must be safe to be called at once for different i. A thread takes `at_once` of them at
/// a time: fewer where each is much work. The first exception is thrown on.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work, std::size_t at_once = 32);

}  // namespace experiment
