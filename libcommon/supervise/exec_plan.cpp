#include "supervise/exec_plan.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace supervise {
namespace {

char shell[] = "/bin/sh";

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> array;
  for (auto& word : words) array.push_back(word.data());
  array.push_back(nullptr);
  return array;
}

std::string path_of(const std::vector<std::string>& environment) {
  for (const auto& variable : environment)
    if (variable.rfind("PATH=", 0) == 0) return variable.substr(5);
  return "/bin:/usr/bin";  // execvp's own, where there is none
}

/// The file may exist, but not for us or not here: go on searching.
bool try_next(int errno_value) {
  return errno_value == ENOENT || errno_value == ENOTDIR || errno_value == EACCES || errno_value == ENODEV ||
         errno_value == ESTALE || errno_value == ETIMEDOUT;
}

}  // namespace

ExecPlan::ExecPlan(const std::vector<std::string>& argv, std::string folder,
                   const std::vector<std::string>& environment)
    : words_(argv), variables_(environment), folder_(std::move(folder)) {
  argv_ = pointers(words_);
  environment_ = pointers(variables_);
  if (words_.empty() || words_[0].empty()) return;
  if (words_[0].find('/') != std::string::npos) {
    candidates_.push_back({words_[0], {}});
  } else {
    for (const auto& part : base::split(path_of(variables_), ':'))
      candidates_.push_back({base::path_join(part.empty() ? "." : part, words_[0]), {}});
  }
  for (auto& candidate : candidates_) {
    candidate.shell_argv = {shell, candidate.path.data()};
    candidate.shell_argv.insert(candidate.shell_argv.end(), argv_.begin() + 1, argv_.end());
  }
}

ExecPlan::Failure ExecPlan::execute() const {
  if (!folder_.empty() && ::chdir(folder_.c_str()) != 0) return {errno, true};
  int error = ENOENT;
  for (const auto& candidate : candidates_) {
    ::execve(candidate.path.c_str(), argv_.data(), environment_.data());
    if (errno == ENOEXEC) ::execve(shell, candidate.shell_argv.data(), environment_.data());
    if (!try_next(errno)) return {errno, false};
    if (errno == EACCES) error = EACCES;
  }
  return {error, false};
}

ExecPlan::Explanation ExecPlan::explain(const Failure& failure) const {
  const std::string reason = base::error_text(failure.errno_value);
  if (failure.folder) return {126, "cannot enter " + base::quoted(folder_) + ": " + reason};
  if (candidates_.empty()) return {127, "no command"};
  const std::string name = base::quoted(words_[0]);
  const bool searched = words_[0].find('/') == std::string::npos;
  for (const auto& candidate : candidates_) {
    const std::string file = base::path_join(folder_, candidate.path);
    if (!base::path_exists(file)) continue;
    const std::string found = base::quoted(searched ? candidate.path : words_[0]);
    if (failure.errno_value == ENOENT) return {126, found + " needs an interpreter or loader that does not exist"};
    if (base::is_folder(file) && searched) continue;
    if (base::is_folder(file)) return {126, found + " is a folder"};
    return {126, "cannot execute " + found + ": " + reason};
  }
  if (failure.errno_value != ENOENT && failure.errno_value != ENOTDIR && failure.errno_value != EACCES)
    return {126, "cannot execute " + name + ": " + reason};
  return {127, searched ? name + " is not a command" : name + " does not exist"};
}

}  // namespace supervise
