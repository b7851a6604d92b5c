#pragma once

#include <string>
#include <vector>

namespace supervise {

/// A Python as its files show it; the interpreter is not started.
struct PythonInstall {
  std::string executable;             ///< as it was found
  std::string version;                ///< "3.11.7", or as much of it as is known
  std::string venv;                   ///< the virtual environment's folder; "" none
  std::vector<std::string> packages;  ///< folders of packages in the order of sys.path: the first of a name counts
};

/// Of the interpreter in this file (absolute): `pyvenv.cfg` beside or above it, else the installation behind its links.
/// PYTHONPATH, PYTHONNOUSERSITE and HOME are taken from `environment`, relative ones from `folder`.
PythonInstall find_python_install(const std::string& executable, const std::string& folder,
                                  const std::vector<std::string>& environment);

}  // namespace supervise
