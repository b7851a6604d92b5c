#include "base/error.h"
#include "base/text.h"
#include "git/git_child.h"
#include "git/handles.h"

namespace git {
namespace {

CommitHandle load_commit(const Repository& repository, const Oid& commit) {
  const git_oid id = to_raw(commit);
  CommitHandle handle;
  check(git_commit_lookup(Out(handle), repository.impl().repository(), &id), "read the commit " + commit.hex());
  return handle;
}

/// Some remote has promised to send what this clone left out.
bool is_partial_clone(const Config& config) {
  if (config.find("extensions.partialClone")) return true;
  for (const auto& [key, value] : config.entries())
    if (key.rfind("remote.", 0) == 0 && key.size() > 9 && key.compare(key.size() - 9, 9, ".promisor") == 0) return true;
  return false;
}

}  // namespace

bool Repository::has_commit(const Oid& commit) const {
  const git_oid id = to_raw(commit);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  return git_odb_read_header(&size, &type, impl_->odb(), &id) == 0 && type == GIT_OBJECT_COMMIT;
}

std::optional<Oid> Repository::find_commit(const std::string& revision) const {
  if (const auto oid = Oid::parse(revision); oid && has_commit(*oid)) return oid;
  if (revision.empty() || revision[0] == '-' || revision.find('\0') != revision.npos) return std::nullopt;
  const process::Result result =
      process::run(git_command({"rev-parse", "--verify", "--quiet", revision + "^{commit}"}));
  if (result.status == 127) throw git_error("read the commit " + base::quoted(revision), result);
  return Oid::parse(without_line_end(result.out));
}

base::Timestamp Repository::commit_time(const Oid& commit) const {
  return {git_commit_time(load_commit(*this, commit).get()) * 1000};
}

std::string Repository::commit_subject(const Oid& commit) const {
  const CommitHandle handle = load_commit(*this, commit);
  const char* subject = git_commit_summary(handle.get());
  return subject ? subject : "";
}

std::optional<std::string> Repository::find_file(const Oid& commit, const std::string& path) const {
  TreeHandle tree;
  check(git_commit_tree(Out(tree), load_commit(*this, commit).get()), "read the files of the commit " + commit.hex());
  TreeEntryHandle entry;
  const int code = git_tree_entry_bypath(Out(entry), tree.get(), path.c_str());
  if (code == GIT_ENOTFOUND) return std::nullopt;
  check(code, "find " + base::quoted(path) + " in the commit " + commit.hex());
  if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB) return std::nullopt;
  const Oid blob = from_raw(*git_tree_entry_id(entry.get()));
  if (auto text = find_blob(*this, blob)) return text;
  throw base::UserError(
      "cannot read " + base::quoted(path) + " of the commit " + commit.hex() + ": its object is missing", {"git fsck"});
}

std::optional<std::string> find_blob(const Repository& repository, const Oid& blob) {
  const git_oid id = to_raw(blob);
  OdbObjectHandle object;
  const int code = git_odb_read(Out(object), repository.impl().odb(), &id);
  if (code == 0)
    return std::string(static_cast<const char*>(git_odb_object_data(object.get())), git_odb_object_size(object.get()));
  if (code != GIT_ENOTFOUND) check(code, "read the object " + blob.hex());
  if (!is_partial_clone(repository.config())) return std::nullopt;
  process::Result result = process::run(git_command({"cat-file", "blob", blob.hex()}));
  if (result.status != 0) throw git_error("fetch the object " + blob.hex(), result);
  return std::move(result.out);
}

}  // namespace git
