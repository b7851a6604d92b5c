#include "supervise/line_states.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace supervise {
namespace {

/// Lines as "text" and states as "~text".
class Collector final : public LineConsumer {
 public:
  void line(std::string_view text, bool final) override { lines.push_back((final ? "" : "~") + std::string(text)); }
  std::vector<std::string> lines;
};

std::vector<std::string> lines_of(std::string_view output, std::size_t piece) {
  Collector collector;
  LineStates states(&collector);
  for (std::size_t at = 0; at < output.size(); at += piece) states.feed(output.substr(at, piece));
  states.finish();
  return collector.lines;
}

struct Case {
  const char* what;
  std::string output;
  std::vector<std::string> lines;
};

class LineStatesCases : public testing::TestWithParam<Case> {};

TEST_P(LineStatesCases, AreTheSameHoweverTheOutputIsCut) {
  for (const std::size_t piece : {1u, 2u, 3u, 7u, 1000u})
    EXPECT_EQ(lines_of(GetParam().output, piece), GetParam().lines) << GetParam().what << ", pieces of " << piece;
}

const std::vector<Case> cases = {
    {"plain lines", "a\n\n  b\tc \n", {"a", "", "  b\tc "}},
    {"an open last line", "a\nb", {"a", "b"}},
    {"line ends of another system", "a\r\nb\r\r\n", {"a", "b"}},
    {"a bar", "\r 10%|# | loss=2\r100%|##| loss=1\ndone\n", {"~ 10%|# | loss=2", "100%|##| loss=1", "done"}},
    {"a bar that the end leaves open", "\ra\rb", {"~a", "b"}},
    {"a bar that ends with a return", "\ra\rb\r", {"~a", "b"}},
    {"colours", "\x1b[1mloss\x1b[0m: \x1b[38;5;2m0.5\x1b[0m\n", {"loss: 0.5"}},
    {"titles and links", "\x1b]0;title\aa\x1b]8;;http://x\x1b\\b\n", {"ab"}},
    {"a title that never ends", "\x1b]0;title\na\n", {"", "a"}},
    {"an erased line", "bar\r\x1b[Kepoch: 1\n", {"~bar", "epoch: 1"}},
    {"erasing to the right loses nothing", "a\x1b[K\n", {"a"}},
    {"nested bars",
     "outer\n\rinner 1\x1b[A\router 1\n\rinner 2\x1b[A\n",
     {"outer", "~inner 1", "outer 1", "~inner 2", ""}},
    {"backspaces", "done: 10%\b\b\b20%\b\b\b30%\n", {"~done: 10%", "~done: 20%", "done: 30%"}},
    {"a backspace takes a whole character", "x\xc3\xa9\by\n", {"~x\xc3\xa9", "xy"}},
    {"a hidden cursor is no move", "a\x1b[?25lb\n", {"ab"}},
    {"bytes that are not text", std::string("\0\xff\x01\n", 4), {std::string("\0\xff\x01", 3)}},
};

INSTANTIATE_TEST_SUITE_P(All, LineStatesCases, testing::ValuesIn(cases));

TEST(LineStates, CutsEndlessLines) {
  const std::string endless(3 * LineStates::longest_line, 'x');
  for (const std::size_t piece : {std::size_t{4096}, endless.size() + 9}) {
    const auto lines = lines_of(endless + "\nnext\n", piece);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].size(), LineStates::longest_line);
    EXPECT_EQ(lines[1], "next");
  }
}

TEST(LineStates, WorkWithoutAConsumer) {
  LineStates states(nullptr);
  states.feed("a\nb");
  states.finish();
}

}  // namespace
}  // namespace supervise
