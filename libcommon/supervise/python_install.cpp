#include "supervise/python_install.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "supervise/file_head.h"
#include "supervise/recorded_variables.h"

namespace supervise {
namespace {

std::string real_path(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  std::string found = real ? real : path;
  std::free(real);
  return found;
}

struct VenvConfig {
  std::string prefix;
  std::string home;
  std::string version;
  bool with_system_packages = false;
};

/// `pyvenv.cfg` lies beside the interpreter or one folder above, as in PEP 405.
std::optional<VenvConfig> find_venv(const std::string& executable) {
  const std::string beside = base::path_parent(executable);
  for (const auto& folder : {beside, base::path_parent(beside)}) {
    const std::string text = read_head(base::path_join(folder, "pyvenv.cfg"), 8192);
    if (text.empty()) continue;
    VenvConfig venv;
    venv.prefix = folder == beside && base::path_name(folder) == "bin" ? base::path_parent(folder) : folder;
    for (const auto& line : base::split(text, '\n')) {
      const auto equals = line.find('=');
      if (equals == line.npos) continue;
      const std::string key = base::lower_ascii(base::trim(std::string_view(line).substr(0, equals)));
      const std::string value(base::trim(std::string_view(line).substr(equals + 1)));
      if (key == "home") venv.home = value;
      if (key == "version" || key == "version_info") venv.version = value;
      if (key == "include-system-site-packages") venv.with_system_packages = base::lower_ascii(value) == "true";
    }
    return venv;
  }
  return std::nullopt;
}

/// "3.11" of "python3.11"; nothing for "python3".
std::optional<std::string> find_minor_version(std::string_view name) {
  for (const std::string_view stem : {"python", "pypy"}) {
    if (!name.starts_with(stem)) continue;
    name.remove_prefix(stem.size());
    const auto parts = base::split(name.substr(0, name.find_first_not_of("0123456789.")), '.');
    if (parts.size() >= 2 && base::is_digits(parts[0]) && base::is_digits(parts[1])) return parts[0] + "." + parts[1];
  }
  return std::nullopt;
}

/// The one `lib/python3.x` that holds a standard library.
std::optional<std::string> find_only_library(const std::string& prefix) {
  std::optional<std::string> found;
  const std::string libraries = base::path_join(prefix, "lib");
  for (const auto& name : base::find_entries(libraries).value_or(std::vector<std::string>())) {
    auto version = find_minor_version(name);
    if (!version || !base::path_exists(base::path_join(libraries, name + "/os.py"))) continue;
    if (found) return std::nullopt;
    found = std::move(version);
  }
  return found;
}

/// The version that begins at `at`, if it is one with an end: "3.11.7", "3.13.0rc2", "3.12.1+".
std::string version_at(std::string_view bytes, std::size_t at, std::size_t minor_length) {
  const std::string_view text = bytes.substr(at, 16);
  const auto end = text.find('\0');
  if (end == text.npos || end <= minor_length + 1) return "";
  const char patch = text[minor_length + 1];
  const bool sound =
      patch >= '0' && patch <= '9' && text.substr(0, end).find_first_not_of("0123456789.abrc+") == text.npos;
  return sound ? std::string(text.substr(0, end)) : "";
}

/// The interpreter's own text of its version, in its file. Linkers let "3.11.7" share the end of "…/versions/3.11.7", so
/// what stands alone is the better find, but not the only one.
std::string find_version_text(const std::string& file, const std::string& minor) {
  constexpr std::size_t largest = 64u << 20;
  const base::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info;
  if (!fd || ::fstat(fd.value(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0) return "";
  const std::size_t size = std::min(static_cast<std::size_t>(info.st_size), largest);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.value(), 0);
  if (mapped == MAP_FAILED) return "";
  const std::string_view bytes(static_cast<const char*>(mapped), size);
  const std::string start = minor + ".";
  std::string version;
  for (std::size_t from = 0;;) {
    // memmem: string_view's search would stop at each '3' of the file.
    const void* found = ::memmem(bytes.data() + from, size - from, start.data(), start.size());
    if (found == nullptr) break;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    const char before = at == 0 ? '\0' : bytes[at - 1];
    std::string text = before == '.' || (before >= '0' && before <= '9') ? "" : version_at(bytes, at, minor.size());
    if (!text.empty() && (version.empty() || before == '\0')) version = std::move(text);
    if (!version.empty() && before == '\0') break;
    from = at + 1;
  }
  ::munmap(mapped, size);
  return version;
}

/// Where the interpreter's code is: in the program, or in a shared library of the installation.
std::string find_version(const std::string& real_executable, const std::string& prefix, const std::string& minor) {
  std::string version = find_version_text(real_executable, minor);
  for (const char* folder : {"lib", "lib64", "lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu"})
    for (const char* ending : {".so.1.0", "m.so.1.0"})
      if (version.empty())
        version =
            find_version_text(base::path_join(prefix, std::string(folder) + "/libpython" + minor + ending), minor);
  return version;
}

void add_sites(std::vector<std::string>& sites, const std::string& prefix, const std::string& minor) {
  for (const char* folder : {"lib/python", "lib64/python", "lib/pypy"})
    sites.push_back(base::path_join(prefix, folder + minor + "/site-packages"));
  // Debian's: from pip, from packages.
  sites.push_back(base::path_join(prefix, "local/lib/python" + minor + "/dist-packages"));
  sites.push_back(base::path_join(prefix, "lib/python3/dist-packages"));
  sites.push_back(base::path_join(prefix, "lib/python" + minor + "/dist-packages"));
}

/// Without what is not there, and without a second name of the same folder (lib64 is often a link to lib).
std::vector<std::string> existing_once(const std::vector<std::string>& folders) {
  std::vector<std::string> kept, real;
  for (const auto& folder : folders) {
    if (!base::is_folder(folder)) continue;
    std::string path = real_path(folder);
    if (std::find(real.begin(), real.end(), path) != real.end()) continue;
    real.push_back(std::move(path));
    kept.push_back(folder);
  }
  return kept;
}

}  // namespace

PythonInstall find_python_install(const std::string& executable, const std::string& folder,
                                  const std::vector<std::string>& environment) {
  PythonInstall install;
  install.executable = executable;
  const auto venv = find_venv(executable);
  const std::string real = real_path(executable);
  const std::string base_prefix = base::path_parent(venv && !venv->home.empty() ? venv->home : base::path_parent(real));
  auto minor = find_minor_version(base::path_name(real));
  if (!minor && venv) minor = find_minor_version("python" + venv->version);
  if (!minor) minor = find_only_library(base_prefix);

  std::vector<std::string> sites;
  for (const auto& entry : base::split(find_variable(environment, "PYTHONPATH").value_or(""), ':'))
    if (!entry.empty()) sites.push_back(base::path_join(folder, entry));
  const bool with_system = !venv || venv->with_system_packages;
  if (venv) install.venv = venv->prefix;
  if (minor) {
    install.version = find_version(real, base_prefix, *minor);
    const std::string home = find_variable(environment, "HOME").value_or("");
    if (venv) add_sites(sites, venv->prefix, *minor);
    if (with_system && !home.empty() && find_variable(environment, "PYTHONNOUSERSITE").value_or("").empty())
      sites.push_back(base::path_join(home, ".local/lib/python" + *minor + "/site-packages"));
    if (with_system) add_sites(sites, base_prefix, *minor);
  }
  if (install.version.empty() && venv) install.version = venv->version;
  if (install.version.empty()) install.version = minor.value_or("");
  install.packages = existing_once(sites);
  return install;
}

}  // namespace supervise
