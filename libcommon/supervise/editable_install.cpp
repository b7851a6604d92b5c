#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "supervise/checkout.h"
#include "supervise/editable_finder.h"
#include "supervise/interpreter.h"
#include "supervise/python_install.h"
#include "supervise/recorded_variables.h"

namespace supervise {
namespace {

constexpr std::size_t largest_file = 16u << 20;

std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  return ::realpath(path.c_str(), buffer.data()) ? std::string(buffer.data()) : path;
}

bool is_at_or_below(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder + "/");
}

/// What the command runs in the end, else that of the environment that is active.
std::string find_python(const std::vector<std::string>& argv, const std::vector<std::string>& environment,
                        const std::string& folder) {
  const ProgramChain chain = find_program_chain(argv, folder, environment);
  if (!chain.python.empty()) return chain.python;
  for (const char* name : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
    const auto prefix = find_variable(environment, name);
    if (!prefix || !prefix->starts_with('/')) continue;
    for (const char* program : {"bin/python", "bin/python3"})
      if (base::path_exists(base::path_join(*prefix, program))) return base::path_join(*prefix, program);
  }
  return "";
}

/// Collects folders of the checkout for what leads into the live tree.
class Collector {
 public:
  Collector(std::string live_top, std::string checkout_top)
      : live_top_(real_path(live_top)), checkout_top_(std::move(checkout_top)) {}

  /// Of an entry of sys.path. What the checkout does not have (an ignored clone of something else) may stay the live one.
  void add_folder(const std::string& folder) {
    if (!is_live(folder)) return;
    const std::string below = base::path_below(real_path(folder), live_top_);
    const std::string ours = below == "." ? checkout_top_ : base::path_join(checkout_top_, below);
    if (base::is_folder(ours) && std::find(folders_.begin(), folders_.end(), ours) == folders_.end())
      folders_.push_back(ours);
  }

  /// A folder of packages: what is below it belongs to the installation, wherever that is.
  void look_into(const std::string& site, const std::string& venv) {
    sites_.push_back(real_path(venv.empty() ? site : venv));
    for (const auto& name : base::find_entries(site).value_or(std::vector<std::string>()))
      if (name.ends_with(".pth") && !name.starts_with('.')) read_pth(site, name);
  }

  std::vector<std::string> folders() && { return std::move(folders_); }

 private:
  bool is_live(const std::string& path) const {
    const std::string real = real_path(path);
    const bool of_installation =
        std::any_of(sites_.begin(), sites_.end(), [&](const auto& site) { return is_at_or_below(real, site); });
    return is_at_or_below(real, live_top_) && !of_installation;
  }

  /// As Python's site module reads it.
  void read_pth(const std::string& site, const std::string& name) {
    std::string text = base::read_file(base::path_join(site, name), largest_file).bytes;
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    for (const auto& line : base::split(text, '\n')) {
      const std::string entry(base::trim(line));
      if (entry.empty() || entry[0] == '#') continue;
      if (entry.starts_with("import ") || entry.starts_with("import\t"))
        read_import(site, entry);
      else
        add_folder(base::path_absolute(entry, site));
    }
  }

  /// "import __editable___name_finder; …": the module lies beside the file. Others are not about editable installations.
  void read_import(const std::string& site, const std::string& line) {
    const auto words = base::split_words(base::replace_all(line, ";", " "));
    if (words.size() < 2 || words[1].find("editable") == std::string::npos || words[1].find('/') != std::string::npos)
      return;
    const EditableFinder finder =
        parse_editable_finder(base::read_file(base::path_join(site, words[1] + ".py"), largest_file).bytes);
    for (const auto& module : finder.modules) add_module(module, finder.comes_first);
  }

  void add_module(const EditableModule& module, bool comes_first) {
    if (!is_live(module.path)) return;
    const std::string below = base::path_below(real_path(module.path), live_top_);
    // Neither in the checkout nor, with another ending, a module there: something that git ignores.
    const std::string ours = base::path_join(checkout_top_, below);
    if (!base::path_exists(ours) && !base::path_exists(ours + ".py")) return;
    const std::string folder = folder_of_module(module);
    if (folder.empty() || comes_first) refuse(module, below);
    add_folder(folder);
  }

  [[noreturn]] static void refuse(const EditableModule& module, const std::string& below) {
    const std::string what = module.name.empty() ? "the project" : "the package " + base::quoted(module.name);
    throw base::UserError(what + " is installed in editable mode, from " + base::quoted(below) +
                              " of the live tree, in a way that PYTHONPATH cannot overrule: the checkout's code would "
                              "not be used",
                          {"check the commit out and run it in place: git -c exp.isolate=never exp-…",
                           "or install the project in a virtual environment of its own, without -e"});
  }

  std::string live_top_, checkout_top_;
  std::vector<std::string> sites_, folders_;
};

}  // namespace

std::vector<std::string> editable_folders(const std::vector<std::string>& argv,
                                          const std::vector<std::string>& environment, const std::string& folder,
                                          const std::string& live_top, const std::string& checkout_top) {
  if (live_top.empty()) return {};
  Collector collector(live_top, checkout_top);
  // PYTHONPATH itself may name the live tree; it is no place for .pth files.
  for (const auto& entry : base::split(find_variable(environment, "PYTHONPATH").value_or(""), ':'))
    if (entry.starts_with('/')) collector.add_folder(entry);
  const std::string python = find_python(argv, environment, folder);
  if (python.empty()) return std::move(collector).folders();
  std::vector<std::string> without_path = environment;
  std::erase_if(without_path, [](const std::string& entry) { return entry.starts_with("PYTHONPATH="); });
  const PythonInstall install = find_python_install(python, folder, without_path);
  for (const auto& site : install.packages) collector.look_into(site, install.venv);
  return std::move(collector).folders();
}

}  // namespace supervise
