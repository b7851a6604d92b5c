#include "experiment/current.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/names.h"
#include "experiment/run_word.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

constexpr std::size_t largest_file = 4096;

std::string current_path(const Store& store) {
  return base::path_join(user_folder(store), "current");
}

/// "asr/3-1a2b" and "asr/3" are of the run "asr/3".
std::string word_of(const Current& current) {
  return current.uuid.empty() ? current.name : current.name + "-" + current.uuid;
}

}  // namespace

std::string Current::source() const {
  return of_shell ? "GIT_EXP_CURRENT" : "git exp-use";
}

std::string Current::unset_hint() const {
  return of_shell ? "unset GIT_EXP_CURRENT    forgets it in this shell" : "git exp-use --unset    forgets it";
}

std::optional<Current> find_current(const Store& store) {
  if (const char* current = std::getenv("GIT_EXP_CURRENT"); current && *current) return Current{current, "", true};
  const auto words = base::split_words(base::read_file(current_path(store), largest_file).bytes);
  if (words.size() == 1 && !find_tag_name_fault(words[0])) return Current{words[0], "", false};
  if (words.size() == 2 && parse_run_name(words[0]) && base::is_uuid(words[1]))
    return Current{words[0], words[1], false};
  return std::nullopt;
}

std::optional<std::string> find_tag_of(const Store& store, const Current& current) {
  const RunWord word = read_run_word(store, current.name);
  if (word.name) return word.name->tag;
  if (!word.tag.empty()) return word.tag;
  return std::nullopt;
}

ResolvedRun resolve_current(const Store& store, const Current& current) {
  const std::string named =
      std::string(", which ") + (current.of_shell ? "GIT_EXP_CURRENT names" : "you chose by 'git exp-use'");
  try {
    return resolve_run(store, word_of(current));
  } catch (const base::UserError& error) {
    std::vector<std::string> hints = error.hints();
    hints.push_back(current.unset_hint());
    if (current.uuid.empty()) throw base::UserError(error.what() + named, hints, error.status());
    throw base::UserError("the run " + base::quoted(current.name) + named + ", is gone", {current.unset_hint()},
                          error.status());
  }
}

void write_current(const Store& store, const std::string& name, const std::string& uuid) {
  const std::string path = current_path(store);
  make_shared_folders(store.settings.sharing, base::path_parent(path));
  base::remove_old_temporaries(base::path_parent(path));
  base::AtomicFile file(path);
  file.write(name + (uuid.empty() ? "" : " " + uuid) + "\n");
  share_file(file.fd(), base::path_parent(path));
  file.commit(false);
}

bool remove_current(const Store& store) {
  const std::string path = current_path(store);
  if (::unlink(path.c_str()) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  throw base::file_error("remove", path, errno);
}

}  // namespace experiment
