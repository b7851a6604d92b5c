#include <utility>

#include "base/error.h"
#include "experiment/settings.h"

namespace experiment {
namespace {

/// Reads one line from left to right.
class Splitter {
 public:
  explicit Splitter(const std::string& line) : line_(line) {}

  std::vector<std::string> split() {
    while (at_ < line_.size()) {
      const char c = line_[at_++];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        end_word();
      } else if (c == '\'') {
        take_quoted('\'');
      } else if (c == '"') {
        take_quoted('"');
      } else if (c == '\\') {
        if (at_ == line_.size()) fail("ends in a backslash");
        // A backslash before the end of a line joins the two lines.
        if (line_[at_] != '\n') word() += line_[at_];
        ++at_;
      } else {
        word() += c;
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  std::string& word() {
    in_word_ = true;
    return word_;
  }

  void end_word() {
    if (in_word_) words_.push_back(std::exchange(word_, {}));
    in_word_ = false;
  }

  void take_quoted(char quote) {
    word();
    for (; at_ < line_.size(); ++at_) {
      char c = line_[at_];
      if (c == quote) {
        ++at_;
        return;
      }
      const bool escapes = quote == '"' && c == '\\' && at_ + 1 < line_.size() &&
                           std::string_view("$`\"\\\n").find(line_[at_ + 1]) != std::string_view::npos;
      if (escapes) c = line_[++at_];
      if (!escapes || c != '\n') word() += c;
    }
    fail(quote == '"' ? "has a double quote that is not closed" : "has a single quote that is not closed");
  }

  [[noreturn]] void fail(const std::string& fault) const {
    throw base::UserError("the command line " + base::quoted(line_) + " " + fault);
  }

  const std::string& line_;
  std::size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;  ///< also inside an empty quoted word
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> split_command(const std::string& line) {
  return Splitter(line).split();
}

}  // namespace experiment
