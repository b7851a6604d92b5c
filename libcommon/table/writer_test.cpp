#include "table/writer.h"

#include <gtest/gtest.h>

#include "table/select.h"
#include "table/test_table.h"

namespace table {
namespace {

std::string written(const std::vector<TestRow>& rows, Format format, const Directions& directions = {},
                    const WriteSettings& settings = {}) {
  const Table table = make_table(rows);
  return write(*make_grid(table, all_rows(table), Resolver(table, directions).all_columns()), format, settings);
}

TEST(Writer, CsvIsWhatReferenceSystemCWrites) {
  const Table table = make_table({{"t1/0", {{"lr", "0.001"}}, {{"val/acc", "98.7000"}, {"n", "3"}}, {}}});
  base::CollectedMessages messages;
  const auto spec = [](const char* name, Kind kind) { return ColumnSpec{{name, {}, true}, kind, ""}; };
  const auto columns = Resolver(table, {}).columns({spec("lr", Kind::param), spec("expernameid", Kind::param),
                                                    spec("val/acc", Kind::metric), spec("n", Kind::metric)},
                                                   messages);
  EXPECT_EQ(write(*make_grid(table, all_rows(table), columns), Format::csv),
            "expernameid,lr,val/acc,n\r\nt1/0,0.001,98.7000,3\r\n");
}

TEST(Writer, CsvQuotesAndGuardsFields) {
  const struct {
    const char* value;
    const char* field;
    const char* unguarded;
  } cases[] = {
      {"plain", "plain", "plain"},
      {"a,b", "\"a,b\"", "\"a,b\""},
      {"say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""},
      {"two\nlines", "\"two\nlines\"", "\"two\nlines\""},
      {"\r", "\"'\r\"", "\"\r\""},
      {" padded ", " padded ", " padded "},
      {"", "", ""},
      {"=1+1", "'=1+1", "=1+1"},
      {"+x", "'+x", "+x"},
      {"-", "'-", "-"},
      {"--lr=1", "'--lr=1", "--lr=1"},
      {"@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"},
      {"\tx", "'\tx", "\tx"},
      {"=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"", "\"=HYPERLINK(\"\"x\"\",1)\""},
      {"-0.5", "-0.5", "-0.5"},
      {"+1e-5", "+1e-5", "+1e-5"},
      {"-Infinity", "-Infinity", "-Infinity"},
      {"-1,5", "\"'-1,5\"", "\"-1,5\""},
      {"a=1", "a=1", "a=1"},
      {"caf\xe9", "caf\xef\xbf\xbd", "caf\xef\xbf\xbd"},
  };
  for (const auto& c : cases) {
    const std::vector<TestRow> rows{{"r/0", {{"x", c.value}}, {}, {}}};
    const std::string start = "expernameid,x\r\nr/0,";
    EXPECT_EQ(written(rows, Format::csv), start + c.field + "\r\n") << c.value;
    WriteSettings unguarded;
    unguarded.formula_guard = false;
    EXPECT_EQ(written(rows, Format::csv, {}, unguarded), start + c.unguarded + "\r\n") << c.value;
  }
}

TEST(Writer, CsvHasAnEmptyFieldForAMissingValueAndALineForALoneOne) {
  EXPECT_EQ(written({{"a", {{"x", "1"}}, {}, {}}, {"b", {{"y", "2"}}, {}, {}}}, Format::csv),
            "expernameid,x,y\r\na,1,\r\nb,,2\r\n");
  const Table table = make_table({{"a", {{"x", ""}}, {}, {}}});
  EXPECT_EQ(
      write(*keep_columns(make_grid(table, all_rows(table), Resolver(table, {}).all_columns()), {1}), Format::csv),
      "x\r\n\"\"\r\n");
}

TEST(Writer, TsvIsALineForARow) {
  EXPECT_EQ(written({{"a", {{"x", "1\t2\n\\n"}, {"y\t", "=1"}, {"z", "\x1b[31m \"q\""}}, {}, {}}}, Format::tsv),
            "expernameid\tx\ty\\t\tz\na\t1\\t2\\n\\\\n\t'=1\t\\x1b[31m \"q\"\n");
}

TEST(Writer, JsonKeepsNumbersAsWritten) {
  const std::vector<TestRow> rows{
      {"2024", {{"lr", "0.10"}, {"s", "a\"b\n\x1b"}}, {{"acc", "1e-05"}, {"bad", "NaN"}}, {}},
      {"b/0", {{"lr", "010"}, {"s", ""}}, {{"acc", "15."}}, {}}};
  const std::string first = R"({"expernameid":"2024","lr":0.10,"s":"a\"b\n\u001b","acc":1e-05,"bad":"NaN"})";
  const std::string second = R"({"expernameid":"b/0","lr":"010","s":"","acc":"15.","bad":null})";
  EXPECT_EQ(written(rows, Format::json), "[\n" + first + ",\n" + second + "\n]\n");
  EXPECT_EQ(written(rows, Format::ndjson), first + "\n" + second + "\n");
  EXPECT_EQ(written({}, Format::json), "[\n]\n");
  EXPECT_EQ(written({}, Format::ndjson), "");
}

TEST(Writer, JsonTellsTextOfTheRunFromNumbers) {
  const Table table = make_table({{"a/7", {}, {}, {{"tag", "2024"}, {"id", "7"}, {"seed", "12"}}}});
  base::CollectedMessages messages;
  const auto columns = Resolver(table, {}).columns(parse_columns("tag,id,seed"), messages);
  EXPECT_EQ(write(*make_grid(table, all_rows(table), columns), Format::ndjson),
            "{\"expernameid\":\"a/7\",\"tag\":\"2024\",\"id\":7,\"seed\":12}\n");
}

const std::vector<TestRow> hostile{{"a/0", {{"x|y", "<b>&\"'|"}}, {{"acc_1", "-0.5"}}, {}},
                                   {"b_/1", {{"x|y", "50% $5 #1 {~^\\}\x1b[2J"}}, {{"acc_1", "0.75"}}, {}}};
const Directions acc{{"acc_1", Direction::max}};

TEST(Writer, MarkdownEscapesAndMarksTheBest) {
  EXPECT_EQ(written(hostile, Format::markdown, acc),
            "| expernameid | x\\|y | acc_1 |\n"
            "| :--- | :--- | ---: |\n"
            "| a/0 | \\<b\\>\\&\"'\\| | -0.5 |\n"
            "| b\\_/1 | 50% $5 #1 {\\~^\\\\}\\\\x1b\\[2J | **0.75** |\n");
}

TEST(Writer, LatexEscapesAndMarksTheBest) {
  EXPECT_EQ(
      written(hostile, Format::latex, acc),
      "\\begin{tabular}{llr}\n\\hline\n"
      "expernameid & x\\textbar{}y & acc\\_1 \\\\\n\\hline\n"
      "a/0 & \\textless{}b\\textgreater{}\\&\\textquotedbl{}'\\textbar{} & $-$0.5 \\\\\n"
      "b\\_/1 & 50\\% \\$5 \\#1 \\{\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\}\\textbackslash{}x1b[2J & "
      "\\textbf{0.75} \\\\\n"
      "\\hline\n\\end{tabular}\n");
  EXPECT_NE(written({{"a", {}, {{"acc", "1 ± 2"}}, {}}}, Format::latex).find("1 $\\pm$ 2"), std::string::npos);
}

TEST(Writer, HtmlEscapesAndMarksTheBest) {
  EXPECT_EQ(written(hostile, Format::html, acc),
            "<table>\n<thead>\n<tr><th>expernameid</th><th>x|y</th><th>acc_1</th></tr>\n</thead>\n<tbody>\n"
            "<tr><td>a/0</td><td>&lt;b&gt;&amp;&quot;&#39;|</td><td style=\"text-align:right\">-0.5</td></tr>\n"
            "<tr><td>b_/1</td><td>50% $5 #1 {~^\\}\\x1b[2J</td><td style=\"text-align:right\">"
            "<strong>0.75</strong></td></tr>\n</tbody>\n</table>\n");
}

TEST(Writer, OutputDoesNotDependOnThreads) {
  std::vector<TestRow> rows;
  for (int i = 0; i < 5000; ++i) rows.push_back({"r/" + std::to_string(i), {{"x", std::to_string(i * 7)}}, {}, {}});
  for (const Format format : {Format::csv, Format::tsv, Format::json, Format::ndjson}) {
    WriteSettings four;
    four.threads = 4;
    EXPECT_EQ(written(rows, format), written(rows, format, {}, four));
  }
}

TEST(Writer, KnowsFormatsByName) {
  EXPECT_EQ(parse_format("md"), Format::markdown);
  EXPECT_EQ(parse_format("ndjson"), Format::ndjson);
  EXPECT_FALSE(parse_format("xlsx") || parse_format("CSV") || parse_format(""));
}

}  // namespace
}  // namespace table
