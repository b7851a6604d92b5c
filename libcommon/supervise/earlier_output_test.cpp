#include "supervise/earlier_output.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <vector>

#include "base/file.h"

namespace supervise {
namespace {

class Collector final : public LineConsumer {
 public:
  std::vector<std::string> lines;
  void line(std::string_view text, bool final) override {
    if (final) lines.emplace_back(text);
  }
};

std::vector<std::string> read_back(const std::string& text) {
  const std::string path = base::path_join(testing::TempDir(), "earlier-" + std::to_string(::getpid()));
  base::write_file_atomically(path, text, false);
  Collector collector;
  read_earlier_output(path, collector);
  ::unlink(path.c_str());
  return collector.lines;
}

TEST(EarlierOutput, HeadsAndFeetAreLeftOut) {
  EXPECT_EQ(
      read_back("====== asr/0 ======\ncommand: x --lr=1\ncommit:  5\nhost:    a@b\nstart:   7\n======\n"
                "loss: 3\n====== failed, exit 1, 2026-01-01T00:00:00.000Z after 3 s ======\n"
                "====== asr/0 attempt 2 ======\ncommand: x\ncommit:  5\nhost:    a@b\nstart:   7\n======\nloss: 2\n"),
      (std::vector<std::string>{"loss: 3", "loss: 2"}));
}

TEST(EarlierOutput, AMarkOfTheProgramHidesNoMoreThanAHead) {
  const auto lines = read_back("====== epoch one ======\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n");
  EXPECT_EQ(lines, (std::vector<std::string>{"f: 6", "g: 7"}));
}

TEST(EarlierOutput, NoLogIsNothing) {
  Collector collector;
  read_earlier_output("/nowhere/log", collector);
  EXPECT_TRUE(collector.lines.empty());
}

}  // namespace
}  // namespace supervise
