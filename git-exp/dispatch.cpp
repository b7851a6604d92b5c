#include "dispatch.h"

#include <unistd.h>

#include <cerrno>
#include <climits>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "commands.h"
#include "process/child.h"

namespace exp_overview {
namespace {

/// The folder of this very executable, links followed: the others of the suite lie beside it.
std::string own_folder() {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path);
  return size > 0 ? base::path_parent(std::string_view(path, static_cast<std::size_t>(size))) : ".";
}

[[noreturn]] void become(const std::string& file, std::vector<std::string> words) {
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  execvp(file.c_str(), argv.data());
  throw base::file_error("execute", file, errno);
}

[[noreturn]] void refuse_unknown(const std::string& word) {
  std::vector<std::string> known = {"help"};
  for (const auto& command : commands()) known.push_back(command.word);
  std::string message = "unknown command " + base::quoted(word);
  const auto similar = base::similar_words(word, known);
  message += similar.empty() ? "; 'git exp' lists them" : "; did you mean " + base::quoted(similar[0]) + "?";
  throw base::UsageError(message);
}

}  // namespace

std::optional<std::string> find_command(const std::string& word, const std::string& folder) {
  if (word.empty() || word.find('/') != word.npos) return std::nullopt;
  const std::string name = "git-exp-" + word;
  if (const auto beside = process::find_program(base::path_join(folder, name))) return beside;
  return process::find_program(name);
}

void become_command(const std::string& word, const std::vector<std::string>& arguments) {
  const auto file = find_command(word, own_folder());
  if (!file) refuse_unknown(word);
  std::vector<std::string> words = {*file};
  words.insert(words.end(), arguments.begin(), arguments.end());
  become(*file, std::move(words));
}

void become_page(const std::string& word) {
  if (!word.empty() && !find_command(word, own_folder())) refuse_unknown(word);
  become("git", {"git", "help", word.empty() ? "exp" : "exp-" + word});
}

}  // namespace exp_overview
