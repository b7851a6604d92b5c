#include "experiment/title_file.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace experiment {
namespace {

using Names = std::vector<std::string>;

TEST(Title, CommentsAndTrailingCommas) {
  const TitleFile title = parse_title(R"(// chosen by hand
{
    "hparam": [
        "lr",   // the learning rate
        # "seed",
        ; "device", "path"
        "bs", /* "out",
        "more" */
    ],
    "note": {"any": [1, {"x": null}], "//": "kept"},
    "metric": ["val/acc", "mAP@0.5:0.95", "a\"b\u00e9",],
}
)",
                                      "t.json");
  EXPECT_EQ(title.hparam, (Names{"lr", "bs"}));
  EXPECT_EQ(title.hparam_out, (Names{"seed", "device", "path", "out", "more"}));
  EXPECT_EQ(title.metric, (Names{"val/acc", "mAP@0.5:0.95", "a\"bé"}));
  EXPECT_EQ(title.metric_out, Names{});
}

TEST(Title, ANameThatIsBothIsChosen) {
  const TitleFile title = parse_title(R"({"hparam": [/* "lr" "bs" */ "lr", "lr"]})", "t.json");
  EXPECT_EQ(title.hparam, Names{"lr"});
  EXPECT_EQ(title.hparam_out, Names{"bs"});
}

TEST(Title, AGroupThatIsCommentedOutAsAWhole) {
  const TitleFile title = parse_title("{\n \"hparam\": [\"lr\"],\n # \"metric\": [\n #   \"loss\",\n # ]\n}", "t.json");
  EXPECT_EQ(title.hparam_out, Names{});
  EXPECT_EQ(title.metric_out, Names{"loss"});
}

TEST(Title, BomAndCrlf) {
  const TitleFile title =
      parse_title("\xef\xbb\xbf{\r\n  \"hparam\": [\r\n    \"lr\", # x\r\n    # \"bs\"\r\n  ]\r\n}\r\n", "t.json");
  EXPECT_EQ(title.hparam, Names{"lr"});
  EXPECT_EQ(title.hparam_out, Names{"bs"});
}

TEST(Title, WhatIsNoTitleIsSaidWithItsLine) {
  const struct {
    const char* text;
    const char* fault;
  } cases[] = {
      {"", "line 1: '{' is expected, but the file ends"},
      {"[]", "line 1: '{' is expected, not '['"},
      {"{\n\"hparam\": [1]}", "line 2: a name in double quotes or ']' is expected, not '1'"},
      {"{\n\"hparam\": [\"a\"\n\"b\"]}", "line 3: ',' or ']' is expected, not '\"b\"'"},
      {"{\"hparam\": \"a\"}", "line 1: a list of names in '[' and ']' is expected, not '\"a\"'"},
      {"{\"hparam\": [", "line 1: a name in double quotes or ']' is expected, but the file ends"},
      {"{\"hparam\": [\"a", "line 1: a string is not closed"},
      {"{\"hparam\" [", "line 1: ':' is expected, not '['"},
      {"{\"hparam\": []\n\"metric\": []}", "line 2: ',' or '}' is expected, not '\"metric\"'"},
      {"{\n/* \"a\"", "line 2: a comment is not closed"},
      {"{}\n{}", "line 2: nothing more is expected, not '{'"},
      {"{\"x\": }", "line 1: a value is expected, not '}'"},
      {"{\"x\": [1,", "line 1: a value is expected, but the file ends"},
      {"{\"hparam\": [\"\\x\"]}", "line 1: a string has an escape that JSON does not know"},
      {"{,}", "line 1: a group's name or '}' is expected, not ','"},
  };
  for (const auto& expected : cases) try {
      parse_title(expected.text, "t.json");
      ADD_FAILURE() << expected.text;
    } catch (const base::UserError& error) {
      EXPECT_EQ(std::string(error.what()), std::string("'t.json' is no title file: ") + expected.fault);
    }
}

TEST(Title, DeepNestingEndsWithAMessage) {
  EXPECT_THROW(parse_title("{\"x\": " + std::string(100'000, '['), "t.json"), base::UserError);
}

TEST(AddToTitle, FromNothing) {
  EXPECT_EQ(add_to_title("", "t.json", {"lr", "bs", "lr"}, {"val/acc"}),
            "{\n"
            "    \"hparam\": [\n"
            "        \"lr\",\n"
            "        \"bs\"\n"
            "    ],\n"
            "    \"metric\": [\n"
            "        \"val/acc\"\n"
            "    ]\n"
            "}\n");
  EXPECT_EQ(add_to_title(" \n", "t.json", {}, {}), "{\n    \"hparam\": [],\n    \"metric\": []\n}\n");
  EXPECT_EQ(add_to_title("// mine\n{}\n", "t.json", {}, {"a"}),
            "// mine\n{\n    \"hparam\": [],\n    \"metric\": [\n        \"a\"\n    ]\n}\n");
}

/// What is there, and what becomes of it when hparam "x", "y" and metric "m" are added.
TEST(AddToTitle, KeepsTheUsersLayout) {
  const struct {
    const char* what;
    const char* before;
    const char* after;
  } cases[] = {
      {"reference system C's", "{\n    \"hparam\": [\n        \"lr\"\n    ],\n    \"metric\": []\n}",
       "{\n    \"hparam\": [\n        \"lr\",\n        \"x\",\n        \"y\"\n    ],\n    \"metric\": [\n        "
       "\"m\"\n    ]\n}"},
      {"all there already", "{\"hparam\": [\"y\", \"x\"], \"metric\": [\"m\"]}",
       "{\"hparam\": [\"y\", \"x\"], \"metric\": [\"m\"]}"},
      {"one line", "{\"hparam\": [\"lr\"], \"metric\": []}",
       "{\"hparam\": [\"lr\", \"x\", \"y\"], \"metric\": [\"m\"]}"},
      {"lists on one line each", "{\n  \"hparam\": [\"lr\", \"bs\"],\n  \"metric\": [\"a\"],\n}\n",
       "{\n  \"hparam\": [\"lr\", \"bs\", \"x\", \"y\"],\n  \"metric\": [\"a\", \"m\"],\n}\n"},
      {"comments behind the last element",
       "{\n\t\"hparam\": [\n\t\t\"lr\" // rate\n\t\t// \"x\"\n\t],\n\t\"metric\": [\n\t\t# \"m\"\n\t]\n}\n",
       "{\n\t\"hparam\": [\n\t\t\"lr\", // rate\n\t\t// \"x\"\n\t\t\"y\"\n\t],\n\t\"metric\": [\n\t\t# "
       "\"m\"\n\t]\n}\n"},
      {"trailing commas", "{\n  \"hparam\": [\n    \"lr\",\n  ],\n  \"metric\": [\"a\",],\n}",
       "{\n  \"hparam\": [\n    \"lr\",\n    \"x\",\n    \"y\",\n  ],\n  \"metric\": [\"a\", \"m\",],\n}"},
      {"only comments in a list", "{\n  \"hparam\": [\n    # none yet\n  ],\n  \"metric\": [\"m\"]\n}",
       "{\n  \"hparam\": [\n    # none yet\n    \"x\",\n    \"y\"\n  ],\n  \"metric\": [\"m\"]\n}"},
      {"an empty list over two lines", "{\n  \"hparam\": [\n  ],\n  \"metric\": [\"m\"]\n}",
       "{\n  \"hparam\": [\n      \"x\",\n      \"y\"\n  ],\n  \"metric\": [\"m\"]\n}"},
      {"a group that is not there", "{\n  \"hparam\": [\"x\", \"y\"] // done\n}\n",
       "{\n  \"hparam\": [\"x\", \"y\"], // done\n  \"metric\": [\n      \"m\"\n  ]\n}\n"},
      {"no group there, on one line", "{\"note\": 1}",
       "{\"note\": 1, \"hparam\": [\"x\", \"y\"], \"metric\": [\"m\"]}"},
      {"a group commented out", "{\n  \"hparam\": [\"x\", \"y\"],\n  // \"metric\": [\"m\"]\n}",
       "{\n  \"hparam\": [\"x\", \"y\"],\n  // \"metric\": [\"m\"]\n}"},
      {"CRLF", "{\r\n  \"hparam\": [\r\n    \"x\"\r\n  ],\r\n  \"metric\": [\"m\"]\r\n}\r\n",
       "{\r\n  \"hparam\": [\r\n    \"x\",\r\n    \"y\"\r\n  ],\r\n  \"metric\": [\"m\"]\r\n}\r\n"},
  };
  for (const auto& expected : cases) {
    const std::string added = add_to_title(expected.before, "t.json", {"x", "y"}, {"m"});
    EXPECT_EQ(added, expected.after) << expected.what;
    EXPECT_EQ(add_to_title(added, "t.json", {"x", "y"}, {"m"}), added) << expected.what << ": once is enough";
  }
}

TEST(AddToTitle, NamesOfAnyKindAreReadBack) {
  const Names names = {"a\"b", "back\\slash", "größe", "tab\there", "x,y", "// no comment", "# nor this"};
  const std::string text = add_to_title("", "t.json", names, names);
  EXPECT_EQ(parse_title(text, "t.json").metric, names);
  EXPECT_EQ(add_to_title(text, "t.json", names, names), text);
}

TEST(AddToTitle, WhatIsNoTitleIsNotTouched) {
  EXPECT_THROW(add_to_title("{\"hparam\": 1}", "t.json", {"x"}, {}), base::UserError);
}

}  // namespace
}  // namespace experiment
