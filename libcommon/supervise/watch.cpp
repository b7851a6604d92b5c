#include "supervise/watch.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/time.h"
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
      stop_(paths, attempt) {}

void Watch::started(pid_t) {
  beat();
}

void Watch::output(Stream stream, std::string_view bytes) {
  log_.output(bytes);
  (stream == Stream::out ? out_ : err_).feed(bytes);
}

void Watch::tick() {
  log_.flush();
  if (base::steady_ms() - last_beat_ >= experiment::heartbeat_ms) beat();
  write_environment(false);
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

void Watch::beat() {
  last_beat_ = base::steady_ms();
  const base::UniqueFd fd(::open(paths_.heartbeat().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (fd) (void)::futimens(fd.value(), nullptr);
}

}  // namespace supervise
