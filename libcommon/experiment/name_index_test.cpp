#include "experiment/name_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace experiment {
namespace {

using Numbers = std::map<std::string, std::uint32_t>;

std::optional<std::uint32_t> number_of(const Numbers& numbers, const std::string& name) {
  const auto place = numbers.find(name);
  return place == numbers.end() ? std::nullopt : std::optional(place->second);
}

TEST(NameIndex, NumbersNamesOfFileAfterFile) {
  NameIndex index;
  // The same shape, its names in another order, less, more, one twice, none, the first again.
  for (const std::vector<std::string>& file : std::vector<std::vector<std::string>>{{"a", "b", "c"},
                                                                                    {"a", "b", "c"},
                                                                                    {"c", "a", "b"},
                                                                                    {"c"},
                                                                                    {"c", "a", "d", "e"},
                                                                                    {"c", "c", "a"},
                                                                                    {},
                                                                                    {"a", "b", "c"}}) {
    index.clear();
    Numbers expected;
    for (const auto& name : file) {
      const bool is_new = expected.emplace(name, expected.size()).second;
      const auto added = index.add(name);
      EXPECT_EQ(added.number, expected[name]);
      EXPECT_EQ(added.is_new, is_new) << name;
    }
    for (const char* name : {"e", "b", "a", "x", "c", "d"}) {
      EXPECT_EQ(index.find(name), number_of(expected, name)) << name;
    }
  }
}

TEST(NameIndex, AgreesWithAMapWhateverComes) {
  std::mt19937 random(1);
  NameIndex index;
  for (int file = 0; file < 300; ++file) {
    std::vector<std::string> names;
    const std::size_t count = random() % 400;
    const std::size_t variety = 1 + random() % 500;
    for (std::size_t i = 0; i < count; ++i)
      names.push_back("name" + std::to_string(random() % 3 ? i : random() % variety));
    index.clear();
    Numbers expected;
    for (const auto& name : names) {
      const auto place = expected.emplace(name, expected.size()).first;
      ASSERT_EQ(index.add(name).number, place->second);
      const std::string other = "name" + std::to_string(random() % 500);
      ASSERT_EQ(index.find(other), number_of(expected, other));
    }
  }
}

}  // namespace
}  // namespace experiment
