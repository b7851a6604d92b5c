#include "base/json.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Json, KeepsNumbersAsTheyWereWritten) {
  EXPECT_EQ(Json::number("0.10").compact(), "0.10");
  EXPECT_EQ(Json::number("1e-05").compact(), "1e-05");
  EXPECT_EQ(Json::number("NaN").compact(), "\"NaN\"");
  EXPECT_EQ(Json::real(0.1).compact(), "0.1");
  EXPECT_EQ(Json::integer(-3).compact(), "-3");
}

TEST(Json, EscapesStrings) {
  EXPECT_EQ(json_quote("a\"\\\n\x1b\x7f é"), "\"a\\\"\\\\\\n\\u001b\\u007f é\"");
  EXPECT_EQ(json_quote("\xc2\x9b\xe2\x80\xae"), "\"\\u009b\\u202e\"") << "a terminal would obey them";
  EXPECT_EQ(Json::string("\xff\xfe").compact(), "{\"base64\":\"//4=\"}");
}

TEST(Json, ObjectsKeepOrderAndLastMemberWins) {
  Json object = Json::object();
  object.set("b", Json::integer(1));
  object.set("a", Json::string("x"));
  object.set("b", Json::integer(2));
  EXPECT_EQ(object.compact(), "{\"b\":2,\"a\":\"x\"}");
  object.members().emplace_back("a", Json::string("y"));
  EXPECT_EQ(object.text_of("a"), "y");
  object.erase("a");
  EXPECT_EQ(object.find("a"), nullptr);
}

TEST(Json, PrettyIsForPeople) {
  Json json = Json::object();
  json.set("command", Json::array({Json::string("a"), Json::string("b")}));
  json.set("params", Json::object({{"lr", Json::number("0.1")}}));
  json.set("none", Json::object());
  EXPECT_EQ(json.pretty(),
            "{\n  \"command\": [\"a\", \"b\"],\n  \"params\": {\n    \"lr\": 0.1\n  },\n  \"none\": {}\n}\n");
}

TEST(Json, NumberGrammar) {
  for (const char* good : {"0", "-0", "1.5", "1e5", "1E+05", "-0.0e-3"}) EXPECT_TRUE(is_json_number(good)) << good;
  for (const char* bad : {"", "01", "15.", ".5", "+1", "NaN", "1e", "0x1", "1 "})
    EXPECT_FALSE(is_json_number(bad)) << bad;
}

TEST(Json, Base64ObjectsCountAsTheirBytes) {
  const Json json = Json::object({{"base64", Json::string("//4=")}});
  EXPECT_EQ(json.text(), "\xff\xfe");
}

}  // namespace
}  // namespace base
