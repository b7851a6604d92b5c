#include "experiment/turn.h"

#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/time.h"
#include "base/trace.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t longest_word = 64;
constexpr std::int64_t longest_turn_ms = 500, longest_pause_ms = 20;
/// By this host's clock: so old is no turn, whatever the clock of a file server says.
constexpr std::int64_t left_behind_ns = 10'000'000'000;

std::string read_word(const std::string& path) {
  return base::read_file(path, longest_word).bytes;
}

/// Random as well, so that many who wait do not look in the same moments.
void pause(std::int64_t ms) {
  const auto jitter = static_cast<std::int64_t>(base::random_number() % static_cast<std::uint64_t>(ms));
  std::this_thread::sleep_for(std::chrono::milliseconds(ms + jitter));
}

/// What somebody else's turn looks like, and since when.
class Others {
 public:
  /// Whether one turn has lasted too long.
  bool are_late(const std::string& path) {
    const std::string word = read_word(path);
    if (word != word_) {
      word_ = word;
      since_ms_ = base::steady_ms();
    }
    const std::int64_t age_ns =
        base::now().ms * 1'000'000 - base::find_mtime_ns(path).value_or(base::now().ms * 1'000'000);
    return base::steady_ms() - since_ms_ > longest_turn_ms || age_ns > left_behind_ns;
  }

 private:
  std::string word_;
  std::int64_t since_ms_ = base::steady_ms();
};

/// False if that is not possible.
bool take_away(const std::string& path) {
  // By a rename: of many who do this only one removes it.
  const std::string aside = path + "-" + base::random_hex(8);
  if (::rename(path.c_str(), aside.c_str()) != 0) return errno == ENOENT;
  ::unlink(aside.c_str());
  return true;
}

}  // namespace

Turn::Turn(const Store& store, const std::function<bool()>& is_done, std::int64_t wait_ms)
    : path_(base::path_join(store.repository.exp_dir(), "publishing")), word_(base::random_hex(16)) {
  const std::int64_t deadline = base::steady_ms() + wait_ms;
  std::optional<base::Trace> waiting;
  Others others;
  for (std::int64_t pause_ms = 1; !take(); pause_ms = std::min(pause_ms * 2, longest_pause_ms)) {
    if (!waiting) waiting.emplace("retries: others publish");
    is_done_ = is_done();
    if (is_done_ || base::steady_ms() >= deadline) return;
    const bool are_late = others.are_late(path_);
    if (are_late && !take_away(path_)) return;
    if (!are_late) pause(pause_ms);
  }
}

bool Turn::take() {
  if (base::path_exists(path_)) return false;
  try {
    is_ours_ = base::create_exclusively(path_, word_);
    return is_ours_;
  } catch (const base::UserError&) {
    return true;  // whatever it is, writing the notes will meet it too, and say it
  }
}

Turn::~Turn() {
  if (is_ours_ && read_word(path_) == word_) ::unlink(path_.c_str());
}

}  // namespace experiment
