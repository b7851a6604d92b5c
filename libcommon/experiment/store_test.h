#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "experiment/index.h"
#include "experiment/test_folder.h"

/// For this module's tests only: a store over a real repository with one commit.
namespace experiment {

/// Opened anew, as each command does it.
struct OpenStore {
  git::Repository repository = git::Repository::open();
  Settings settings = load_settings(repository);
  base::CollectedMessages messages;
  Store store{repository, settings, messages};
};

class StoreTest : public RepositoryTest {
 protected:
  std::string head() const { return git({"rev-parse", "HEAD"}).substr(0, 40); }

  Record new_record(const std::string& tag) const {
    Record record;
    record.tag = tag;
    record.commit = head();
    record.command = {"true"};
    record.user = "ada";
    record.host = "here";
    return record;
  }
  /// Claimed, ended and on disk; not published.
  Record make_run(OpenStore& open, const std::string& tag, State state = State::finished) const {
    Record record = new_record(tag);
    const RunPaths paths = claim_run(open.store, record);
    record.state = state;
    write_run_json(paths, record);
    return record;
  }
  Record make_published_run(OpenStore& open, const std::string& tag) const {
    const Record record = make_run(open, tag);
    publish(open.store, record, open.store.run_folder(record.run));
    return record;
  }
  void make_tag(const std::string& tag) const { git({"tag", "-a", "-m", "true\n\nExp-Experiment: 1", tag}); }

  std::vector<std::string> note_lines(const std::string& ref = "exp") const {
    auto lines = base::split(git({"notes", "--ref=" + ref, "show", "HEAD"}), '\n');
    lines.pop_back();
    return lines;
  }
  std::vector<std::string> entries(const std::string& folder) const {
    return base::find_entries(at("repo/" + folder)).value_or(std::vector<std::string>{"(no folder)"});
  }
  std::vector<std::string> markers() const {
    return base::find_entries(at("repo/.git/exp/pending")).value_or(std::vector<std::string>());
  }
  std::string result(const std::string& name) const { return at("repo/__result__/" + name); }
};

/// Calls `work(i)` in a process of its own for each i, all at once; how many failed (threw, or returned false).
inline int count_failures_of(int processes, const std::function<bool(int)>& work) {
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      bool done = false;
      try {
        done = work(i);
      } catch (const std::exception& error) {
        ::fprintf(stderr, "process %d: %s\n", i, error.what());
      }
      ::_exit(done ? 0 : 1);
    }
    children.push_back(child);
  }
  int failures = 0;
  for (const pid_t child : children) {
    int status = 0;
    failures += ::waitpid(child, &status, 0) != child || status != 0;
  }
  return failures;
}

inline std::string complaint_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::UserError& error) {
    std::string text = error.what();
    for (const auto& hint : error.hints()) text += "\nhint: " + hint;
    return text;
  }
  return "";
}

}  // namespace experiment
