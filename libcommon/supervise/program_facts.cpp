#include "supervise/program_facts.h"

#include <algorithm>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "supervise/elf_comment.h"
#include "supervise/interpreter.h"
#include "supervise/python_install.h"
#include "supervise/python_packages.h"
#include "supervise/recorded_variables.h"

namespace supervise {
namespace {

using base::Json;

/// Beyond, a hash would take the processor from the program for longer than it may be worth.
constexpr std::size_t largest_hashed = 32u << 20;

bool is_shell(const std::string& interpreter) {
  const std::string name = base::path_name(interpreter);
  return name == "sh" || name == "bash" || name == "dash" || name == "zsh" || name == "ksh" || name == "make";
}

/// A shell script that runs Python does so in the environment that is active.
std::string active_python(const std::string& folder, const std::vector<std::string>& environment) {
  const bool is_active = find_variable(environment, "VIRTUAL_ENV") || find_variable(environment, "CONDA_PREFIX");
  return is_active ? find_program_chain({"python"}, folder, environment).python : "";
}

Json describe_python(const std::string& executable, const std::string& folder,
                     const std::vector<std::string>& environment) {
  const PythonInstall install = find_python_install(executable, folder, environment);
  Json python = Json::object();
  python.set("executable", Json::string(install.executable));
  if (!install.version.empty()) python.set("version", Json::string(install.version));
  if (!install.venv.empty()) python.set("venv", Json::string(install.venv));
  python.set("packages", python_packages(install.packages));
  return python;
}

/// No commit says which build of a program ran: its bytes do.
void describe_binary(Json& program, const std::string& path) {
  const auto compilers = compilers_of(path);
  Json names = Json::array();
  for (const auto& compiler : compilers) names.push_back(Json::string(compiler));
  if (!compilers.empty()) program.set("compilers", std::move(names));
  const base::ReadResult bytes = base::read_file(path, largest_hashed);
  if (!bytes.failure) program.set("sha256", Json::string(base::sha256(bytes.bytes)));
}

void describe_interpreter(Json& program, const std::string& interpreter, const std::vector<std::string>& environment,
                          ToolRunner& tools) {
  if (!is_other_interpreter(base::path_name(interpreter))) return;
  const auto answer = tools.run({{.argv = {interpreter, "--version"}, .environment = environment}})[0];
  if (answer.timed_out || answer.status != 0) return;
  const std::string_view text = base::trim(answer.out.empty() ? answer.err : answer.out);
  program.set("version", Json::string(std::string(text.substr(0, std::min<std::size_t>(text.find('\n'), 200)))));
}

}  // namespace

ProgramFacts program_facts(const std::vector<std::string>& argv, const std::string& folder,
                           const std::vector<std::string>& environment, ToolRunner& tools) {
  ProgramFacts facts;
  const ProgramChain chain = find_program_chain(argv, folder, environment);
  if (chain.program.empty()) return facts;
  facts.program.set("path", Json::string(chain.program));
  if (!chain.interpreter.empty()) facts.program.set("interpreter", Json::string(chain.interpreter));
  std::string python = chain.python;
  const std::string& runs = chain.interpreter.empty() ? chain.program : chain.interpreter;
  if (python.empty() && is_shell(runs)) python = active_python(folder, environment);
  if (!python.empty())
    facts.python = describe_python(python, folder, environment);
  else if (chain.interpreter.empty() && !is_shell(runs))
    describe_binary(facts.program, chain.program);
  if (chain.python.empty()) describe_interpreter(facts.program, runs, environment, tools);
  return facts;
}

}  // namespace supervise
