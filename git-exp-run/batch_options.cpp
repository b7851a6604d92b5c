#include "batch_options.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "experiment/seed.h"

namespace exp_run {
namespace {

constexpr std::int64_t most_jobs = 10'000;

std::vector<std::string> devices_of(const std::string& text) {
  std::vector<std::string> devices = base::split(text, ',');
  const std::set<std::string> different(devices.begin(), devices.end());
  const bool are_names = std::all_of(devices.begin(), devices.end(), [](const std::string& name) {
    return name == "auto" || base::is_digits(name) || name.starts_with("GPU-") || name.starts_with("MIG-");
  });
  if (!are_names || different.size() != devices.size() || different.count("") ||
      (different.count("auto") && devices.size() > 1))
    throw base::UsageError("option '--devices' wants different devices, such as 0,1, GPU-<uuid>, or auto, not " +
                           base::quoted(text));
  return devices;
}

std::int64_t priority_of(const std::string& text) {
  const bool is_negative = text.starts_with('-');
  const auto number = base::parse_integer(text.substr(is_negative ? 1 : 0));
  constexpr std::int64_t largest = 1'000'000;
  if (!number || *number < 0 || *number > largest)
    throw base::UsageError("option '--priority' wants a whole number from -1000000 to 1000000, not " +
                           base::quoted(text));
  return is_negative ? -*number : *number;
}

std::int64_t number_of(std::string_view option, const std::string& text, std::int64_t least, std::int64_t most) {
  const std::int64_t number = cli::parse_number_option(option, text, least);
  if (number > most)
    throw base::UsageError("option '" + std::string(option) + "' takes at most " + std::to_string(most));
  return number;
}

}  // namespace

void BatchOptionsReader::declare(cli::OptionParser& parser) {
  parser.section("Several runs, and the queue");
  parser.value("--seeds", "a..b", seeds_, "a run with each of these seeds");
  parser.flag("--grid", flags_.grid, "values of -S are lists: -S lr=0.1,0.01 makes two runs");
  parser.value("-j,--jobs", "n", jobs_, "so many at once (1)");
  parser.flag("--queue", flags_.queue, "in the background, when there is a place");
  parser.value("--priority", "n", priority_, "larger ones are started first (0)");
  parser.value("--devices", "list", devices_, "GPUs for the runs, such as 0,1, or auto: each run has its own");
  parser.value("--devices-per-run", "n", devices_per_run_, "so many for each run (1)");
  parser.value("--cpus", "n", cpus_, "pin each run to so many processors of its own");
  parser.value("--retry", "n", retries_, "take a failed run up again, so often");
  parser.flag("--fail-fast", flags_.fail_fast, "start nothing more after a failure");
  parser.flag("--keep-going", keep_going_, "start all, whatever fails (the default)");
}

BatchOptions BatchOptionsReader::read() const {
  BatchOptions options = flags_;
  if (seeds_) options.seeds = experiment::parse_seed_range("--seeds", *seeds_);
  if (jobs_) options.jobs = number_of("--jobs", *jobs_, 1, most_jobs);
  if (priority_) options.priority = priority_of(*priority_);
  if (devices_) options.devices = devices_of(*devices_);
  if (devices_per_run_) options.devices_per_run = number_of("--devices-per-run", *devices_per_run_, 1, 1024);
  if (cpus_) options.cpus = number_of("--cpus", *cpus_, 1, 4096);
  if (retries_) options.retries = number_of("--retry", *retries_, 0, 1000);
  if (keep_going_ && flags_.fail_fast)
    throw base::UsageError("options '--keep-going' and '--fail-fast' exclude each other");
  if (devices_per_run_ && options.devices.empty())
    throw base::UsageError("option '--devices-per-run' wants '--devices'");
  if ((options.fail_fast || priority_) && !options.wanted())
    throw base::UsageError(std::string("option '") + (priority_ ? "--priority" : "--fail-fast") +
                           "' is for several runs, or the queue");
  return options;
}

}  // namespace exp_run
