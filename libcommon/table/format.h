#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Numbers as text. Nothing here is applied unless somebody asks for rounding, or a number is our own (a mean).
namespace table {

inline constexpr int largest_precision = 17;

/// The shortest text that reads back equal: "0.1", "1e-05", "nan".
std::string format_real(double value);

/// As printf's %.<digits>f; but a number that this would show as 0 though it is none, or one of 10^15 and more, gets
/// an exponent, with as many digits ("3.20e-07").
std::string round_decimals(double value, int digits);

/// As printf's %.<digits>g, at least one digit.
std::string round_significant(double value, int digits);

/// `0.972 ± 0.003`: with `precision`, both with so many digits after the point; without it, the deviation with one
/// significant digit (two if the first is 1) and the mean as far. A deviation of 0 leaves the mean with at most 6
/// digits.
std::string format_mean_and_deviation(double mean, double deviation, std::optional<int> precision);
/// The number that a text is, or that stands before its " ± ".
std::optional<double> leading_number(std::string_view text);

/// True for digits with a sign at most: rounding to decimals leaves such a text as it is.
bool is_whole_number(std::string_view text);

}  // namespace table
