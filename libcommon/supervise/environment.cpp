#include "supervise/environment.h"

#include <signal.h>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "supervise/git_facts.h"
#include "supervise/gpu_facts.h"
#include "supervise/host_facts.h"
#include "supervise/program_facts.h"
#include "supervise/recorded_variables.h"
#include "supervise/tool_runner.h"

namespace supervise {

using base::Json;

/// What the thread finds, and how it is stopped.
struct EnvironmentCapture::State {
  EnvironmentInputs inputs;
  ToolRunner tools;

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::pair<std::string, Json>> members;
  std::vector<std::string> missing = {"host", "variables", "program", "submodules", "gpus"};
  std::vector<std::string> failed;
  bool ended = false;

  std::thread thread;

  void take(const std::string& part, std::vector<std::pair<std::string, Json>> found, bool complete);
  void look_for(const std::string& part, const std::function<std::vector<std::pair<std::string, Json>>()>& look);
  void look_around();
};

namespace {

using Members = std::vector<std::pair<std::string, Json>>;

/// A part that was not to be had, though it should be: named under "incomplete".
class Incomplete : public std::exception {};

/// For a thread whose tools were just killed.
constexpr auto last_patience = std::chrono::milliseconds(10);

bool is_empty(const Json& json) {
  return json.is_object() ? json.members().empty() : json.is_array() && json.items().empty();
}

Members variable_members(const EnvironmentInputs& inputs) {
  Members members;
  const auto& environment = inputs.environment;
  Json modules = Json::array();
  for (auto& module : base::split(find_variable(environment, "LOADEDMODULES").value_or(""), ':'))
    if (!module.empty()) modules.push_back(Json::string(std::move(module)));
  members.emplace_back("modules", std::move(modules));
  if (auto name = find_variable(environment, "CONDA_DEFAULT_ENV"); name && !name->empty())
    members.emplace_back("conda", Json::string(std::move(*name)));
  if (const auto folder = find_variable(environment, "VIRTUAL_ENV"); folder && !folder->empty())
    members.emplace_back("venv", Json::string(base::path_name(*folder)));
  members.emplace_back("variables", recorded_variables(environment));
  members.emplace_back("remotes", remote_facts(inputs.remotes));
  return members;
}

Members gpu_members(const EnvironmentInputs& inputs, ToolRunner& tools) {
  auto facts = gpu_facts(inputs.exp_dir, inputs.environment, tools);
  if (!facts) throw Incomplete();
  return std::move(facts->members());
}

Members submodule_members(const EnvironmentInputs& inputs, ToolRunner& tools) {
  Json facts = submodule_facts(inputs.top, inputs.environment, tools);
  if (tools.is_cancelled() && is_empty(facts)) throw Incomplete();
  Members members;
  members.emplace_back("submodules", std::move(facts));
  return members;
}

Members program_members(const EnvironmentInputs& inputs, ToolRunner& tools) {
  ProgramFacts facts = program_facts(inputs.argv, inputs.folder, inputs.environment, tools);
  Members members;
  members.emplace_back("program", std::move(facts.program));
  members.emplace_back("python", std::move(facts.python));
  return members;
}

/// All signals belong to the thread that attends the program.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

void EnvironmentCapture::State::take(const std::string& part, Members found, bool complete) {
  const std::lock_guard lock(mutex);
  std::erase(missing, part);
  if (!complete) failed.push_back(part);
  for (auto& member : found)
    if (!is_empty(member.second)) members.push_back(std::move(member));
}

void EnvironmentCapture::State::look_for(const std::string& part, const std::function<Members()>& look) {
  const base::Trace trace("environment: " + part);
  if (tools.is_cancelled()) return;
  try {
    take(part, look(), true);
  } catch (const std::exception&) {
    take(part, {}, false);
  }
}

void EnvironmentCapture::State::look_around() {
  const auto look_for_gpus = [&] { look_for("gpus", [&] { return gpu_members(inputs, tools); }); };
  // nvidia-smi takes a second where the rest takes milliseconds: beside it, not behind it.
  auto gpus = std::async(look_for_gpus);
  look_for("host", [] { return Members{{"host", host_facts()}}; });
  look_for("variables", [&] { return variable_members(inputs); });
  look_for("program", [&] { return program_members(inputs, tools); });
  look_for("submodules", [&] { return submodule_members(inputs, tools); });
  gpus.wait();
  const std::lock_guard lock(mutex);
  ended = true;
  changed.notify_all();
}

EnvironmentCapture::EnvironmentCapture(EnvironmentInputs inputs) : state_(std::make_shared<State>()) {
  state_->inputs = std::move(inputs);
  const SignalsBlocked blocked;
  try {
    state_->thread = std::thread([state = state_] { state->look_around(); });
  } catch (const std::system_error&) {
    // No thread to be had: the run matters more than what we know of it.
    state_->ended = true;
  }
}

EnvironmentCapture::~EnvironmentCapture() {
  state_->tools.cancel();
  if (!state_->thread.joinable()) return;
  std::unique_lock lock(state_->mutex);
  const bool ended = state_->changed.wait_for(lock, last_patience, [&] { return state_->ended; });
  lock.unlock();
  if (ended)
    state_->thread.join();
  else
    state_->thread.detach();
}

bool EnvironmentCapture::is_ready(std::int64_t wait_ms) const {
  std::unique_lock lock(state_->mutex);
  return state_->changed.wait_for(lock, std::chrono::milliseconds(wait_ms), [&] { return state_->ended; });
}

Json EnvironmentCapture::collect(std::int64_t wait_ms) {
  is_ready(wait_ms);
  state_->tools.cancel();
  const std::lock_guard lock(state_->mutex);
  Json json = Json::object();
  for (const auto& [name, value] : state_->members) json.set(name, value);
  Json incomplete = Json::array();
  for (const auto* names : {&state_->failed, &state_->missing})
    for (const auto& name : *names) incomplete.push_back(Json::string(name));
  if (!is_empty(incomplete)) json.set("incomplete", std::move(incomplete));
  return json;
}

}  // namespace supervise
