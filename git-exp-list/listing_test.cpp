#include "listing.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_list {
namespace {

using Order = std::vector<std::size_t>;

Listing make_listing() {
  table::Heading run, acc;
  run.title = "run";
  acc.title = "acc (max)";
  Listing listing({{run, {"run", "name"}}, {acc, {"acc", "acc (max)"}}});
  listing.add({{"asr-10"}, {"0.5", 0.5}});
  listing.add({{"asr-2"}, {}});
  listing.add({{"tts"}, {"0.75", 0.75}});
  listing.add({{"lm"}, {"nothing"}});
  return listing;
}

Order sorted_by(const std::string& column, bool descending) {
  Listing listing = make_listing();
  listing.sort({column, descending});
  return listing.order();
}

TEST(Listing, SortsNumbersByValueTextsAsPeopleCountAndMissingOnesLast) {
  EXPECT_EQ(sorted_by("name", false), (Order{1, 0, 3, 2}));
  EXPECT_EQ(sorted_by("run", true), (Order{2, 3, 0, 1}));
  EXPECT_EQ(sorted_by("acc", false), (Order{0, 2, 3, 1}));
  EXPECT_EQ(sorted_by("acc (max)", true), (Order{2, 0, 3, 1}));
}

TEST(Listing, AnUnknownColumnIsNamedWithTheKnownOnes) {
  try {
    sorted_by("loss", false);
    FAIL() << "sorted by a column that is not there";
  } catch (const base::UsageError& error) {
    EXPECT_STREQ(error.what(), "option '--sort' finds no column 'loss', but run, acc");
  }
}

TEST(Listing, AColumnWithoutAnyTextIsNotShown) {
  Listing listing = make_listing();
  EXPECT_EQ(listing.grid().headings().size(), 2u);
  listing.sort({"name", false});
  listing.keep_first(1);
  EXPECT_EQ(listing.grid().headings().size(), 1u);
}

TEST(Listing, KeepsTheFirst) {
  Listing listing = make_listing();
  listing.sort({"acc", true});
  listing.keep_first(2);
  EXPECT_EQ(listing.order(), (Order{2, 0}));
  EXPECT_EQ(listing.grid().size(), 2u);
  listing.keep_first(7);
  EXPECT_EQ(listing.order().size(), 2u);
}

}  // namespace
}  // namespace exp_list
