#include "supervise/stop_watch.h"

#include <sys/stat.h>

namespace supervise {
namespace {

StopWish wish_of(const experiment::StopRequest& request) {
  if (request.now) return StopWish::now;
  return request.force ? StopWish::force : StopWish::ask;
}

}  // namespace

StopWish StopWatch::look() {
  struct stat info;
  if (::lstat(paths_.stop().c_str(), &info) == 0) {
    const Version version(info.st_ino, info.st_size,
                          static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec);
    if (version != version_) {
      version_ = version;
      const auto found = experiment::find_stop_request(paths_);
      if (found && found->attempt == attempt_ && (!request_ || found->covers(*request_))) request_ = found;
    }
  }
  return request_ ? wish_of(*request_) : StopWish::none;
}

}  // namespace supervise
