#include "git/repository.h"

#include "base/error.h"
#include "base/file.h"
#include "base/trace.h"
#include "git/git_child.h"
#include "git/handles.h"
#include "git/plain_discovery.h"

namespace git {
namespace {

process::Result wait_for(process::Child& child, std::string_view what) {
  const base::Trace trace(what);
  return child.wait();
}

}  // namespace

Repository::Repository(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Repository Repository::open(const OpenOptions& options) {
  auto impl = std::make_unique<Impl>();
  // The slowest first; all of them beside each other, and beside the start of libgit2.
  if (options.with_status) impl->status_child.emplace(status_command());
  std::optional<Discovery> plain = find_plain_repository();
  std::optional<process::Child> discovery;
  if (!plain) discovery.emplace(discovery_command());
  process::Child config(git_command({"config", "--list", "-z"}));
  if (options.with_status || options.with_objects) start_library();

  if (discovery) impl->discovery = read_discovery(wait_for(*discovery, "git rev-parse"));
  const process::Result listing = wait_for(config, "git config");
  impl->config = Config::parse(listing.out);
  if (plain && (listing.status != 0 || !is_plain(impl->config)))
    plain = read_discovery(process::run(discovery_command()));
  if (plain) impl->discovery = std::move(*plain);
  if (listing.status != 0) throw git_error("read the configuration", listing);
  refuse_unknown_formats(impl->discovery, impl->config);

  Location& location = impl->discovery.location;
  location.main_top = find_main_top(impl->discovery, impl->config);
  if (options.need_work_tree && location.top.empty())
    throw base::UserError("this operation must be run in a work tree");
  // There is nothing to compare: HEAD is then asked for by itself.
  if (location.top.empty()) impl->status_child.reset();
  return Repository(std::move(impl));
}

const Location& Repository::location() const {
  return impl_->location();
}

const Config& Repository::config() const {
  return impl_->config;
}

std::string Repository::exp_dir() const {
  return base::path_join(location().common_dir, "exp");
}

const StatusOutput& Repository::Impl::read_status() {
  if (!status) {
    if (!status_child) status_child.emplace(status_command());
    const process::Result result = wait_for(*status_child, "git status");
    status_child.reset();
    if (result.status != 0) throw git_error("compare the work tree with its commit", result);
    status = parse_status(result.out);
  }
  return *status;
}

WorkTreeStatus Repository::status() const {
  return impl_->read_status().tree;
}

void Repository::Impl::learn_head() {
  if (discovery.head_known) return;
  if (!location().top.empty()) {
    // A plain repository: git was not asked yet.
    Discovery asked = read_discovery(process::run(discovery_command()));
    discovery.head = asked.head;
    discovery.branch = asked.branch;
    discovery.head_known = true;
    return;
  }
  const process::Result commit = process::run(git_command({"rev-parse", "--verify", "--quiet", "HEAD"}));
  discovery.head = Oid::parse(without_line_end(commit.out));
  discovery.head_known = true;
}

std::optional<Oid> Repository::find_head() const {
  // Of the same moment as the clean check, if there was one.
  if (impl_->status || impl_->status_child) return impl_->read_status().head;
  impl_->learn_head();
  return impl_->discovery.head;
}

std::optional<std::string> Repository::find_branch() const {
  if (impl_->status || impl_->status_child) return impl_->read_status().branch;
  if (!impl_->location().top.empty()) impl_->learn_head();
  if (impl_->discovery.branch) return impl_->discovery.branch;
  if (impl_->discovery.head_known && impl_->discovery.head && !impl_->location().top.empty()) return std::nullopt;
  const process::Result name = process::run(git_command({"symbolic-ref", "--quiet", "--short", "HEAD"}));
  if (name.status != 0) return std::nullopt;
  return std::string(without_line_end(name.out));
}

}  // namespace git
