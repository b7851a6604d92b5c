#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "git/handles.h"
#include "git/retry.h"

namespace git {
namespace {

bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' ||
         std::string_view("~^:?*[\\").find(c) != std::string_view::npos;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_valid_component(const std::string& component) {
  return !component.empty() && component[0] != '.' && !ends_with(component, ".lock");
}

constexpr int lock_retry_ms = 2000;

}  // namespace

bool Repository::is_valid_ref_name(const std::string& name) {
  if (name.empty() || name.back() == '.' || name.find("..") != name.npos || name.find("@{") != name.npos) return false;
  if (std::any_of(name.begin(), name.end(), is_forbidden)) return false;
  const auto components = base::split(name, '/');
  return std::all_of(components.begin(), components.end(), is_valid_component);
}

std::optional<Oid> Repository::find_ref(const std::string& name) const {
  git_oid id;
  const int code = git_reference_name_to_id(&id, impl_->repository(), name.c_str());
  if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC) return std::nullopt;
  check(code, "read the ref " + base::quoted(name));
  return from_raw(id);
}

bool Repository::is_branch(const std::string& name) const {
  return find_ref("refs/heads/" + name).has_value();
}

std::vector<std::pair<std::string, Oid>> Repository::refs_below(const std::string& prefix) const {
  ReferenceIteratorHandle iterator;
  const std::string what = "list the refs below " + base::quoted(prefix);
  check(git_reference_iterator_glob_new(Out(iterator), impl_->repository(), (prefix + "*").c_str()), what);
  std::vector<std::pair<std::string, Oid>> refs;
  const char* name = nullptr;
  while (true) {
    const int code = git_reference_next_name(&name, iterator.get());
    if (code == GIT_ITEROVER) break;
    check(code, what);
    if (const auto target = find_ref(name)) refs.emplace_back(name, *target);
  }
  std::sort(refs.begin(), refs.end());
  return refs;
}

MoveRef try_move_ref(const Repository& repository, const std::string& name, const Oid& target, const Oid& expected,
                     const std::string& reflog_message) {
  const SharedModes modes(repository.config());
  const git_oid new_id = to_raw(target), old_id = to_raw(expected);
  ReferenceHandle reference;
  // Forced, because libgit2 looks whether it exists before it takes the lock; the old value is compared under the lock.
  const int code = git_reference_create_matching(Out(reference), repository.impl().repository(), name.c_str(), &new_id,
                                                 1, &old_id, reflog_message.c_str());
  if (code == GIT_EMODIFIED || code == GIT_ENOTFOUND) return MoveRef::changed;
  if (code == GIT_ELOCKED) return MoveRef::locked;
  return code < 0 ? MoveRef::failed : MoveRef::moved;
}

MoveRef move_ref(const Repository& repository, const std::string& name, const Oid& target, const Oid& expected,
                 const std::string& reflog_message) {
  const MoveRef result = try_move_ref(repository, name, target, expected, reflog_message);
  if (result == MoveRef::failed) throw library_error("write the ref " + base::quoted(name));
  return result;
}

std::optional<LockDescription> find_lock(const Repository& repository, const std::string& name) {
  const std::string path = base::path_join(repository.location().common_dir, name + ".lock");
  const auto made = base::find_mtime_ns(path);
  if (!made) return std::nullopt;
  const base::Timestamp since{*made / 1'000'000}, now = base::now();
  return LockDescription{base::quoted(path) + " was made " + base::format_age(since, now) +
                             ": another git process is writing, or one was killed",
                         "if no git process is running: rm " + base::shell_quote(path), now.ms - since.ms};
}

namespace {

/// What a writer does about a lock of somebody else: waits, or says whose it is.
void wait_for_lock(const Repository& repository, const std::string& name, Retry& retry) {
  auto lock = find_lock(repository, name);
  if (!lock) lock = find_lock(repository, "packed-refs");  // rewritten when a packed ref is deleted
  if ((!lock || lock->age_ms <= lock_retry_ms) && retry.pause()) return;
  if (lock) throw base::UserError("cannot lock the ref " + base::quoted(name) + ": " + lock->text, {lock->hint});
  throw base::UserError("cannot lock the ref " + base::quoted(name));
}

}  // namespace

bool Repository::create_ref(const std::string& name, const Oid& target, const std::string& reflog_message) {
  if (find_ref(name)) return false;
  Retry retry(lock_retry_ms);
  while (true) {
    const MoveRef result = move_ref(*this, name, target, Oid(), reflog_message);
    if (result != MoveRef::locked) return result == MoveRef::moved;
    wait_for_lock(*this, name, retry);
  }
}

bool Repository::delete_ref(const std::string& name, const Oid& expected) {
  const SharedModes modes(config());
  const std::string what = "delete the ref " + base::quoted(name);
  Retry retry(lock_retry_ms);
  while (true) {
    ReferenceHandle reference;
    const int found = git_reference_lookup(Out(reference), impl_->repository(), name.c_str());
    if (found == GIT_ENOTFOUND) return false;
    check(found, what);
    const git_oid* target = git_reference_target(reference.get());
    if (!target || from_raw(*target) != expected) return false;
    // libgit2 compares with the value that it read, under the lock.
    const int code = git_reference_delete(reference.get());
    if (code == GIT_EMODIFIED || code == GIT_ENOTFOUND) return false;
    if (code != GIT_ELOCKED) {
      check(code, what);
      return true;
    }
    wait_for_lock(*this, name, retry);
  }
}

}  // namespace git
