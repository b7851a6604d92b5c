#include "base/random.h"
#include "experiment/names.h"
#include "queue/submission.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_submission(std::string_view input) {
  const std::string id = "0b6f9d5e-4c1a-4f7e-9c2d-3a5b7e9f1c2d";
  const auto submission = queue::parse_submission(input, id);
  if (!submission) return;
  for (const auto& run : submission->runs)
    expect(experiment::parse_run_name(run.run) && base::is_uuid(run.uuid), "a run has a name and a uuid", run.run);
  constexpr std::int64_t most = 1'000'000;
  const queue::Terms& terms = submission->terms;
  for (const std::int64_t number : {terms.jobs, terms.devices_per_run, terms.cpus, terms.retries, terms.priority})
    expect(number >= -most && number <= most, "no loop over it is endless", input);
  expect(terms.jobs > 0 && terms.devices_per_run > 0 && terms.timeout_ms.value_or(1) > 0, "what must be positive is",
         input);
  const std::string text = format_submission(*submission);
  const auto again = queue::parse_submission(text, id);
  expect(again && format_submission(*again) == text, "a submission is written again as it was", text);
}

}  // namespace fuzz
