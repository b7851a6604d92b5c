#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/file.h"
#include "experiment/run_log.h"
#include "supervise/earlier_output.h"
#include "supervise/metric_capture.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

class LogFolder {
 public:
  LogFolder() {
    std::string name = "/tmp/git-exp-fuzz-XXXXXX";
    expect(::mkdtemp(name.data()) != nullptr, "a folder can be made");
    path_ = name;
  }
  ~LogFolder() { (void)base::remove_tree(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

experiment::KnownRun run_in(const std::string& folder) {
  experiment::KnownRun run;
  run.record = make_record();
  run.folder = folder;
  run.record.attempts.resize(2);
  run.record.attempts[0].n = 1;
  run.record.attempts[1].n = 2;
  return run;
}

}  // namespace

/// A run's log, with the heads that divide its attempts.
void check_log_reading(std::string_view input) {
  static const LogFolder folder;
  const std::string path = base::path_join(folder.path(), "log");
  (void)::unlink(path.c_str());
  expect(::symlink(MemoryFile(input).path().c_str(), path.c_str()) == 0, "a link can be made");
  const MemoryFile file(input);
  (void)::unlink(path.c_str());
  expect(::symlink(file.path().c_str(), path.c_str()) == 0, "a link can be made");

  const experiment::KnownRun run = run_in(folder.path());
  const experiment::RunLog log(run, "asr/3");
  std::string copied;
  log.copy(log.whole(), [&](std::string_view bytes) { copied += bytes; });
  expect(copied == input, "a log is copied byte for byte", input);
  const auto is_within = [&](experiment::LogPart part) {
    return part.begin >= 0 && part.begin <= part.end && part.end <= static_cast<std::int64_t>(input.size());
  };
  for (const std::size_t count : {0, 1, 3})
    expect(is_within(log.last_lines(log.whole(), count)), "the last lines are a part of the log", input);
  for (const std::int64_t attempt : {1, 2}) try {
      expect(is_within(log.attempt(attempt)), "an attempt is a part of the log", input);
    } catch (const base::UserError& error) {
      expect_printable(error);
    }
  supervise::MetricCapture capture({});
  supervise::read_earlier_output(file.path(), capture.consumer(supervise::Stream::out));
  (void)capture.metrics();
}

}  // namespace fuzz
