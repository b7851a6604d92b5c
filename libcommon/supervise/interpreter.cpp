#include "supervise/interpreter.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/file.h"
#include "base/text.h"
#include "process/child.h"
#include "supervise/file_head.h"
#include "supervise/recorded_variables.h"

namespace supervise {
namespace {

constexpr int longest_chain = 5;

/// Programs that start the program named further on in their words.
constexpr std::array<std::string_view, 24> launchers = {
    "catchsegv", "chrt",   "env",    "flux",    "gdb",    "ionice",  "jsrun",    "mpiexec",
    "mpirun",    "nice",   "nohup",  "numactl", "nvprof", "prterun", "prun",     "setsid",
    "srun",      "stdbuf", "strace", "taskset", "time",   "timeout", "valgrind", "xvfb-run"};

constexpr std::array<std::string_view, 8> other_interpreters = {"Rscript", "julia",      "lua",  "node",
                                                                "octave",  "octave-cli", "perl", "ruby"};

class Search {
 public:
  Search(const std::string& folder, const std::vector<std::string>& environment)
      : folder_(folder), environment_(environment), path_(find_variable(environment, "PATH")) {}

  ProgramChain find(const std::vector<std::string>& words, int depth) const {
    ProgramChain chain;
    if (words.empty() || depth == longest_chain) return chain;
    chain.program = find_file(words[0]).value_or("");
    if (chain.program.empty()) return chain;
    const std::string name = base::path_name(chain.program);
    chain.program = behind_shim(chain.program, name);
    if (is_python_name(name)) {
      chain.python = chain.program;
    } else if (is_other_interpreter(name)) {
      return chain;
    } else if (std::find(launchers.begin(), launchers.end(), name) != launchers.end()) {
      follow(chain, launched_words(words), depth);
    } else {
      follow(chain, interpreter_words(chain.program), depth);
    }
    return chain;
  }

 private:
  std::optional<std::string> find_file(const std::string& word) const {
    auto file = process::find_program(word, folder_, path_);
    if (file && file->front() != '/') file = base::path_join(folder_, *file);
    return file;
  }

  void follow(ProgramChain& chain, const std::vector<std::string>& words, int depth) const {
    ProgramChain next = find(words, depth + 1);
    chain.interpreter = next.interpreter.empty() ? next.program : next.interpreter;
    chain.python = next.python;
  }

  /// From the first word on that is a program; options' values ("-n 4") rarely are.
  std::vector<std::string> launched_words(const std::vector<std::string>& words) const {
    const auto is_program = [&](const std::string& word) {
      return !word.empty() && word[0] != '-' && word.find('=') == word.npos && find_file(word);
    };
    return {std::find_if(words.begin() + 1, words.end(), is_program), words.end()};
  }

  /// Of the `#!` line. For a binary, and for what is left to the shell, none.
  std::vector<std::string> interpreter_words(const std::string& file) const {
    const std::string head = read_head(file, 4096);
    if (!head.starts_with("#!")) return {};
    const auto lines = base::split(head, '\n');
    auto words = base::split_words(std::string_view(lines[0]).substr(2));
    if (words.empty()) return {};
    // pip's way round the kernel's limit for long paths: a shell that executes the second line, which Python reads as text.
    constexpr std::string_view exec = "'''exec' ";
    if (lines.size() > 1 && lines[1].starts_with(exec)) {
      std::string_view rest = std::string_view(lines[1]).substr(exec.size());
      const char quote = rest.starts_with('"') ? '"' : ' ';
      if (quote == '"') rest.remove_prefix(1);
      return {std::string(rest.substr(0, rest.find(quote)))};
    }
    return words;
  }

  /// pyenv puts scripts of the programs' names into PATH, which choose a version each time.
  std::string behind_shim(const std::string& file, const std::string& name) const {
    const std::string shims = base::path_parent(file);
    const std::string versions = base::path_join(base::path_parent(shims), "versions");
    if (base::path_name(shims) != "shims" || !base::is_folder(versions)) return file;
    for (const auto& version : pyenv_versions(base::path_parent(shims))) {
      if (version == "system") return system_program(shims, name).value_or(file);
      const auto found = find_pyenv_folder(versions, version);
      const std::string python = found ? base::path_join(*found, "bin/" + name) : "";
      if (found && base::is_regular_file(python)) return python;
    }
    return file;
  }

  /// PYENV_VERSION, else the nearest `.python-version` above, else the global one.
  std::vector<std::string> pyenv_versions(const std::string& root) const {
    constexpr std::size_t largest = 4096;
    if (const auto chosen = find_variable(environment_, "PYENV_VERSION"); chosen && !chosen->empty())
      return base::split(*chosen, ':');
    for (std::string folder = folder_;; folder = base::path_parent(folder)) {
      const auto local = base::split_words(read_head(base::path_join(folder, ".python-version"), largest));
      if (!local.empty()) return local;
      if (folder == "/" || folder == ".") break;
    }
    return base::split_words(read_head(base::path_join(root, "version"), largest));
  }

  /// "3.11" means the newest 3.11.x.
  static std::optional<std::string> find_pyenv_folder(const std::string& versions, const std::string& version) {
    std::optional<std::string> newest;
    std::int64_t newest_patch = -1;
    if (version.find('/') != version.npos) return newest;
    for (const auto& name : base::find_entries(versions).value_or(std::vector<std::string>())) {
      if (name == version) return base::path_join(versions, name);
      if (!name.starts_with(version + ".")) continue;
      const auto patch = base::parse_integer(std::string_view(name).substr(version.size() + 1));
      if (!patch || *patch <= newest_patch) continue;
      newest_patch = *patch;
      newest = base::path_join(versions, name);
    }
    return newest;
  }

  std::optional<std::string> system_program(const std::string& shims, const std::string& name) const {
    auto folders = base::split(path_.value_or(""), ':');
    folders.erase(std::remove(folders.begin(), folders.end(), shims), folders.end());
    return process::find_program(name, folder_, base::join(folders, ":"));
  }

  const std::string& folder_;
  const std::vector<std::string>& environment_;
  std::optional<std::string> path_;
};

}  // namespace

bool is_other_interpreter(const std::string& name) {
  return std::find(other_interpreters.begin(), other_interpreters.end(), name) != other_interpreters.end();
}

bool is_python_name(const std::string& name) {
  std::string_view rest = name;
  if (rest.starts_with("python"))
    rest.remove_prefix(6);
  else if (rest.starts_with("pypy"))
    rest.remove_prefix(4);
  else
    return false;
  return rest.find_first_not_of("0123456789.dt") == rest.npos;
}

ProgramChain find_program_chain(const std::vector<std::string>& argv, const std::string& folder,
                                const std::vector<std::string>& environment) {
  return Search(folder, environment).find(argv, 0);
}

}  // namespace supervise
