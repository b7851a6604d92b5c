#pragma once

#include <cstddef>
#include <optional>

namespace table {

/// Mean and spread of numbers that come one by one (Welford): no cancellation, whatever their size.
class Statistics {
 public:
  void add(double value);

  std::size_t count() const { return count_; }
  double mean() const { return mean_; }
  /// The sample standard deviation (divisor n - 1); nothing below two values.
  std::optional<double> deviation() const;

 private:
  std::size_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // sum of squared distances from the mean
};

}  // namespace table
