#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "experiment/invocation.h"
#include "experiment/record.h"
#include "experiment/settings.h"
#include "supervise/environment.h"
#include "supervise/gpu_use.h"
#include "supervise/line_states.h"
#include "supervise/log.h"
#include "supervise/metric_capture.h"
#include "supervise/program.h"
#include "supervise/stop_watch.h"

namespace supervise {

/// What happens while the program runs: the log, the metrics in its output, the sign of life with them, environment.json as soon as it
/// is known, whether somebody wants it to stop. Nothing here throws into the program's loop: trouble is kept for the record.
class Watch final : public ProgramEvents {
 public:
  /// Throws UserError for a pattern of exp.metricPattern that is none. `paths` and `environment` live longer than this.
  Watch(const experiment::Settings& settings, const experiment::RunPaths& paths, EnvironmentCapture& environment,
        std::int64_t attempt);

  void started(pid_t pid) override;
  void output(Stream stream, std::string_view bytes) override;
  void tick() override;
  StopWish stop_wish() override { return stop_.look(); }

  /// Metrics of earlier attempts count too: reads their output from the log. Before anything of this attempt is logged.
  void recall();
  /// All output has come: open last lines count.
  void finish();
  /// Writes environment.json once: as soon as all of it is known, or at the end with what is known after 50 ms at most.
  void write_environment(bool at_the_end);

  const base::Json& facts() const { return facts_; }  ///< what write_environment() wrote
  LogWriter& log() { return log_; }
  experiment::Metrics metrics() const { return metrics_.metrics(); }
  const std::string& trouble() const { return trouble_; }
  /// Who wanted it to stop, and how, as far as that was seen.
  const std::optional<experiment::StopRequest>& stop_request() const { return stop_.request(); }

 private:
  void beat_if_due();
  void beat(const std::string& line);
  std::string describe() const;

  const experiment::RunPaths& paths_;
  EnvironmentCapture& environment_;
  bool captures_;
  LogWriter log_;
  MetricCapture metrics_;
  LineStates out_, err_;
  StopWatch stop_;
  GpuUse gpus_;
  const std::int64_t attempt_;
  std::int64_t last_beat_ = 0;
  bool has_output_ = false;  ///< or something else that the heartbeat may tell, since the last one
  std::string told_;         ///< the heartbeat's line
  bool environment_written_ = false;
  base::Json facts_ = base::Json::object();
  std::string trouble_;
};

}  // namespace supervise
