#include "supervise/environment.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sha256.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/json_parse.h"
#include "experiment/liveness.h"
#include "experiment/test_folder.h"
#include "supervise/elf_comment.h"

namespace supervise {
namespace {

constexpr std::int64_t long_enough_ms = 60'000;

class Environment : public experiment::FolderTest {
 protected:
  Environment() {
    inputs_.argv = {"./program"};
    inputs_.folder = at("work");
    inputs_.environment = {"PATH=" + at("bin") + ":/usr/bin:/bin"};
    inputs_.exp_dir = at("exp");
    script("work/program", "exit 0");
  }
  void script(const std::string& name, const std::string& text) const {
    write(name, "#!/bin/sh\n" + text + "\n");
    ASSERT_EQ(::chmod(at(name).c_str(), 0755), 0);
  }
  base::Json capture() const { return EnvironmentCapture(inputs_).collect(long_enough_ms); }
  std::string kept_answer() const { return at("exp/host/" + experiment::boot_id() + ".json"); }

  EnvironmentInputs inputs_;
};

const char* const two_gpus = R"(echo call >>"$0.calls"
case "$*" in
--query-gpu=*) echo '0, NVIDIA A100-SXM4-40GB, GPU-1f, 40960, 535.104.05'
               echo '1, NVIDIA A100, 40 GB, GPU-2e, 40960, 535.104.05' ;;
*) echo '| NVIDIA-SMI 535.104.05   Driver Version: 535.104.05   CUDA Version: 12.2     |' ;;
esac)";

TEST_F(Environment, OfThisHost) {
  const base::Json found = capture();
  const base::Json* host = found.find("host");
  ASSERT_TRUE(host);
  EXPECT_EQ(host->text_of("name"), experiment::host_name());
  EXPECT_EQ(host->text_of("kernel").find("Linux "), 0u);
  EXPECT_GT(host->find("cpus")->find_integer().value_or(0), 0);
  EXPECT_GT(host->find("memory_bytes")->find_integer().value_or(0), 1 << 20);
  EXPECT_EQ(found.find("program")->text_of("path"), at("work/./program"));
  EXPECT_EQ(found.find("program")->text_of("interpreter"), "/bin/sh");
  for (const char* absent : {"gpus", "python", "modules", "conda", "venv", "remotes", "submodules", "incomplete"})
    EXPECT_FALSE(found.find(absent)) << absent;
}

TEST_F(Environment, ModulesEnvironmentsVariablesRemotes) {
  for (const char* variable : {"LOADEDMODULES=gcc/12:cuda/12.2", "CONDA_DEFAULT_ENV=asr", "VIRTUAL_ENV=/venvs/torch",
                               "OMP_NUM_THREADS=4", "WANDB_API_KEY=secret"})
    inputs_.environment.push_back(variable);
  inputs_.remotes = {
      {"origin", "https://ada:secret@example.org/x.git"}, {"origin", "second"}, {"lab", "git@lab:x.git"}};
  const base::Json found = capture();
  EXPECT_EQ(found.find("modules")->compact(), R"(["gcc/12","cuda/12.2"])");
  EXPECT_EQ(found.text_of("conda"), "asr");
  EXPECT_EQ(found.text_of("venv"), "torch");
  EXPECT_EQ(found.find("remotes")->compact(), R"({"origin":"https://example.org/x.git","lab":"git@lab:x.git"})");
  EXPECT_EQ(found.find("variables")->text_of("OMP_NUM_THREADS"), "4");
  EXPECT_EQ(found.pretty().find("secret"), std::string::npos);
}

TEST_F(Environment, OfAPython) {
  write("venv/pyvenv.cfg", "home = " + at("usr/bin") + "\n");
  write("venv/bin/python3.11", std::string("\0"
                                           "3.11.7\0",
                                           8));
  ASSERT_EQ(::chmod(at("venv/bin/python3.11").c_str(), 0755), 0);
  write("venv/lib/python3.11/site-packages/torch-2.1.0.dist-info/METADATA", "Name: torch\nVersion: 2.1.0\n");
  inputs_.argv = {at("venv/bin/python3.11"), "train.py"};
  EXPECT_EQ(capture().find("python")->compact(), R"({"executable":")" + at("venv/bin/python3.11") +
                                                     R"(","version":"3.11.7","venv":")" + at("venv") +
                                                     R"(","packages":{"torch":"2.1.0"}})");
  // A script of the shell runs the Python that is active.
  ASSERT_EQ(::symlink("python3.11", at("venv/bin/python").c_str()), 0);
  inputs_.argv = {"./program"};
  inputs_.environment = {"PATH=" + at("venv/bin") + ":/usr/bin:/bin", "VIRTUAL_ENV=" + at("venv")};
  EXPECT_EQ(capture().find("python")->find("packages")->compact(), R"({"torch":"2.1.0"})");
}

TEST_F(Environment, OfABinary) {
  inputs_.argv = {"/proc/self/exe"};
  const base::Json found = capture();
  const base::Json* program = found.find("program");
  ASSERT_TRUE(program->find("compilers")) << program->compact();
  EXPECT_EQ(compilers_of("/proc/self/exe")[0], program->find("compilers")->items()[0].text());
  write("binary", std::string("\x7f"
                              "ELF\2\1\1",
                              7));
  ASSERT_EQ(::chmod(at("binary").c_str(), 0755), 0);
  inputs_.argv = {at("binary")};
  EXPECT_EQ(capture().find("program")->text_of("sha256"), base::sha256(read("binary")));
  EXPECT_TRUE(compilers_of(at("binary")).empty()) << "cut behind its first bytes";
}

TEST_F(Environment, OfAnotherInterpreter) {
  script("bin/julia", "echo \"julia version 1.9.4\"; echo more");
  script("work/model.jl", "");
  write("work/model.jl", "#!" + at("bin/julia") + "\n");
  inputs_.argv = {"./model.jl"};
  EXPECT_EQ(capture().find("program")->text_of("version"), "julia version 1.9.4");
  script("bin/unknown", "echo started >\"$0.started\"");
  inputs_.argv = {"unknown"};
  EXPECT_FALSE(capture().find("program")->find("version"));
  EXPECT_FALSE(base::path_exists(at("bin/unknown.started"))) << "the user's program is never started by us";
}

TEST_F(Environment, GpusAreAskedForOncePerBoot) {
  script("bin/nvidia-smi", two_gpus);
  const std::string gpus = R"([{"index":0,"name":"NVIDIA A100-SXM4-40GB","uuid":"GPU-1f","memory_mib":40960},)"
                           R"({"index":1,"name":"NVIDIA A100, 40 GB","uuid":"GPU-2e","memory_mib":40960}])";
  for (int run = 0; run < 2; ++run) {
    const base::Json found = capture();
    ASSERT_TRUE(found.find("gpus")) << found.compact();
    EXPECT_EQ(found.find("gpus")->compact(), gpus);
    EXPECT_EQ(found.text_of("driver"), "535.104.05");
    EXPECT_EQ(found.text_of("cuda"), "12.2");
    EXPECT_EQ(read("bin/nvidia-smi.calls"), "call\ncall\n");
  }
  inputs_.environment.push_back("SLURM_JOB_ID=17");
  capture();
  EXPECT_EQ(read("bin/nvidia-smi.calls"), "call\ncall\ncall\ncall\n") << "a job may see other devices";
}

TEST_F(Environment, AKeptAnswerThatIsBrokenIsAskedForAgain) {
  script("bin/nvidia-smi", two_gpus);
  write(base::path_below(kept_answer(), folder_), "{\"gpus\":");
  EXPECT_TRUE(capture().find("gpus"));
  EXPECT_TRUE(experiment::parse_json(base::load_file(kept_answer())).value);
}

TEST_F(Environment, WithoutAPlaceToKeepItAllIsStillFound) {
  script("bin/nvidia-smi", two_gpus);
  write("exp", "a file where the folder should be");
  EXPECT_TRUE(capture().find("gpus"));
  inputs_.exp_dir = "";
  EXPECT_TRUE(capture().find("gpus"));
}

TEST_F(Environment, AFailingToolSaysWhy) {
  script("bin/nvidia-smi", "echo 'NVIDIA-SMI has failed: no driver'; exit 9");
  const base::Json found = capture();
  EXPECT_EQ(found.text_of("gpu_error"), "NVIDIA-SMI has failed: no driver");
  EXPECT_FALSE(base::path_exists(kept_answer())) << "it may work next time";
}

TEST_F(Environment, AToolThatHangsIsLeft) {
  script("bin/nvidia-smi", "exec sleep 300");
  const std::int64_t started = base::steady_ms();
  const base::Json found = capture();
  EXPECT_LT(base::steady_ms() - started, 30'000);
  EXPECT_EQ(found.find("incomplete")->compact(), R"(["gpus"])");
  EXPECT_TRUE(found.find("host"));
}

TEST_F(Environment, TheEndOfAShortRunDoesNotWaitForIt) {
  // Says when it runs, and holds whoever waits for it for minutes.
  ASSERT_EQ(::mkfifo(at("running").c_str(), 0600), 0);
  script("bin/nvidia-smi", "case \"$*\" in --query*) echo $$ >" + at("running") + " ;; esac; exec sleep 300");
  pid_t tool = 0;
  std::int64_t waited = 0;
  {
    EnvironmentCapture environment(inputs_);
    tool = static_cast<pid_t>(std::stol(process::run({.argv = {"cat", at("running")}}).out));
    const std::int64_t started = base::steady_ms();
    const base::Json found = environment.collect(50);
    waited = base::steady_ms() - started;
    EXPECT_EQ(found.find("incomplete")->compact(), R"(["gpus"])");
  }
  EXPECT_LT(waited, 1'500);
  const std::string state = base::read_file("/proc/" + std::to_string(tool) + "/stat").bytes;
  EXPECT_TRUE(state.empty() || state.find(") Z") != state.npos) << "the tool is still there: " << state;
}

TEST_F(Environment, TakesNoSignalOfTheRun) {
  script("bin/nvidia-smi", "exec sleep 300");
  sigset_t usr1, before;
  ::sigemptyset(&usr1);
  ::sigaddset(&usr1, SIGUSR1);
  const EnvironmentCapture environment(inputs_);
  ::pthread_sigmask(SIG_BLOCK, &usr1, &before);
  ::kill(::getpid(), SIGUSR1);
  // Had another thread it unblocked, it would have killed us.
  int signal = 0;
  ASSERT_EQ(::sigwait(&usr1, &signal), 0);
  EXPECT_EQ(signal, SIGUSR1);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

class Submodules : public experiment::RepositoryTest {};

TEST_F(Submodules, AreNamedWithTheirCommits) {
  git({"init", "-q", at("lib x")});
  git({"-C", at("lib x"), "commit", "-q", "--allow-empty", "-m", "one"});
  git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", at("lib x"), "deps/lib x"});
  git({"commit", "-q", "-m", "with a submodule"});
  EnvironmentInputs inputs;
  inputs.argv = {"true"};
  inputs.folder = at("repo");
  inputs.environment = process::environment_with({});
  inputs.top = at("repo");
  const base::Json found = EnvironmentCapture(inputs).collect(long_enough_ms);
  ASSERT_TRUE(found.find("submodules")) << found.compact();
  EXPECT_EQ(found.find("submodules")->text_of("deps/lib x"), base::trim(git({"-C", at("lib x"), "rev-parse", "HEAD"})));
}

}  // namespace
}  // namespace supervise
