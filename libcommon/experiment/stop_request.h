#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "experiment/invocation.h"

/// `<run folder>/stop`: somebody asks that an attempt ends, on this host or another. Contract: storage.md.
namespace experiment {

struct StopRequest {
  std::int64_t attempt = 1;  ///< which one is meant: a request that was left behind stops no later one
  std::string who, host;
  base::Timestamp since;
  bool force = false;  ///< it is killed if it does not end when it is asked
  bool now = false;    ///< it is killed at once

  /// Whether it asks for no less than the other.
  bool covers(const StopRequest& other) const { return (force || !other.force) && (now || !other.now); }
};

/// From this user and host, now; an attempt and how strongly are the caller's.
StopRequest this_users_request();

base::Json stop_request_to_json(const StopRequest& request);
/// Nothing for what is not an object with an attempt and a user.
std::optional<StopRequest> parse_stop_request(std::string_view text);

std::optional<StopRequest> find_stop_request(const RunPaths& paths);

/// Puts it there as a whole; one for another attempt, a weaker and a broken one give way to it. Returns the one that is there then,
/// which may be an earlier one that covers it. Throws base::file_error.
StopRequest write_stop_request(const RunPaths& paths, const StopRequest& request);

/// Whom it stands for, for a message: "ada on here".
std::string describe_requester(const StopRequest& request);

/// The attempt's member `stopped_by`, written by who ends the attempt.
void note_stopped_by(Attempt& attempt, const StopRequest& request);
/// Whom that member names: "ada on here"; "" where there is none.
std::string find_stopper(const Attempt& attempt);

}  // namespace experiment
