#include <gtest/gtest.h>

#include "base/text.h"
#include "git/test_repository.h"
#include "supervise/checkout.h"
#include "supervise/editable_finder.h"

namespace supervise {
namespace {

TEST(EditableFinder, ReadsWhatTheToolsWrite) {
  struct Case {
    const char* source;
    const char* modules;  ///< "name=path", joined by blanks
    bool comes_first;
  };
  const Case cases[] = {
      {"import sys\nMAPPING: dict[str, str] = {'a': '/p/a', 'a.b': '/q'}\nNAMESPACES: dict[str, list[str]] = {}\n",
       "a=/p/a a.b=/q", false},
      {"\nMAPPING = {}\nNAMESPACES = {'ns': ['/p/ns', '/q/ns'], 'm': []}\n", "ns=/p/ns ns=/q/ns", false},
      {"\nMAPPING = {\"it's\": '/p/\\'q\\'', 'x': '/\\xe9\\u4e2d\\udcff'}\n", "it's=/p/'q' x=/é中\xff", false},
      {"F.map_module('foo', '/p/foo/__init__.py')\nF.map_module('bar', '/p/bar.py')\n",
       "foo=/p/foo/__init__.py bar=/p/bar.py", false},
      {"sys.meta_path.insert(0, X)\ninstall({'pkg'}, '/p/src')\n", "=/p/src", true},
      {"\nMAPPING = {'a': '/p", "", false},
      {"\nMAPPING = {'a'", "", false},
      {"", "", false},
  };
  for (const auto& one : cases) {
    const EditableFinder finder = parse_editable_finder(one.source);
    std::vector<std::string> modules;
    for (const auto& module : finder.modules) modules.push_back(module.name + "=" + module.path);
    EXPECT_EQ(base::join(modules, " "), one.modules) << one.source;
    EXPECT_EQ(finder.comes_first, one.comes_first) << one.source;
  }
}

TEST(EditableFinder, TheFolderIsThePathWithoutTheName) {
  const struct {
    const char *name, *path, *folder;
  } cases[] = {{"pkg", "/p/src/pkg", "/p/src"},     {"pkg.sub", "/p/src/pkg/sub", "/p/src"},
               {"mod", "/p/mod.py", "/p"},          {"mod", "/p/mod", "/p"},
               {"pkg", "/p/pkg/__init__.py", "/p"}, {"pkg", "/p/src/other", ""},
               {"pkg.sub", "/p/tools", ""},         {"", "/p", ""}};
  for (const auto& one : cases) EXPECT_EQ(folder_of_module({one.name, one.path}), one.folder) << one.path;
}

/// A virtual environment by its files, or a real one, and two trees of one project.
class EditableInstall : public testing::Test {
 protected:
  EditableInstall() {
    for (const char* tree : {"live", "checkout"}) {
      write(std::string(tree) + "/src/pkg/__init__.py", "WHERE = '" + std::string(tree) + "'\n");
      write(std::string(tree) + "/flat/__init__.py", "WHERE = '" + std::string(tree) + "'\n");
    }
    write("venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.2\n");
    write("venv/bin/python", "#!/bin/sh\n");
    process::run({.argv = {"chmod", "+x", sealed_.below("venv/bin/python")}});
  }
  void write(const std::string& name, const std::string& text) const {
    base::make_folders(base::path_parent(sealed_.below(name)));
    base::write_file_atomically(sealed_.below(name), text, false);
  }
  void install(const std::string& name, const std::string& text) const { write(site_ + name, text); }
  std::string live(const std::string& path = "") const { return sealed_.below("live" + path); }
  std::string checkout(const std::string& path = "") const { return sealed_.below("checkout" + path); }

  std::vector<std::string> folders(const std::vector<std::string>& argv = {"python", "train.py"},
                                   std::vector<std::string> environment = {}) const {
    environment.push_back("PATH=" + sealed_.below("venv/bin") + ":/usr/bin:/bin");
    environment.push_back("HOME=" + sealed_.path());
    return editable_folders(argv, environment, checkout(), live(), checkout());
  }
  using Folders = std::vector<std::string>;

  git::SealedFolder sealed_;
  std::string site_ = "venv/lib/python3.11/site-packages/";
};

TEST_F(EditableInstall, NothingWherePythonIsNotInTheCommandOrNothingPointsHere) {
  install("other.pth", "/somewhere/else\nimport _virtualenv\n# " + live("/src") + "\n");
  EXPECT_EQ(folders(), Folders{});
  install("__editable__.pkg.pth", live("/src") + "\n");
  EXPECT_EQ(folders({"/bin/true"}), Folders{});
}

TEST_F(EditableInstall, PathLines) {
  install("__editable__.pkg.pth", "\xef\xbb\xbf" + live("/src") + "\r\n" + live("/ignored") + "\n" + live() + "\n");
  EXPECT_EQ(folders(), (Folders{checkout("/src"), checkout()}));
  EXPECT_EQ(folders({"env", "A=1", "python", "-m", "pkg"}), (Folders{checkout("/src"), checkout()}));
  EXPECT_EQ(folders({"/bin/sh", "run.sh"}, {"VIRTUAL_ENV=" + sealed_.below("venv")}),
            (Folders{checkout("/src"), checkout()}));
  EXPECT_EQ(folders({"/bin/sh", "run.sh"}, {"CONDA_PREFIX=" + sealed_.below("venv")}),
            (Folders{checkout("/src"), checkout()}));
}

TEST_F(EditableInstall, PythonpathIntoTheLiveTree) {
  EXPECT_EQ(folders({"/bin/sh"}, {"PYTHONPATH=/x:" + live("/src")}), Folders{checkout("/src")});
}

TEST_F(EditableInstall, AVirtualEnvironmentInTheLiveTreeIsNoProjectCode) {
  ASSERT_EQ(::rename(sealed_.below("venv").c_str(), live("/.venv").c_str()), 0);
  write("live/.venv/lib/python3.11/site-packages/nested.pth", "nested\n../extra\n");
  write("live/.venv/lib/python3.11/site-packages/nested/x.py", "");
  write("checkout/.venv/lib/python3.11/site-packages/nested/x.py", "");
  EXPECT_EQ(folders({live("/.venv/bin/python")}), Folders{});
}

TEST_F(EditableInstall, Finders) {
  install("__editable__.pkg-1.pth", "import __editable___pkg_1_finder; __editable___pkg_1_finder.install()");
  install("__editable___pkg_1_finder.py", "\nMAPPING: dict[str, str] = {'pkg': '" + live("/src/pkg") + "', 'flat': '" +
                                              live("/flat") + "', 'gone': '" + live("/gone") + "'}\n");
  EXPECT_EQ(folders(), (Folders{checkout("/src"), checkout()}));
}

TEST_F(EditableInstall, WhatPythonpathCannotOverruleIsRefusedWithAWayOut) {
  install("__editable__.pkg-1.pth", "import __editable___pkg_1_finder; __editable___pkg_1_finder.install()");
  install("__editable___pkg_1_finder.py", "\nMAPPING = {'renamed': '" + live("/src/pkg") + "'}\n");
  const std::string complaint = git::complaint_of([&] { folders(); });
  EXPECT_NE(complaint.find("the package 'renamed' is installed in editable mode, from 'src/pkg'"), std::string::npos)
      << complaint;
  EXPECT_NE(complaint.find("exp.isolate=never"), std::string::npos);

  install("__editable___pkg_1_finder.py", "sys.meta_path.insert(0, F)\ninstall('" + live("/src") + "')\n");
  EXPECT_NE(git::complaint_of([&] { folders(); }), "");
}

/// The claim of all this, held against a real Python: paths and finders both give way to PYTHONPATH.
TEST_F(EditableInstall, APythonWithBothKindsImportsTheCheckout) {
  base::remove_tree(sealed_.below("venv"));
  if (process::run({.argv = {"python3", "-m", "venv", "--without-pip", sealed_.below("venv")}}).status != 0)
    GTEST_SKIP() << "no python3 with venv";
  const std::string python = sealed_.below("venv/bin/python");
  const auto where = process::run({.argv = {python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"}});
  site_ = base::path_below(std::string(base::trim(where.out)), sealed_.path()) + "/";
  install("__editable__.pkg.pth", live("/src") + "\n");
  install("__editable__.flat-1.pth", "import __editable___flat_finder; __editable___flat_finder.install()");
  install("__editable___flat_finder.py",
          "import sys\nfrom importlib.util import spec_from_file_location\n"
          "MAPPING: dict[str, str] = {'flat': '" +
              live("/flat") +
              "'}\n"
              "class Finder:\n"
              "    @classmethod\n"
              "    def find_spec(cls, fullname, path=None, target=None):\n"
              "        if fullname in MAPPING:\n"
              "            return spec_from_file_location(fullname, MAPPING[fullname] + '/__init__.py')\n"
              "def install():\n"
              "    sys.meta_path.append(Finder)\n");
  const std::vector<std::string> argv = {python, "-c", "import pkg, flat; print(pkg.WHERE, flat.WHERE)"};
  process::Command command{.argv = argv, .folder = sealed_.path()};
  EXPECT_EQ(process::run(command).out, "live live\n");
  command.environment = process::environment_with({"PYTHONPATH=" + base::join(folders(argv), ":")});
  EXPECT_EQ(process::run(command).out, "checkout checkout\n");
}

}  // namespace
}  // namespace supervise
