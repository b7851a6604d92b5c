#include "experiment/settings.h"

namespace experiment {

const std::vector<std::string>& default_discard() {
  static const std::vector<std::string> globs = {"__pycache__", "*.pyc",       ".pytest_cache",
                                                 ".mypy_cache", ".ruff_cache", ".numba_cache",
                                                 "*.nbi",       "*.nbc",       ".ipynb_checkpoints"};
  return globs;
}

const std::vector<std::string>& default_verify_ignore() {
  static const std::vector<std::string> globs = {
      "time",         "*/time",        "*_time",      "time_*",       "*/time_*",  "*time_per*", "*walltime*",
      "*wall_time*",  "*runtime*",     "*second*",    "*_sec",        "*_secs",    "*/sec",      "*_ms",
      "*/ms",         "ms_per_*",      "*/ms_per_*",  "*_ms_per_*",   "*per_sec*", "*/s",        "*duration*",
      "*elapsed*",    "*timestamp*",   "eta",         "*/eta",        "*_eta",     "date",       "*/date",
      "*throughput*", "*samples_per*", "*steps_per*", "*tokens_per*", "*mfu",      "*flops/s",   "*flops_per_s*",
      "*tflops*",     "*memory*",      "*_mem",       "*/mem",        "*gpu_util*"};
  return globs;
}

}  // namespace experiment
