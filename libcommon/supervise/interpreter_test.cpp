#include "supervise/interpreter.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "experiment/test_folder.h"

namespace supervise {
namespace {

class Interpreter : public experiment::FolderTest {
 protected:
  void program(const std::string& name, const std::string& text =
                                            "\x7f"
                                            "ELF") const {
    write(name, text);
    ASSERT_EQ(::chmod(at(name).c_str(), 0755), 0);
  }
  ProgramChain chain(const std::vector<std::string>& argv, std::vector<std::string> more = {}) const {
    more.push_back("PATH=" + at("first") + ":" + at("bin"));
    return find_program_chain(argv, at("work"), more);
  }
};

TEST_F(Interpreter, NamesOfPython) {
  for (const char* name : {"python", "python3", "python3.11", "python3.13t", "pypy3", "pypy3.10"})
    EXPECT_TRUE(is_python_name(name)) << name;
  for (const char* name : {"ipython", "python3-config", "pythonize", "pip", "", "py"})
    EXPECT_FALSE(is_python_name(name)) << name;
}

TEST_F(Interpreter, IsFoundInPath) {
  program("bin/python3");
  program("bin/tool");
  EXPECT_EQ(chain({"python3", "train.py"}).python, at("bin/python3"));
  EXPECT_EQ(chain({"python3"}).interpreter, "") << "it is the program";
  EXPECT_EQ(chain({"tool", "python3"}).program, at("bin/tool"));
  EXPECT_EQ(chain({"tool", "python3"}).python, "");
  EXPECT_EQ(chain({"missing"}).program, "");
  EXPECT_EQ(chain({}).program, "");
}

TEST_F(Interpreter, StandsInTheFirstLineOfAScript) {
  program("bin/python3");
  program("venv/bin/python");
  program("bin/bash");
  program("bin/env");
  program("bin/sh");
  const struct {
    std::string text;
    std::string interpreter, python;
  } cases[] = {
      {"#!" + at("venv/bin/python") + "\nimport x\n", at("venv/bin/python"), at("venv/bin/python")},
      {"#! " + at("bin/bash") + " -e\n", at("bin/bash"), ""},
      {"#!" + at("bin/env") + " python3\n", at("bin/python3"), at("bin/python3")},
      {"#!" + at("bin/env") + " -S A=1 python3 -u\n", at("bin/python3"), at("bin/python3")},
      {"#!" + at("bin/sh") + "\n'''exec' \"" + at("venv/bin/python") + "\" \"$0\" \"$@\"\n' '''\n",
       at("venv/bin/python"), at("venv/bin/python")},
      {"#!" + at("missing/python") + "\n", "", ""},
      {"#!\n", "", ""},
      {"", "", ""},
      {"echo a shell's\n", "", ""},
  };
  for (const auto& expected : cases) {
    program("work/train", expected.text);
    const ProgramChain found = chain({"./train", "--x"});
    EXPECT_EQ(found.interpreter, expected.interpreter) << expected.text;
    EXPECT_EQ(found.python, expected.python) << expected.text;
  }
}

TEST_F(Interpreter, IsFoundBehindLaunchers) {
  program("bin/python3");
  for (const char* launcher : {"env", "mpirun", "timeout", "srun", "nice"}) program(std::string("bin/") + launcher);
  program("bin/torchrun", "#!" + at("bin/python3") + "\n");
  for (const std::vector<std::string>& argv :
       std::vector<std::vector<std::string>>{{"env", "A=1", "python3", "x.py"},
                                             {"mpirun", "-n", "4", "python3", "x.py"},
                                             {"nice", "-n", "5", "timeout", "60", "python3"},
                                             {"srun", "--gpus", "1", "torchrun", "x.py"},
                                             {"torchrun", "x.py"}})
    EXPECT_EQ(chain(argv).python, at("bin/python3")) << argv[0];
}

TEST_F(Interpreter, AScriptThatNamesItselfHasAnEnd) {
  program("work/loop", "#!" + at("work/loop") + "\n");
  EXPECT_EQ(chain({"./loop"}).python, "");
}

TEST_F(Interpreter, PyenvChoosesAVersion) {
  for (const char* version : {"3.9.1", "3.11.2", "3.11.10", "3.12.0"})
    program(std::string("root/versions/") + version + "/bin/python");
  program("root/shims/python", "#!/usr/bin/env bash\n");
  program("bin/python");
  write("root/version", "3.9.1\n");
  const auto python = [&](std::vector<std::string> variables) {
    variables.push_back("PATH=" + at("root/shims") + ":" + at("bin"));
    base::make_folders(at("work/deep"));
    return find_program_chain({"python"}, at("work/deep"), variables).python;
  };
  EXPECT_EQ(python({}), at("root/versions/3.9.1/bin/python"));
  write("work/.python-version", "3.11\n");
  EXPECT_EQ(python({}), at("root/versions/3.11.10/bin/python"));
  EXPECT_EQ(python({"PYENV_VERSION=3.12.0:3.9.1"}), at("root/versions/3.12.0/bin/python"));
  EXPECT_EQ(python({"PYENV_VERSION=system"}), at("bin/python"));
  EXPECT_EQ(python({"PYENV_VERSION=9.9"}), at("root/shims/python")) << "what cannot be said is not guessed";
}

}  // namespace
}  // namespace supervise
