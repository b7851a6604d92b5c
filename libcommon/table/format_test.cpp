#include "table/format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "table/statistics.h"

namespace table {
namespace {

TEST(Format, RoundsToDecimalsWithoutHidingSmallNumbers) {
  const struct {
    double value;
    int digits;
    const char* text;
  } cases[] = {{0.97219999, 4, "0.9722"},
               {0.975, 4, "0.9750"},
               {12.5, 0, "12"},
               {-0.0449, 2, "-0.04"},
               {0, 3, "0.000"},
               {0.004, 2, "4.00e-03"},
               {3.2e-7, 2, "3.20e-07"},
               {0.01, 2, "0.01"},
               {0.0099, 2, "0.01"},
               {1e20, 2, "1.00e+20"},
               {123456.789, 1, "123456.8"}};
  for (const auto& c : cases) EXPECT_EQ(round_decimals(c.value, c.digits), c.text);
  EXPECT_EQ(round_significant(0.30000000000000004, 4), "0.3");
  EXPECT_EQ(round_significant(1.2345e-5, 2), "1.2e-05");
  EXPECT_EQ(round_significant(0.5, 0), "0.5");
}

TEST(Format, ShowsADeviationWithItsFirstDigits) {
  const struct {
    double mean, deviation;
    const char* text;
  } cases[] = {{0.97216, 0.0031, "0.972 ± 0.003"},
               {0.97216, 0.0014, "0.9722 ± 0.0014"},
               {0.97216, 0.0096, "0.972 ± 0.010"},
               {12345.6, 234.5, "12346 ± 234"},
               {10.06, 1.26, "10.1 ± 1.3"},
               {0, 0.25, "0.0 ± 0.2"},
               {0.5, 0, "0.5 ± 0"},
               {1.0 / 3, 0, "0.333333 ± 0"},
               {1.25e-12, 3e-13, "1.2e-12 ± 3e-13"},
               {0.5, 1e-14, "0.5 ± 1e-14"},
               {-3.14159, 0.05, "-3.14 ± 0.05"}};
  for (const auto& c : cases) EXPECT_EQ(format_mean_and_deviation(c.mean, c.deviation, {}), c.text);
  constexpr double infinite = std::numeric_limits<double>::infinity(), none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(format_mean_and_deviation(infinite, infinite, {}), "inf ± inf");
  EXPECT_EQ(format_mean_and_deviation(1.5, none, {}), "1.5 ± nan");
  EXPECT_EQ(format_mean_and_deviation(infinite, 0, {}), "inf ± 0");
  EXPECT_EQ(format_mean_and_deviation(0.97216, 0.0031, 2), "0.97 ± 3e-03");
  EXPECT_EQ(format_mean_and_deviation(0.97216, 0.0031, 4), "0.9722 ± 0.0031");
  EXPECT_EQ(leading_number("0.972 ± 0.003"), 0.972);
  EXPECT_FALSE(leading_number("± 3") || leading_number("a ± 3"));
}

TEST(Format, KnowsWholeNumbers) {
  for (const char* text : {"0", "-12", "+7", "12345678901234567890"}) EXPECT_TRUE(is_whole_number(text)) << text;
  for (const char* text : {"", "-", "1.0", "1e5", "nan", "0x1"}) EXPECT_FALSE(is_whole_number(text)) << text;
}

TEST(Statistics, DoNotCancel) {
  Statistics statistics;
  EXPECT_FALSE(statistics.deviation());
  for (const double value : {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) statistics.add(value);
  EXPECT_EQ(statistics.mean(), 1e9 + 10);
  EXPECT_DOUBLE_EQ(*statistics.deviation(), std::sqrt(30.0));
  Statistics same;
  for (int i = 0; i < 7; ++i) same.add(0.1);
  EXPECT_EQ(same.mean(), 0.1);
  EXPECT_EQ(same.deviation(), 0.0);
}

TEST(Statistics, AgreeWithTwoPasses) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal(-3, 1e-3);
  std::vector<double> values(10'000);
  Statistics statistics;
  double sum = 0;
  for (double& value : values) {
    value = normal(random);
    statistics.add(value);
    sum += value;
  }
  const double mean = sum / 10'000;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  EXPECT_NEAR(statistics.mean(), mean, 1e-12);
  EXPECT_NEAR(*statistics.deviation(), std::sqrt(squares / 9'999), 1e-12);
}

}  // namespace
}  // namespace table
