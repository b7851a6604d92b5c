#include "points.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_run {
namespace {

std::string text_of(const std::vector<Point>& points) {
  std::string text;
  for (const auto& point : points) {
    for (const auto& [name, value] : point.overrides) text += name + "=" + value + " ";
    text += point.seed ? "seed " + std::to_string(*point.seed) + "\n" : "\n";
  }
  return text;
}

TEST(Points, OneWithoutListsAndSeeds) {
  EXPECT_EQ(text_of(points_of({{"lr", "0.1,0.2"}}, {})), "lr=0.1,0.2 \n");
}

TEST(Points, TheFirstValueChangesSlowestAndSeedsFastest) {
  BatchOptions batch;
  batch.grid = true;
  batch.seeds = {4, 5};
  EXPECT_EQ(text_of(points_of({{"lr", "0.1,0.2"}, {"model", "big"}, {"bs", "1,2"}}, batch)),
            "lr=0.1 model=big bs=1 seed 4\nlr=0.1 model=big bs=1 seed 5\n"
            "lr=0.1 model=big bs=2 seed 4\nlr=0.1 model=big bs=2 seed 5\n"
            "lr=0.2 model=big bs=1 seed 4\nlr=0.2 model=big bs=1 seed 5\n"
            "lr=0.2 model=big bs=2 seed 4\nlr=0.2 model=big bs=2 seed 5\n");
}

TEST(Points, TooManyAndEmptyValuesAreRefused) {
  BatchOptions batch;
  batch.grid = true;
  EXPECT_THROW(points_of({{"lr", "0.1,,0.2"}}, batch), base::UsageError);
  EXPECT_EQ(points_of({{"note", ""}}, batch).size(), 1u);
  batch.seeds = {0, 9999};
  EXPECT_EQ(points_of({{"lr", "1"}}, batch).size(), 10'000u);
  EXPECT_THROW(points_of({{"lr", "1,2"}}, batch), base::UsageError);
}

}  // namespace
}  // namespace exp_run
