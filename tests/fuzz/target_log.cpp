#include "base/text.h"
#include "supervise/line_states.h"
#include "supervise/screen_lines.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

struct Final final : supervise::FinalText {
  void final_text(std::string_view piece) override { text += piece; }
  std::string text;
};

struct Lines final : supervise::LineConsumer {
  void line(std::string_view text, bool final) override {
    expect(text.size() <= supervise::LineStates::longest_line, "a line is given in parts of 64 KiB");
    expect(text.find_first_of("\n\x1b") == text.npos, "a line is text", text);
    expect(final || !text.empty(), "a state is never empty");
    all.append(final ? "=" : "~").append(text).append("\n");
  }
  std::string all;
};

/// The pieces into which bytes are cut must not matter.
template <typename Feed>
void feed_in_pieces(std::string_view bytes, std::size_t piece, Feed feed) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) feed(bytes.substr(0, piece));
}

std::string screen_of(std::string_view bytes, std::size_t piece) {
  // A cursor sent to the right fills its line with blanks, up to 4096 of them.
  constexpr std::size_t most =
      (supervise::ScreenLines::window_lines + 1) * (supervise::ScreenLines::window_bytes + 5000);
  Final final;
  supervise::ScreenLines screen(final);
  feed_in_pieces(bytes, piece, [&](std::string_view part) {
    screen.feed(part);
    expect(screen.window().size() <= most, "what can still be redrawn is bounded");
  });
  screen.commit();
  expect(screen.window().empty(), "nothing is left behind");
  return final.text;
}

std::string states_of(std::string_view bytes, std::size_t piece) {
  Lines lines;
  supervise::LineStates states(&lines);
  feed_in_pieces(bytes, piece, [&](std::string_view part) { states.feed(part); });
  states.finish();
  return lines.all;
}

}  // namespace

/// The first byte is the size of the pieces that a pipe may give.
void check_log(std::string_view input) {
  const std::size_t piece = 1 + take_byte(input);
  const std::string screen = screen_of(input, input.size() + 1);
  expect(screen.find_first_of("\x1b\b\r") == screen.npos, "a log has no control characters of a terminal", screen);
  expect(screen.empty() || screen.back() == '\n', "a log's last line has an end", screen);
  // Where bytes that are no characters are written over, the columns behind them are anybody's guess.
  if (base::is_utf8(input))
    expect(screen_of(input, piece) == screen, "a log does not depend on how the bytes were cut", input);
  expect(states_of(input, piece) == states_of(input, input.size() + 1), "lines do not depend on how the bytes were cut",
         input);
}

}  // namespace fuzz
