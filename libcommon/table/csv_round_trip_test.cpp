#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "base/file.h"
#include "base/json.h"
#include "table/select.h"
#include "table/test_table.h"

/// Values of every kind, written by us, read back by Python's csv and by pandas, where these are installed.
namespace table {
namespace {

constexpr const char* script = R"(
import csv, json, sys
expected = json.load(open(sys.argv[1], encoding='utf-8'))
path = sys.argv[2]
with open(path, newline='', encoding='utf-8') as file:
    assert list(csv.reader(file)) == expected, 'csv reads other values'
rewritten = open(path + '.python', 'w', newline='', encoding='utf-8')
csv.writer(rewritten).writerows(expected)
rewritten.close()
assert open(path, 'rb').read() == open(path + '.python', 'rb').read(), 'csv writes other bytes'
if sys.argv[3] == 'pandas':
    import pandas
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding='utf-8')
    assert [list(frame.columns)] + frame.values.tolist() == expected, 'pandas reads other values'
)";

const std::vector<std::string> values{"",
                                      " ",
                                      "plain",
                                      "a,b",
                                      "\"",
                                      "\"\"",
                                      "say \"hi\"",
                                      "\"quoted\"",
                                      "a\nb",
                                      "a\r\nb",
                                      "a\rb",
                                      "\n",
                                      "trailing\n",
                                      "NA",
                                      "NaN",
                                      "null",
                                      "None",
                                      "nan",
                                      "-nan",
                                      "inf",
                                      "-inf",
                                      "1e400",
                                      "0.1",
                                      "-0.5",
                                      "+1",
                                      "1.",
                                      "007",
                                      "1_000",
                                      "0x10",
                                      "true",
                                      "'quoted'",
                                      "'",
                                      "it's",
                                      "# comment",
                                      "\\",
                                      "\\n",
                                      "\t",
                                      "a\tb",
                                      ";",
                                      "|",
                                      "é",
                                      "東京",
                                      "😀",
                                      "\xc2\xa0",
                                      "\xef\xbb\xbf"
                                      "bom",
                                      "\xe2\x80\xa8",
                                      "\x01\x02\x1b[31m",
                                      "\x7f",
                                      std::string(100'000, 'x'),
                                      "{\"a\": [1, 2]}",
                                      "12,5",
                                      "1e-05",
                                      "00",
                                      "-"};

/// Only for values without a leading tab, CR or sign: those are guarded.
bool is_guarded(const std::string& value) {
  return value == "\t" || value == "-";
}

int run(const std::string& command) {
  return std::system(command.c_str());
}

class CsvRoundTrip : public testing::Test {
 protected:
  void SetUp() override {
    if (run("python3 -c 'import csv, json' 2>/dev/null") != 0) GTEST_SKIP() << "python3 is not installed";
    char folder[] = "/tmp/csv-round-trip-XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    folder_ = folder;
    base::write_file_atomically(folder_ + "/check.py", script);
  }
  void TearDown() override {
    if (!folder_.empty()) base::remove_tree(folder_);
  }

  void check(const std::vector<TestRow>& rows, const std::vector<std::vector<std::string>>& expected) {
    const Table table = make_table(rows);
    const auto grid = make_grid(table, all_rows(table), Resolver(table, {}).all_columns());
    base::write_file_atomically(folder_ + "/table.csv", write(*grid, Format::csv));
    base::Json lines = base::Json::array();
    for (const auto& row : expected) {
      base::Json line = base::Json::array();
      for (const auto& cell : row) line.push_back(base::Json::string(cell));
      lines.push_back(line);
    }
    base::write_file_atomically(folder_ + "/expected.json", lines.compact());
    const bool has_pandas = run("python3 -c 'import pandas' 2>/dev/null") == 0;
    const std::string arguments =
        folder_ + "/expected.json " + folder_ + "/table.csv " + (has_pandas ? "pandas" : "csv");
    EXPECT_EQ(run("python3 " + folder_ + "/check.py " + arguments), 0);
  }

  std::string folder_;
};

TEST_F(CsvRoundTrip, ValuesInARow) {
  TestRow row{"r/0", {}, {}, {}};
  std::vector<std::vector<std::string>> expected{{"expernameid"}, {"r/0"}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_guarded(values[i])) continue;
    row.params.emplace_back("p" + std::to_string(i), values[i]);
    expected[0].push_back("p" + std::to_string(i));
    expected[1].push_back(values[i]);
  }
  check({row}, expected);
}

TEST_F(CsvRoundTrip, ValuesInAColumn) {
  std::vector<TestRow> rows;
  std::vector<std::vector<std::string>> expected{{"expernameid", "x"}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_guarded(values[i])) continue;
    rows.push_back({"r/" + std::to_string(i), {{"x", values[i]}}, {}, {}});
    expected.push_back({"r/" + std::to_string(i), values[i]});
  }
  check(rows, expected);
}

TEST_F(CsvRoundTrip, ValuesAsNames) {
  TestRow row{"r/0", {}, {}, {}};
  std::vector<std::vector<std::string>> expected{{"expernameid"}, {"r/0"}};
  for (const std::string& value : values) {
    if (is_guarded(value) || value.empty()) continue;  // pandas calls an unnamed column "Unnamed: 1"
    row.params.emplace_back(value, "1");
    expected[0].push_back(value);
    expected[1].push_back("1");
  }
  check({row}, expected);
}

}  // namespace
}  // namespace table
