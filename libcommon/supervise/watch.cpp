#include "supervise/watch.h"

#include "base/error.h"
#include "base/file.h"
#include "base/time.h"
#include "experiment/heartbeat.h"
#include "experiment/liveness.h"
#include "supervise/earlier_output.h"

namespace supervise {

Watch::Watch(const experiment::Settings& settings, const experiment::RunPaths& paths, EnvironmentCapture& environment,
             std::int64_t attempt)
    : paths_(paths),
      environment_(environment),
      captures_(settings.capture_metrics),
      log_(paths.log()),
      metrics_(settings.metric_patterns),
      out_(settings.capture_metrics ? &metrics_.consumer(Stream::out) : nullptr),
      err_(settings.capture_metrics ? &metrics_.consumer(Stream::err) : nullptr),
      stop_(paths, attempt),
      attempt_(attempt) {}

void Watch::started(pid_t) {
  beat("");
}

void Watch::output(Stream stream, std::string_view bytes) {
  log_.output(bytes);
  (stream == Stream::out ? out_ : err_).feed(bytes);
  has_output_ = true;
}

void Watch::tick() {
  log_.flush();
  write_environment(false);
  if (facts_.find("gpus") && gpus_.look()) has_output_ = true;
  beat_if_due();
}

void Watch::recall() {
  if (captures_) read_earlier_output(paths_.log(), metrics_.consumer(Stream::out));
}

void Watch::finish() {
  out_.finish();
  err_.finish();
}

void Watch::write_environment(bool at_the_end) {
  constexpr std::int64_t longest_wait_ms = 50;
  if (environment_written_ || (!at_the_end && !environment_.is_ready(0))) return;
  environment_written_ = true;
  facts_ = environment_.collect(at_the_end ? longest_wait_ms : 0);
  try {
    base::write_file_atomically(paths_.environment(), facts_.pretty(), false);
  } catch (const base::UserError& error) {
    trouble_ = error.what();
  }
}

/// What was printed is told soon, and what is new only: each beat is a write on a file server.
void Watch::beat_if_due() {
  constexpr std::int64_t news_ms = 2000;
  const std::int64_t age_ms = base::steady_ms() - last_beat_;
  if (age_ms < news_ms) return;
  std::string line = has_output_ ? describe() : "";
  if (line == told_) line.clear();
  if (line.empty() && age_ms < experiment::heartbeat_ms) return;
  has_output_ = false;
  beat(line);
}

std::string Watch::describe() const {
  const experiment::Heartbeat now{attempt_, metrics_.metrics(), gpus_.memory_bytes()};
  return now.metrics.empty() && !now.gpu_memory_bytes ? "" : experiment::format_heartbeat(now);
}

void Watch::beat(const std::string& line) {
  last_beat_ = base::steady_ms();
  if (!line.empty()) told_ = line;
  experiment::beat(paths_, line);
}

}  // namespace supervise
