#include "supervise/missing_paths.h"

#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "git/work_trees.h"
#include "supervise/checkout_links.h"

namespace supervise {
namespace {

constexpr std::int64_t longest_wait_ms = 1000;

bool is_at_or_below(std::string_view path, std::string_view folder) {
  return path == folder || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

}  // namespace

MissingPaths::MissingPaths(const experiment::Store& store) : store_(&store) {
  const git::Location& location = store.repository.location();
  const std::string top = live_top(store);
  if (!top.empty() && base::is_folder(top))
    child_.emplace(git::list_ignored_command(location.top.empty() ? location.common_dir : location.git_dir, top));
}

bool MissingPaths::is_known(const std::string& path, const std::string& checkout_top) const {
  const experiment::Settings& settings = store_->settings;
  if (base::path_exists(base::path_join(checkout_top, path)) || path == settings.seed_file) return true;
  const std::string there = base::path_join(live_top(*store_), path);
  if (is_at_or_below(there, settings.result_dir) || is_at_or_below(there, settings.statistic_dir)) return true;
  for (const auto& shared : shared_paths(*store_))
    if (is_at_or_below(path, shared.path)) return true;
  const auto parts = base::split(path, '/');
  return std::any_of(settings.discard.begin(), settings.discard.end(), [&](std::string_view glob) {
    if (glob.ends_with('/')) glob.remove_suffix(1);
    return base::matches_glob(path, glob) || std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
             return base::matches_glob(part, glob);
           });
  });
}

const std::vector<std::string>& MissingPaths::collect(const std::string& checkout_top) {
  if (!child_) return paths_;
  const process::Result result = child_->wait(longest_wait_ms);
  child_.reset();
  if (result.timed_out)
    store_->messages.detail("what the live tree ignores was not listed within " + std::to_string(longest_wait_ms) +
                            " ms");
  if (result.status != 0) return paths_;
  for (auto& path : base::split(result.out, '\0')) {
    std::string plain = path;
    while (plain.ends_with('/')) plain.pop_back();
    if (!plain.empty() && !is_known(plain, checkout_top)) paths_.push_back(std::move(path));
  }
  return paths_;
}

}  // namespace supervise
