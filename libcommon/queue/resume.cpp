#include "queue/resume.h"

#include <unistd.h>

#include "base/file.h"
#include "queue/dispatcher.h"
#include "queue/supervisor_process.h"
#include "supervise/background.h"

namespace queue {

bool attend_in_background(const experiment::Store& store, const Submission& submission) {
  constexpr int status_attended = 1;
  supervise::Background background;
  if (!background.is_here()) return background.wait() == 0;
  ::_exit(run_in_child([&] {
    const auto office = take_office(store, submission.id);
    if (!office) return status_attended;
    background.let_go(base::path_join(submission.folder(store), "waiter.log"));
    DispatchEvents nobody;
    dispatch(store, submission, *office, nobody);
    return 0;
  }));
}

std::vector<std::string> resume(const experiment::Store& store) {
  std::vector<std::string> resumed;
  for (const auto& submission : read_submissions(store))
    if (!is_attended(store, submission.id) && attend_in_background(store, submission)) resumed.push_back(submission.id);
  return resumed;
}

}  // namespace queue
