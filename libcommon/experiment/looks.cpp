#include "experiment/looks.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <unordered_set>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/names.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t longest_file = 64u << 10;
constexpr std::size_t largest_look = 256;

std::string ended_path(const Store& store) {
  return base::path_join(user_folder(store), "ended");
}

std::string look_path(const Store& store) {
  return base::path_join(user_folder(store), "looked");
}

std::string read_lines(const Store& store) {
  // Whoever appends makes it a little longer than it should be.
  return base::read_file(ended_path(store), 2 * longest_file).bytes;
}

std::optional<EndedRun> parse_line(std::string_view line) {
  const auto words = base::split_words(line);
  if (words.size() != 3) return std::nullopt;
  const auto at = base::parse_timestamp(words[0]);
  const auto run = parse_run_name(words[2]);
  if (!at || !base::is_uuid(words[1]) || !run) return std::nullopt;
  return EndedRun{*at, words[1], run->text()};
}

void shorten(const Store& store) {
  const std::string lines = read_lines(store);
  const auto middle = lines.find('\n', lines.size() / 2);
  base::write_file_atomically(ended_path(store), middle == lines.npos ? "" : lines.substr(middle + 1), false);
}

}  // namespace

void note_ended(const Store& store, const Record& record) {
  try {
    make_shared_folders(store.settings.sharing, user_folder(store));
    const base::UniqueFd fd(
        ::open(ended_path(store).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0666));
    struct stat info;
    if (!fd || ::fstat(fd.value(), &info) != 0 || !S_ISREG(info.st_mode)) return;
    if (info.st_size == 0) share_file(fd.value(), user_folder(store));
    (void)base::write_all(fd.value(),
                          base::format_timestamp(base::now()) + " " + record.uuid + " " + record.run + "\n");
    if (info.st_size > static_cast<off_t>(longest_file)) shorten(store);
  } catch (const base::UserError&) {
    return;
  }
}

std::vector<EndedRun> read_ended(const Store& store, base::Timestamp since) {
  const auto lines = base::split(read_lines(store), '\n');
  std::vector<EndedRun> ended;
  std::unordered_set<std::string> seen;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    auto one = parse_line(*line);
    if (one && one->at > since && seen.insert(one->uuid).second) ended.push_back(std::move(*one));
  }
  return ended;
}

std::optional<base::Timestamp> find_last_look(const Store& store) {
  return base::parse_timestamp(base::trim(base::read_file(look_path(store), largest_look).bytes));
}

void write_last_look(const Store& store, base::Timestamp time) {
  try {
    make_shared_folders(store.settings.sharing, user_folder(store));
    base::write_file_atomically(look_path(store), base::format_timestamp(time) + "\n", false);
  } catch (const base::UserError&) {
    return;
  }
}

}  // namespace experiment
