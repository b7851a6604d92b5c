#include "experiment/settings.h"

namespace experiment {

const std::vector<std::string>& default_discard() {
  static const std::vector<std::string> globs = {"__pycache__",   "*.pyc",       ".pytest_cache", ".mypy_cache",
                                                 ".ruff_cache",   ".numba_cache", "*.nbi",        "*.nbc",
                                                 ".ipynb_checkpoints"};
  return globs;
}

const std::vector<std::string>& default_verify_ignore() {
  static const std::vector<std::string> globs = {
      "*time",        "*time_*",    "*seconds*",   "*_sec",       "*_secs",      "*_ms",      "*ms_per_*", "*_per_sec*",
      "*/sec",        "*/s",        "*per_second*", "*duration*", "*elapsed*",   "*runtime*", "*timestamp*", "*throughput*",
      "*samples_per*", "*steps_per*", "*tokens_per*", "*it/s*",   "*mfu*",       "*flops*",   "*memory*",  "*_mem",
      "*gpu_util*",   "*eta",       "*date"};
  return globs;
}

}  // namespace experiment
