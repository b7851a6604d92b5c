#include "supervise/notification.h"

#include <vector>

#include "base/duration.h"
#include "base/error.h"
#include "base/text.h"
#include "base/trace.h"
#include "process/child.h"

namespace supervise {
namespace {

/// Relative ones would mean something else in the folder where it runs, which is in the repository anyway.
const std::vector<std::string> repository_variables = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"};

std::vector<std::string> variables(const experiment::Record& record, const experiment::RunPaths& paths,
                                   const EndNotice& notice) {
  const std::int64_t seconds = (record.duration_ms() + 500) / 1000;
  return {"GIT_EXP_RUN=" + record.run,
          "GIT_EXP_TAG=" + record.tag,
          "GIT_EXP_ID=" + std::to_string(record.id),
          "GIT_EXP_UUID=" + record.uuid,
          "GIT_EXP_DIR=" + paths.folder,
          "GIT_EXP_RECORD=" + paths.run_json(),
          "GIT_EXP_STATE=" + std::string(experiment::format_state(record.state)),
          "GIT_EXP_EXIT=" + std::to_string(notice.exit_status),
          "GIT_EXP_DURATION=" + std::to_string(seconds),
          "GIT_EXP_MESSAGE=" + notice.line};
}

/// The last lines: what a program says when it gives up.
std::vector<std::string> last_lines(const process::Result& result) {
  constexpr std::size_t most = 10;
  std::vector<std::string> lines;
  for (auto& line : base::split(result.out + "\n" + result.err, '\n'))
    if (!base::trim(line).empty()) lines.push_back(std::move(line));
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
  return lines;
}

void tell(base::Messages& messages, const process::Result& result, std::int64_t longest_ms) {
  const bool failed = result.timed_out || result.status != 0;
  if (result.timed_out)
    messages.warning("the notification command took more than " + base::format_duration(longest_ms) +
                     ", and was killed");
  else if (failed)
    messages.warning("the notification command failed with exit status " + std::to_string(result.status));
  else
    messages.detail("the notification command ran");
  for (const auto& line : last_lines(result)) {
    const std::string text = "  | " + base::printable(line);
    if (failed)
      messages.note(text);
    else
      messages.detail(text);
  }
}

}  // namespace

void notify(const experiment::Store& store, const experiment::Record& record, const experiment::RunPaths& paths,
            const std::string& command, const EndNotice& notice, std::int64_t longest_ms) {
  if (command.empty()) return;
  const base::Trace trace("notification");
  const git::Location& location = store.repository.location();
  process::Command shell;
  shell.argv = {"sh", "-c", command};
  shell.folder = location.top.empty() ? location.git_dir : location.top;
  shell.environment = process::environment_with(variables(record, paths, notice), repository_variables);
  try {
    tell(store.messages, process::run(shell, longest_ms), longest_ms);
  } catch (const std::exception& error) {
    store.messages.warning(std::string("the notification command was not run: ") + error.what());
  }
}

}  // namespace supervise
