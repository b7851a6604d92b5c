#include "hook_chain.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/sharing.h"
#include "hook_files.h"

namespace exp_init {
namespace {

constexpr std::string_view mark = "# git-exp hook";
constexpr std::string_view executable_mark = "\177ELF";
constexpr std::size_t largest_hook = 16u << 20;

bool is_ours(const std::string& path) {
  const auto lines = base::split(base::read_file(path, largest_hook).bytes, '\n');
  const std::size_t looked_at = std::min<std::size_t>(lines.size(), 5);
  return std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(looked_at),
                     [](const std::string& line) { return line.starts_with(mark); });
}

std::string place_before(const std::string& hook) {
  return hook + ".before-exp";
}

mode_t hook_mode(experiment::Sharing sharing) {
  return sharing == experiment::Sharing::none ? 0755 : 0775;
}

/// There is a whole hook of that name at every moment, first theirs, then ours.
void install(const std::string& hook, std::string_view text, experiment::Sharing sharing) {
  experiment::make_shared_folders(sharing, base::path_parent(hook));
  const std::string temporary = hook + ".new-" + base::random_hex(4);
  if (!base::create_exclusively(temporary, text)) throw base::file_error("create", temporary, EEXIST);
  const bool ready =
      ::chmod(temporary.c_str(), hook_mode(sharing)) == 0 && ::rename(temporary.c_str(), hook.c_str()) == 0;
  if (ready) return;
  const int error = errno;
  ::unlink(temporary.c_str());
  throw base::file_error("install the hook", hook, error);
}

/// A second name, not a new one: git finds theirs until ours takes its place. Without hard links it is renamed.
void keep_theirs(const std::string& hook) {
  const std::string before = place_before(hook);
  if (::linkat(AT_FDCWD, hook.c_str(), AT_FDCWD, before.c_str(), 0) == 0) return;
  if (errno == EEXIST || base::path_exists(before)) throw base::file_error("rename the hook to", before, EEXIST);
  if (::rename(hook.c_str(), before.c_str()) != 0) throw base::file_error("rename the hook", hook, errno);
}

[[noreturn]] void refuse(const std::string& hook, const std::string& reason) {
  throw base::UserError("the hook " + base::quoted(hook) + " " + reason, {"add to it by hand: " + hook_line()});
}

void refuse_unchainable(const std::string& hook) {
  if (base::path_exists(place_before(hook)))
    refuse(hook, "cannot be chained: " + base::quoted(place_before(hook)) + " is there already");
  const auto script = base::read_file(hook, largest_hook);
  if (script.failure && script.failure != base::ReadFailure::missing) refuse(hook, "is there, and cannot be read");
  if (asks_for_its_name(script.bytes)) refuse(hook, "looks at its own name, and would not work under another");
}

bool is_installed(const std::string& hook, std::string_view text) {
  return base::read_file(hook, largest_hook).bytes == text && ::access(hook.c_str(), X_OK) == 0;
}

/// Whatever reads the script's folder out of `$0` works under another name as well.
std::string without_folder_of_itself(std::string text) {
  for (const auto* form : {"dirname \"$0\"", "dirname -- \"$0\"", "dirname $0", "dirname \"${0}\"", "${0%/*}"})
    text = base::replace_all(text, form, "");
  return text;
}

bool reads_a_file_beside_it(std::string_view line) {
  return (line.starts_with(". ") || line.starts_with("source ")) &&
         (line.find("$0") != line.npos || line.find("${0") != line.npos);
}

}  // namespace

std::string hook_line() {
  return "git exp-record --pending --quiet </dev/null || :";
}

bool asks_for_its_name(std::string_view script) {
  if (script.starts_with(executable_mark)) return true;
  for (const auto& line : base::split(script, '\n')) {
    const std::string_view code = base::trim(line);
    if (code.starts_with('#')) continue;
    if (reads_a_file_beside_it(code)) return true;
    const std::string rest = without_folder_of_itself(std::string(code));
    for (const auto* form : {"$0", "${0", "argv[0]", "__FILE__", "__file__"})
      if (rest.find(form) != rest.npos) return true;
  }
  return false;
}

std::vector<Missing> find_missing_hooks(const std::string& folder, experiment::Sharing sharing) {
  std::vector<Missing> missing;
  for (const auto& file : hooks::files()) {
    const std::string hook = base::path_join(folder, file.name);
    if (is_installed(hook, file.text)) continue;
    const bool theirs = base::path_exists(hook) && !is_ours(hook);
    if (theirs) refuse_unchainable(hook);
    const std::string shown = "hook " + base::quoted(file.name) + " in " + base::quoted(folder);
    missing.push_back({shown, "installed " + shown + (theirs ? ", chained to the one that was there" : ""),
                       [hook, text = file.text, theirs, sharing] {
                         if (theirs) keep_theirs(hook);
                         install(hook, text, sharing);
                       }});
  }
  return missing;
}

void remove_hooks(const std::string& folder, base::Messages& messages) {
  bool found = false;
  for (const auto& file : hooks::files()) {
    const std::string hook = base::path_join(folder, file.name);
    const std::string before = place_before(hook);
    if (base::path_exists(hook) && !is_ours(hook)) {
      if (base::path_exists(before))
        messages.warning("the hook " + base::quoted(hook) +
                         " was replaced by another one: it is left as it is, and so is " + base::quoted(before));
      continue;
    }
    const bool chained = base::path_exists(before);
    if (!chained && !base::path_exists(hook)) continue;
    found = true;
    if ((chained ? ::rename(before.c_str(), hook.c_str()) : ::unlink(hook.c_str())) != 0)
      throw base::file_error("remove the hook", hook, errno);
    messages.note("removed hook " + base::quoted(file.name) +
                  (chained ? ", put back the one that was there before" : ""));
  }
  if (!found) messages.note("no hook of git-exp is in " + base::quoted(folder));
}

}  // namespace exp_init
