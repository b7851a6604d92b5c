#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace supervise {

/// Where an editable installation finds a module: "pkg.sub" and an absolute path.
struct EditableModule {
  std::string name, path;
};

/// What `pip install -e` wrote in place of the package, read as text.
struct EditableFinder {
  std::vector<EditableModule> modules;
  bool comes_first = false;  ///< it is asked before Python looks at sys.path, so at PYTHONPATH
};

/// Of setuptools' `__editable___<name>_finder.py` (MAPPING, NAMESPACES), `_editable_impl_<name>.py` of the `editables` library
/// (map_module calls), and of loaders that put themselves first (meson-python, scikit-build-core: paths only, without names).
EditableFinder parse_editable_finder(std::string_view source);

/// The folder that makes `import <name>` find `path`: path without the parts of the name. "" if they are not its last parts.
std::string folder_of_module(const EditableModule& module);

}  // namespace supervise
