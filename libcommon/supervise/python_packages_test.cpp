#include "supervise/python_packages.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "experiment/test_folder.h"
#include "process/child.h"
#include "supervise/interpreter.h"
#include "supervise/python_install.h"

namespace supervise {
namespace {

using Folders = std::vector<std::string>;

class PythonPackages : public experiment::FolderTest {
 protected:
  void package(const std::string& folder, const std::string& name, const std::string& version) const {
    write(folder + "/" + name + "-" + version + ".dist-info/METADATA",
          "Metadata-Version: 2.1\r\nName: " + name + "\r\nVersion: " + version + "\r\n\r\nName: not me\n");
  }
  /// An installation in usr/, the text of its version in the program, and a virtual environment of it.
  void install() const {
    write("usr/bin/python3.11", std::string("code\0"
                                            "3.11.x\0"
                                            "3.11.7\0code",
                                            22));
    ASSERT_EQ(::symlink("python3.11", at("usr/bin/python3").c_str()), 0);
    write("usr/lib/python3.11/os.py", "");
    package("usr/lib/python3.11/site-packages", "numpy", "1.26.4");
    write("venv/pyvenv.cfg", "home = " + at("usr/bin") + "\ninclude-system-site-packages = false\nversion = 3.11.2\n");
    base::make_folders(at("venv/bin"));
    ASSERT_EQ(::symlink(at("usr/bin/python3").c_str(), at("venv/bin/python").c_str()), 0);
    package("venv/lib/python3.11/site-packages", "torch", "2.1.0+cu118");
    ASSERT_EQ(::symlink("lib", at("venv/lib64").c_str()), 0);
  }
  std::string packages(const std::string& executable, const std::vector<std::string>& environment = {}) const {
    return python_packages(find_python_install(at(executable), folder_, environment).packages).compact();
  }
};

TEST_F(PythonPackages, OfEveryFormOfMetadata) {
  package("site", "PyYAML", "6.0");
  write("site/typing_extensions-4.4.0.dist-info/RECORD", "");
  write("site/PyJWT-2.6.0.egg-info", "Metadata-Version: 1.0\nName: PyJWT\nVersion: 2.6.0\n");
  write("site/old_tool-1.0-py3.11.egg-info/PKG-INFO", "Name: old-tool\nVersion: 1.0\n");
  write("site/egg-2.0-py3.11.egg/EGG-INFO/PKG-INFO", "Name: egg\nVersion: 2.0\n");
  write("site/linked.egg-link", at("project") + "\n.\n");
  write("project/linked.egg-info/PKG-INFO", "Name: linked\nVersion: 0.1\n");
  write("site/~umpy-1.0.dist-info/METADATA", "Name: numpy\nVersion: 1.0\n");
  write("site/broken.dist-info/METADATA", "");
  base::make_folders(at("site/fifo-1.0.dist-info"));
  ASSERT_EQ(::mkfifo(at("site/fifo-1.0.dist-info/METADATA").c_str(), 0600), 0);
  EXPECT_EQ(python_packages({at("missing"), at("site")}).compact(),
            R"({"egg":"2.0","fifo":"1.0","linked":"0.1 (file://)" + at("project") +
                R"-()","old-tool":"1.0","PyJWT":"2.6.0","PyYAML":"6.0","typing_extensions":"4.4.0"})-");
}

TEST_F(PythonPackages, OfOneNameTheFirstFolderCounts) {
  package("a", "My.Tool", "2");
  package("b", "my_tool", "1");
  EXPECT_EQ(python_packages({at("a"), at("b")}).compact(), R"({"My.Tool":"2"})");
}

TEST_F(PythonPackages, WhereTheyCameFromIsSaidWithoutCredentials) {
  package("site", "mine", "0.1");
  write("site/mine-0.1.dist-info/direct_url.json",
        R"({"url": "https://ada:pw@example.org/mine", "vcs_info": {"vcs": "git", "commit_id": "abc123"}})");
  package("site", "local", "0.2");
  write("site/local-0.2.dist-info/direct_url.json", R"({"url": "file:///src/local", "dir_info": {"editable": true}})");
  package("site", "odd", "0.3");
  write("site/odd-0.3.dist-info/direct_url.json", "{");
  EXPECT_EQ(python_packages({at("site")}).compact(),
            R"-({"local":"0.2 (file:///src/local)","mine":"0.1 (git+https://example.org/mine@abc123)","odd":"0.3"})-");
}

TEST_F(PythonPackages, OfAnInstallation) {
  install();
  const PythonInstall found = find_python_install(at("usr/bin/python3"), folder_, {});
  EXPECT_EQ(found.version, "3.11.7");
  EXPECT_EQ(found.venv, "");
  EXPECT_EQ(found.packages, Folders{at("usr/lib/python3.11/site-packages")});
}

TEST_F(PythonPackages, AVersionMayShareTheEndOfAPath) {
  install();
  write("usr/bin/python3.11", "no version here, nor 13.11.5\n");
  write("usr/lib/libpython3.11.so.1.0", std::string("libpython3.11.so.1.0\0/opt/versions/3.11.9\0"
                                                    "x",
                                                    43));
  EXPECT_EQ(find_python_install(at("usr/bin/python3"), folder_, {}).version, "3.11.9");
}

TEST_F(PythonPackages, OfAVirtualEnvironment) {
  install();
  const PythonInstall found = find_python_install(at("venv/bin/python"), folder_, {});
  EXPECT_EQ(found.version, "3.11.7") << "the configuration's is of the day when it was made";
  EXPECT_EQ(found.venv, at("venv"));
  EXPECT_EQ(packages("venv/bin/python"), R"({"torch":"2.1.0+cu118"})") << "each once, though lib64 is a link";
  write("venv/pyvenv.cfg", "home=" + at("usr/bin") + "\r\nInclude-System-Site-Packages = TRUE\r\n");
  EXPECT_EQ(packages("venv/bin/python"), R"({"numpy":"1.26.4","torch":"2.1.0+cu118"})");
}

TEST_F(PythonPackages, OfTheUserAndOfPythonpath) {
  install();
  package("home/.local/lib/python3.11/site-packages", "numpy", "2.0");
  package("extra", "extra", "1");
  const std::string home = "HOME=" + at("home");
  EXPECT_EQ(packages("usr/bin/python3", {home, "PYTHONPATH=extra::" + at("nowhere")}),
            R"({"extra":"1","numpy":"2.0"})");
  EXPECT_EQ(packages("usr/bin/python3", {home, "PYTHONNOUSERSITE=1"}), R"({"numpy":"1.26.4"})");
  EXPECT_EQ(packages("venv/bin/python", {home}), R"({"torch":"2.1.0+cu118"})") << "not in a virtual environment";
}

TEST_F(PythonPackages, OfADebianSystem) {
  install();
  package("usr/lib/python3/dist-packages", "apt", "2.6");
  package("usr/local/lib/python3.11/dist-packages", "apt", "9");
  EXPECT_EQ(packages("usr/bin/python3"), R"({"apt":"9","numpy":"1.26.4"})") << "what pip put there comes first";
}

TEST_F(PythonPackages, AVersionThatIsNowhereIsAsLongAsItIsKnown) {
  write("usr/bin/python3.12", "");
  EXPECT_EQ(find_python_install(at("usr/bin/python3.12"), folder_, {}).version, "3.12");
  write("odd/bin/python", "");
  EXPECT_EQ(find_python_install(at("odd/bin/python"), folder_, {}).version, "");
}

TEST_F(PythonPackages, AreThoseThatPythonItselfSees) {
  const auto answer = process::run(
      {.argv = {
           "python3", "-c",
           "import sys, platform, importlib.metadata as m\nprint(sys.executable)\nprint(platform.python_version())\n"
           "print(len({d.metadata['Name'].lower().replace('_', '-') for d in m.distributions()}))"}});
  if (answer.status != 0) GTEST_SKIP() << "no python3 here";
  const auto lines = base::split_words(answer.out);
  ASSERT_EQ(lines.size(), 3u);
  const auto environment = process::environment_with({});
  const auto python = find_program_chain({"python3"}, "/", environment).python;
  const PythonInstall found = find_python_install(python, "/", environment);
  EXPECT_EQ(found.version, lines[1]);
  EXPECT_EQ(python_packages(found.packages).members().size(), static_cast<std::size_t>(std::stol(lines[2])));
}

}  // namespace
}  // namespace supervise
