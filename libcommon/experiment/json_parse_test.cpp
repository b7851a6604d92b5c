#include "experiment/json_parse.h"

#include <gtest/gtest.h>

#include <string>

namespace experiment {
namespace {

std::string nested(std::size_t levels, const std::string& open, const std::string& close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

TEST(ParseJson, ReadsWhatProgramsWrite) {
  struct Case {
    std::string text, compact;
  };
  for (const auto& [text, compact] : std::vector<Case>{
           {"{}", "{}"},
           {"[]", "[]"},
           {" \n{ \"a\" : 1 , \"b\":[ true,false , null ] }\r\n", R"({"a":1,"b":[true,false,null]})"},
           {"\xef\xbb\xbf{\"a\":1}", R"({"a":1})"},
           {"7", "7"},
           {" \"x\" ", R"("x")"},
           {"null", "null"},
           {R"({"a":{"b":{"c":[[1],[2,[3]]]}}})", R"({"a":{"b":{"c":[[1],[2,[3]]]}}})"},
           {R"({"a":1,"a":2})", R"({"a":1,"a":2})"},
           {"{\"\xc3\xa4\":\"\xf0\x9f\x98\x80\"}", "{\"\xc3\xa4\":\"\xf0\x9f\x98\x80\"}"},
       }) {
    const auto parsed = parse_json(text);
    ASSERT_TRUE(parsed.value) << text << ": " << parsed.error;
    EXPECT_EQ(parsed.value->compact(), compact) << text;
  }
}

TEST(ParseJson, NumbersKeepTheirText) {
  for (const char* number : {"0.10", "1e-05", "-0.0", "1E+400", "98765432109876543210", "0.1000000000000000055511"}) {
    const std::string text = number;
    const auto parsed = parse_json("{\"x\": " + text + " }");
    ASSERT_TRUE(parsed.value) << text;
    EXPECT_TRUE(parsed.value->find("x")->is_number());
    EXPECT_EQ(parsed.value->text_of("x"), text);
  }
}

TEST(ParseJson, NotANumberAndInfinityAreNumbers) {
  struct Case {
    std::string text, number;
  };
  for (const auto& [text, number] : std::vector<Case>{{"NaN", "NaN"},
                                                      {"Infinity", "Infinity"},
                                                      {"-Infinity", "-Infinity"},
                                                      {"nan", "NaN"},
                                                      {"-nan", "NaN"},
                                                      {"inf", "Infinity"},
                                                      {"-inf", "-Infinity"}}) {
    for (const std::string& document : {text, "[" + text + "]", "{\"x\":" + text + "}", "[1, " + text + " ,2]"}) {
      const auto parsed = parse_json(document);
      ASSERT_TRUE(parsed.value) << document;
      const base::Json* value = &*parsed.value;
      if (value->is_object()) value = value->find("x");
      if (value->is_array()) value = &value->items()[value->items().size() / 2];
      EXPECT_TRUE(value->is_number()) << document;
      EXPECT_EQ(value->text(), number) << document;
    }
  }
}

TEST(ParseJson, ResolvesEscapes) {
  struct Case {
    std::string quoted, text;
  };
  for (const auto& [quoted, text] : std::vector<Case>{
           {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
           {R"("a\u0041\u00e9\u20ac")", "aA\xc3\xa9\xe2\x82\xac"},
           {R"("\uD83D\uDE00")", "\xf0\x9f\x98\x80"},
           {R"("\u0000")", std::string(1, '\0')},
           {R"("\ud83d")", "\xef\xbf\xbd"},
           {R"("\ud83dx")", "\xef\xbf\xbdx"},
           {R"("\ud83d\u0041")",
            "\xef\xbf\xbd"
            "A"},
           {R"("\ude00\ud83d\ude00")", "\xef\xbf\xbd\xf0\x9f\x98\x80"},
           {R"("\ud83d\ud83d\ude00")", "\xef\xbf\xbd\xf0\x9f\x98\x80"},
           {R"("ends in a backslash\\")", "ends in a backslash\\"},
           {R"("\\\"")", "\\\""},
       }) {
    const auto as_value = parse_json("[" + quoted + ",1]");
    ASSERT_TRUE(as_value.value) << quoted;
    EXPECT_EQ(as_value.value->items()[0].text(), text) << quoted;
    const auto as_name = parse_json("{" + quoted + ":1}");
    ASSERT_TRUE(as_name.value) << quoted;
    EXPECT_EQ(as_name.value->members()[0].first, text) << quoted;
  }
}

TEST(ParseJson, SaysWhyThereIsNothing) {
  struct Case {
    std::string text, error;
  };
  for (const auto& [text, error] : std::vector<Case>{
           {"", "is empty"},
           {" \n\t", "is empty"},
           {"\xef\xbb\xbf", "is empty"},
           {"{", "ends in the middle"},
           {"{\"a\": 1", "ends in the middle"},
           {"{\"a\": 1,", "ends in the middle"},
           {"{\"a\": \"x", "ends in the middle"},
           {"{\"a\": \"x\\\"}", "ends in the middle"},
           {"{\"a\": [1, 2}", "ends in the middle"},
           {"{\"a\": \"\xc3", "ends in the middle"},
           {"{\"a\": \"caf\xe9\"}", "is not UTF-8"},
           {"{\"\xed\xa0\x80\": 1}", "is not UTF-8"},
           {"\xff\xfe{\0}\0", "is not UTF-8"},
           {"{} {}", "has more behind its end"},
           {"{\"a\":1}\n{\"a\":2}\n", "has more behind its end"},
           {"[1] x", "has more behind its end"},
           {"[1]]", "has more behind its end"},
           {"{\"a\":1}}", "has more behind its end"},
           {"{]", "is not JSON"},
           {"[1}", "is not JSON"},
           {"1 2", "is not JSON"},
           {"hello", "is not JSON"},
           {"\"a\" \"b\"", "is not JSON"},
           {"{\"a\":1,}", "is not JSON"},
           {"[1,]", "is not JSON"},
           {"[,1]", "is not JSON"},
           {"[1 2]", "is not JSON"},
           {"[\"a\":1]", "is not JSON"},
           {"[\"a\" \"b\"]", "is not JSON"},
           {"[\"a\"b]", "is not JSON"},
           {"{\"a\" 1}", "is not JSON"},
           {"{a:1}", "is not JSON"},
           {"{'a':1}", "is not JSON"},
           {"{\"a\":01}", "is not JSON"},
           {"{\"a\":15.}", "is not JSON"},
           {"{\"a\":.5}", "is not JSON"},
           {"{\"a\":+1}", "is not JSON"},
           {"{\"a\":0x10}", "is not JSON"},
           {"{\"a\":tru}", "is not JSON"},
           {"{\"a\":nulls}", "is not JSON"},
           {"{\"a\":NaNa}", "is not JSON"},
           {"{\"a\":\"\\x\"}", "is not JSON"},
           {"{\"a\":\"\\u12g4\"}", "is not JSON"},
           {"{\"a\":\"line\nbreak\"}", "is not JSON"},
           {"{\"a\":1 // comment\n}", "is not JSON"},
           {std::string("{\"a\":1\0}", 8), "is not JSON"},
           {nested(513, "[", "]"), "is nested too deeply"},
           {nested(10'000, "[", "]"), "is nested too deeply"},
           {nested(10'000, "{\"a\":", "}"), "is nested too deeply"},
           {std::string(100'000, '['), "is nested too deeply"},
       }) {
    const auto parsed = parse_json(text);
    EXPECT_FALSE(parsed.value) << text.substr(0, 80);
    EXPECT_EQ(parsed.error, error) << text.substr(0, 80);
  }
}

TEST(ParseJson, EveryPrefixOfADocumentIsRefused) {
  const std::string text =
      R"({"hparam": {"lr": "0.1", "layers": [64, 32]}, "metric": {"val/acc": 0.95, "n": [null, true]}})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto parsed = parse_json(text.substr(0, size));
    EXPECT_FALSE(parsed.value) << text.substr(0, size);
    EXPECT_EQ(parsed.error, size == 0 ? "is empty" : "ends in the middle") << text.substr(0, size);
  }
  EXPECT_TRUE(parse_json(text).value);
}

TEST(ParseJson, ReadsUpToTheDepthLimit) {
  EXPECT_TRUE(parse_json(nested(512, "[", "]")).value);
  EXPECT_TRUE(parse_json(nested(511, "{\"a\":", "}").insert(511 * 5, "[]")).value);
}

TEST(ParseJson, ALargeDocumentDoesNotDisturbTheNext) {
  const std::string large = "[\"" + std::string(3u << 20, 'x') + "\"]";
  EXPECT_EQ(parse_json(large).value->items()[0].text().size(), 3u << 20);
  EXPECT_EQ(parse_json("[1]").value->compact(), "[1]");
}

}  // namespace
}  // namespace experiment
