#include "git/notes_guard.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "git/handles.h"

namespace git {
namespace {

constexpr std::size_t largest_guard = 64u << 10;

std::string guard_path(const Repository& repository) {
  return base::path_join(repository.exp_dir(), "published");
}

}  // namespace

std::map<std::string, Oid> read_notes_guard(const Repository& repository) {
  std::map<std::string, Oid> guard;
  for (const auto& line : base::split(base::read_file(guard_path(repository), largest_guard).bytes, '\n')) {
    const auto words = base::split_words(line);
    const auto commit = words.size() == 2 ? Oid::parse(words[1]) : std::nullopt;
    if (commit && words[0].starts_with("refs/notes/exp")) guard[words[0]] = *commit;
  }
  return guard;
}

void write_notes_guard(const Repository& repository, const std::map<std::string, Oid>& guard) {
  std::string text;
  for (const auto& [ref, commit] : guard) text += ref + " " + commit.hex() + "\n";
  const std::string path = guard_path(repository);
  if (base::read_file(path, largest_guard).bytes == text) return;
  const SharedModes modes(repository.config());
  try {
    base::make_folders(base::path_parent(path));
    base::remove_old_temporaries(base::path_parent(path));
    base::write_file_atomically(path, text, false);
  } catch (const base::UserError&) {
  }
}

}  // namespace git
