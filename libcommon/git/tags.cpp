#include "base/error.h"
#include "base/text.h"
#include "git/git_child.h"
#include "git/handles.h"

namespace git {
namespace {

constexpr std::string_view tags_prefix = "refs/tags/";

/// One line of `git for-each-ref`, as listing_format asks for it.
struct ListedTag {
  std::string_view name, type, id, peeled_type, peeled_id, time, message;
};

constexpr std::string_view listing_format =
    "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00"
    "%(creatordate:unix)%00%(contents)%00";

/// Cuts one record, NUL after each field and a line end after the last, off the listing. None holds a NUL itself.
std::optional<ListedTag> next_listed(std::string_view& listing) {
  ListedTag tag;
  for (std::string_view* field :
       {&tag.name, &tag.type, &tag.id, &tag.peeled_type, &tag.peeled_id, &tag.time, &tag.message}) {
    const std::size_t end = listing.find('\0');
    if (end == listing.npos) return std::nullopt;
    *field = listing.substr(0, end);
    listing.remove_prefix(end + 1);
  }
  if (!listing.empty() && listing[0] == '\n') listing.remove_prefix(1);
  return tag;
}

std::vector<Tag> list_tags(const Repository& repository, const std::vector<std::string>& selection) {
  std::vector<std::string> arguments = {"for-each-ref", std::string(listing_format)};
  arguments.insert(arguments.end(), selection.begin(), selection.end());
  arguments.emplace_back(tags_prefix);
  const process::Result result = process::run(git_command(std::move(arguments)));
  if (result.status != 0) throw git_error("list the tags", result);

  std::vector<Tag> tags;
  std::string_view listing = result.out;
  while (const auto listed = next_listed(listing)) {
    const bool annotated = listed->type == "tag";
    if (annotated && listed->peeled_type == "tag") {
      // git before 2.45 takes one layer off only.
      if (auto tag = repository.find_tag(std::string(listed->name)); tag && !tag->commit.is_zero())
        tags.push_back(std::move(*tag));
      continue;
    }
    if ((annotated ? listed->peeled_type : listed->type) != "commit") continue;
    Tag tag;
    tag.name = listed->name;
    tag.commit = Oid::parse(annotated ? listed->peeled_id : listed->id).value_or(Oid());
    if (annotated) tag.message = listed->message;
    tag.time.ms = base::parse_integer(listed->time).value_or(0) * 1000;
    tag.annotated = annotated;
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace

std::optional<Tag> Repository::find_tag(const std::string& name) const {
  const auto target = find_ref(std::string(tags_prefix) + name);
  if (!target) return std::nullopt;
  const std::string what = "read the tag " + base::quoted(name);
  const git_oid id = to_raw(*target);
  ObjectHandle object, peeled;
  check(git_object_lookup(Out(object), impl_->repository(), &id, GIT_OBJECT_ANY), what);

  Tag tag;
  tag.name = name;
  tag.annotated = git_object_type(object.get()) == GIT_OBJECT_TAG;
  if (git_object_peel(Out(peeled), object.get(), GIT_OBJECT_COMMIT) == 0) {
    tag.commit = from_raw(*git_object_id(peeled.get()));
    tag.time.ms = git_commit_time(reinterpret_cast<git_commit*>(peeled.get())) * 1000;
  }
  if (tag.annotated) {
    const auto* annotation = reinterpret_cast<git_tag*>(object.get());
    if (const char* message = git_tag_message(annotation)) tag.message = message;
    if (const git_signature* tagger = git_tag_tagger(annotation)) tag.time.ms = tagger->when.time * 1000;
  }
  return tag;
}

std::vector<Tag> Repository::tags_at(const Oid& commit) const {
  return list_tags(*this, {"--points-at=" + commit.hex()});
}

std::vector<Tag> Repository::all_tags() const {
  return list_tags(*this, {});
}

std::vector<std::string> Repository::clashing_tags(const std::string& name) const {
  std::vector<std::string> names;
  for (std::size_t slash = name.find('/'); slash != name.npos; slash = name.find('/', slash + 1))
    if (find_ref(std::string(tags_prefix) + name.substr(0, slash))) names.push_back(name.substr(0, slash));
  for (const auto& [ref, target] : refs_below(std::string(tags_prefix) + name + "/"))
    names.push_back(ref.substr(tags_prefix.size()));
  return names;
}

bool Repository::create_tag(const std::string& name, const Oid& commit, const std::string& message) {
  const std::string ref = std::string(tags_prefix) + name;
  if (find_ref(ref)) return false;
  const std::string what = "make the tag " + base::quoted(name);
  const git_oid id = to_raw(commit);
  ObjectHandle target;
  check(git_object_lookup(Out(target), impl_->repository(), &id, GIT_OBJECT_COMMIT), what);
  std::string text = message;
  if (text.empty() || text.back() != '\n') text += '\n';

  git_oid annotation;
  {
    const SharedModes modes(config());
    check(git_tag_annotation_create(&annotation, impl_->repository(), name.c_str(), target.get(),
                                    signature_now(*this).get(), text.c_str()),
          what);
  }
  return create_ref(ref, from_raw(annotation), "git-exp: tag");
}

bool Repository::delete_tag(const Tag& expected) {
  const std::string ref = std::string(tags_prefix) + expected.name;
  const auto target = find_ref(ref);
  const auto now = target ? find_tag(expected.name) : std::nullopt;
  const bool same = now && now->commit == expected.commit && now->annotated == expected.annotated &&
                    now->message == expected.message && now->time == expected.time;
  return same && delete_ref(ref, *target);
}

}  // namespace git
