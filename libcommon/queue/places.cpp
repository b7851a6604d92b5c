#include "queue/places.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/owned_lock.h"
#include "experiment/sharing.h"

namespace queue {
namespace {

constexpr std::string_view ticket_start = "wait-";

std::string folder_of_host(const experiment::Store& store) {
  std::string host = experiment::host_name();
  std::replace(host.begin(), host.end(), '/', '_');
  return base::path_join(base::path_join(store.repository.exp_dir(), "slots"), host);
}

/// Sorts as places are given: "wait-<priority, reversed>-<time>-<jobs>-<uuid>".
std::string ticket_name(const Submission& submission) {
  constexpr std::int64_t largest = 1'000'000'000;
  const std::int64_t priority = std::clamp(submission.terms.priority, -largest, largest);
  return fmt::format("{}{:010}-{:016}-{}-{}", ticket_start, largest - priority, submission.submitted.ms,
                     submission.terms.jobs, submission.id);
}

bool is_left_behind(const std::string& path) {
  return experiment::is_stale(path, experiment::Stale::gone_or_silent);
}

std::int64_t jobs_of_ticket(const std::string& name) {
  const auto parts = base::split(name, '-');
  return parts.size() > 3 ? base::parse_integer(parts[3]).value_or(0) : 0;
}

}  // namespace

Places::Places(const experiment::Store& store, const Submission& submission)
    : store_(store), jobs_(submission.terms.jobs), folder_(folder_of_host(store)), ticket_(ticket_name(submission)) {
  experiment::make_shared_folders(store.settings.sharing, folder_);
  base::remove_old_temporaries(folder_);
}

Places::~Places() {
  leave_line();
}

std::string Places::path_of(std::int64_t place) const {
  return base::path_join(folder_, std::to_string(place));
}

void Places::stand_in_line() {
  if (in_line_) return;
  const std::string path = base::path_join(folder_, ticket_);
  base::write_file_atomically(path, experiment::format_owner(experiment::this_process()), false);
  experiment::share_file(path);
  in_line_ = true;
}

void Places::leave_line() {
  if (in_line_) ::unlink(base::path_join(folder_, ticket_).c_str());
  in_line_ = false;
}

/// Who stands in line before us may take any place below this one.
std::int64_t Places::first_of_ours() const {
  std::int64_t first = 0;
  for (const auto& name : base::find_entries(folder_).value_or(std::vector<std::string>())) {
    if (!name.starts_with(ticket_start) || name >= ticket_ || jobs_of_ticket(name) <= first) continue;
    const std::string path = base::path_join(folder_, name);
    if (is_left_behind(path))
      ::unlink(path.c_str());
    else
      first = jobs_of_ticket(name);
  }
  return first;
}

std::optional<std::int64_t> Places::take() {
  stand_in_line();
  std::optional<std::int64_t> first;
  for (std::int64_t place = 0; place < jobs_; ++place) {
    const std::string path = path_of(place);
    if (held_.count(place) || (base::path_exists(path) && !is_left_behind(path))) continue;
    if (!first) first = first_of_ours();
    if (place < *first) continue;
    auto lease = Lease::take(path);
    if (!lease) continue;
    held_.emplace(place, std::move(*lease));
    return place;
  }
  return std::nullopt;
}

void Places::renew() const {
  if (in_line_) ::utimensat(AT_FDCWD, base::path_join(folder_, ticket_).c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
  for (const auto& [place, lease] : held_) lease.renew();
}

void Places::give_back(std::int64_t place) {
  held_.at(place).end();
  held_.erase(place);
}

}  // namespace queue
