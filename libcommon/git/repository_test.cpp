#include "git/repository.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/text.h"
#include "git/test_repository.h"

namespace git {
namespace {

class InRepository : public testing::Test {
 protected:
  InRepository() {
    init_repository(sealed_);
    head_ = *Oid::parse(commit_file("file", "one\n"));
  }
  static std::string names(const std::vector<Tag>& tags) {
    std::string text;
    for (const auto& tag : tags) text += tag.name + " ";
    return text;
  }
  SealedFolder sealed_;
  Oid head_;
};

using Objects = InRepository;
using Refs = InRepository;
using Tags = InRepository;
using Identity = InRepository;

TEST_F(Objects, CommitsInAnyWayThatGitKnows) {
  const Oid second = *Oid::parse(commit_file("file", "two\n"));
  const Repository repository = Repository::open();
  git_says({"tag", "--annotate", "--message", "m", "v1", "HEAD~1"});
  EXPECT_EQ(repository.find_commit("HEAD"), second);
  EXPECT_EQ(repository.find_commit("HEAD~1"), head_);
  EXPECT_EQ(repository.find_commit("v1"), head_);
  EXPECT_EQ(repository.find_commit(second.hex()), second);
  EXPECT_EQ(repository.find_commit(second.abbreviated()), second);
  for (const char* none :
       {"", "nope", "--all", "HEAD:file", "HEAD~9", "a b", "0000000000000000000000000000000000000000"})
    EXPECT_EQ(repository.find_commit(none), std::nullopt) << none;
}

TEST_F(Objects, WhatACommitSays) {
  const Repository repository = Repository::open();
  EXPECT_TRUE(repository.has_commit(head_));
  EXPECT_FALSE(repository.has_commit(Oid()));
  EXPECT_FALSE(repository.has_commit(*Oid::parse(git_says({"rev-parse", "HEAD:file"})))) << "a blob";
  EXPECT_EQ(repository.commit_subject(head_), "add file");
  EXPECT_EQ(base::format_timestamp(repository.commit_time(head_)), "2026-03-01T12:00:00.000Z");
  EXPECT_NE(complaint_of([&] { repository.commit_time(Oid()); }).find("cannot read the commit"), std::string::npos);
}

TEST_F(Objects, FilesOfACommit) {
  base::make_folders("deep er");
  const std::string bytes("a\0\xff\r\n", 5);
  const Oid commit = *Oid::parse(commit_file("deep er/b", bytes));
  const Repository repository = Repository::open();
  EXPECT_EQ(repository.find_file(commit, "file"), "one\n");
  EXPECT_EQ(repository.find_file(commit, "deep er/b"), bytes);
  for (const char* none : {"deep er", "missing", "file/x", "deep er/b/c"})
    EXPECT_EQ(repository.find_file(commit, none), std::nullopt) << none;
}

TEST_F(Objects, APartialCloneFetchesWhatItLacks) {
  git_says({"config", "uploadpack.allowFilter", "true"});
  git_says({"clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + sealed_.below("repo"),
            sealed_.below("partial")});
  sealed_.enter("partial");
  EXPECT_EQ(Repository::open().find_file(head_, "file"), "one\n");
}

TEST_F(Objects, AlternatesAndPacksAreRead) {
  git_says({"gc", "--quiet"});
  git_says({"clone", "--quiet", "--shared", sealed_.below("repo"), sealed_.below("shared")});
  sealed_.enter("shared");
  EXPECT_EQ(Repository::open().find_file(head_, "file"), "one\n");
}

TEST_F(Refs, CreatedOnceNeverMoved) {
  const Oid second = *Oid::parse(commit_file("file", "two\n"));
  Repository repository = Repository::open();
  const std::string name = "refs/exp/commits/" + head_.hex();
  EXPECT_EQ(repository.find_ref(name), std::nullopt);
  EXPECT_TRUE(repository.create_ref(name, head_, "why"));
  EXPECT_FALSE(repository.create_ref(name, second, "why"));
  EXPECT_EQ(git_says({"rev-parse", name}), head_.hex());
  git_says({"pack-refs", "--all"});
  EXPECT_FALSE(repository.create_ref(name, second, "why"));
  EXPECT_EQ(repository.find_ref(name), head_);
}

TEST_F(Refs, AreSeenFromLinkedWorkTrees) {
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked");
  Repository repository = Repository::open();
  EXPECT_TRUE(repository.create_ref("refs/exp/commits/x", head_, "why"));
  sealed_.enter("repo");
  EXPECT_EQ(git_says({"rev-parse", "refs/exp/commits/x"}), head_.hex());
}

TEST_F(Refs, BelowAPrefix) {
  for (const char* name : {"refs/notes/exp", "refs/notes/exp-2", "refs/notes/other", "refs/exp-remotes/o/notes/exp"})
    git_says({"update-ref", name, "HEAD"});
  git_says({"pack-refs", "--all"});
  git_says({"update-ref", "refs/notes/exp-10", "HEAD"});
  const Repository repository = Repository::open();
  std::string listed;
  for (const auto& [name, target] : repository.refs_below("refs/notes/exp")) {
    listed += name + " ";
    EXPECT_EQ(target, head_);
  }
  EXPECT_EQ(listed, "refs/notes/exp refs/notes/exp-10 refs/notes/exp-2 ");
  EXPECT_TRUE(repository.refs_below("refs/nothing").empty());
}

TEST_F(Refs, AStaleLockIsNamedWithItsAge) {
  Repository repository = Repository::open();
  base::make_folders(".git/refs/exp");
  base::write_file_atomically(".git/refs/exp/x.lock", "", false);
  timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, ".git/refs/exp/x.lock", old, 0), 0);
  const std::string complaint = complaint_of([&] { repository.create_ref("refs/exp/x", head_, "why"); });
  EXPECT_EQ(complaint.rfind(
                "cannot lock the ref 'refs/exp/x': '" + sealed_.below("repo/.git/refs/exp/x.lock") + "' was made ", 0),
            0u)
      << complaint;
  EXPECT_NE(complaint.find(" ago: another git process is writing, or one was killed\n"
                           "hint: if no git process is running: rm " +
                           sealed_.below("repo/.git/refs/exp/x.lock")),
            std::string::npos)
      << complaint;
}

TEST_F(Refs, AreDeletedIfTheyAreWhatWasExpected) {
  const Oid second = *Oid::parse(commit_file("file", "two\n"));
  Repository repository = Repository::open();
  for (const char* name : {"refs/exp/loose", "refs/exp/packed", "refs/exp/both"})
    git_says({"update-ref", name, "HEAD"});
  git_says({"pack-refs", "--all"});
  git_says({"update-ref", "refs/exp/loose", "HEAD~1"});
  EXPECT_FALSE(repository.delete_ref("refs/exp/loose", second));
  EXPECT_TRUE(repository.delete_ref("refs/exp/loose", head_));
  EXPECT_EQ(repository.find_ref("refs/exp/loose"), std::nullopt) << "the packed value must not come back";
  EXPECT_FALSE(repository.delete_ref("refs/exp/packed", head_));
  EXPECT_TRUE(repository.delete_ref("refs/exp/packed", second));
  EXPECT_FALSE(repository.delete_ref("refs/exp/packed", second));
  EXPECT_EQ(git_says({"for-each-ref", "--format=%(refname)", "refs/exp"}), "refs/exp/both");
}

TEST_F(Refs, AreNotDeletedUnderALock) {
  git_says({"update-ref", "refs/exp/x", "HEAD"});
  Repository repository = Repository::open();
  base::write_file_atomically(".git/refs/exp/x.lock", "", false);
  timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, ".git/refs/exp/x.lock", old, 0), 0);
  EXPECT_EQ(
      complaint_of([&] { repository.delete_ref("refs/exp/x", head_); }).rfind("cannot lock the ref 'refs/exp/x'", 0),
      0u);
  EXPECT_EQ(repository.find_ref("refs/exp/x"), head_);
}

TEST_F(Refs, BranchesAreTold) {
  git_says({"branch", "topic/x"});
  const Repository repository = Repository::open();
  EXPECT_TRUE(repository.is_branch("main"));
  EXPECT_TRUE(repository.is_branch("topic/x"));
  for (const char* none : {"topic", "topic/x/y", "nope", "bad..name", ""})
    EXPECT_FALSE(repository.is_branch(none)) << none;
}

TEST(RefName, FollowsGitsOwnRule) {
  for (const std::string name : {"a",     "a/b",    "asr_lr0.1", "\xc3\xa9t\xc3\xa9",
                                 "-a",    "@",      "a@b",       "HEAD",
                                 "a.b",   "1",      "a{b",       "a-b/1.lockx",
                                 "\xff",  "",       "a..b",      ".a",
                                 "a/.b",  "a.lock", "a.lock/b",  "a b",
                                 "a~1",   "a^",     "a:b",       "a?",
                                 "a*",    "a[b",    "a\\b",      "a\tb",
                                 "a\x7f", "a//b",   "/a",        "a/",
                                 "a.",    "a@{b",   "a\nb"}) {
    const bool git_takes_it = process::run({.argv = {"git", "check-ref-format", "refs/tags/" + name}}).status == 0;
    EXPECT_EQ(Repository::is_valid_ref_name(name), git_takes_it) << base::quoted(name);
  }
}

TEST_F(Tags, MadeByUsAreReadByGit) {
  Repository repository = Repository::open();
  git_says({"config", "tag.gpgSign", "true"});
  EXPECT_TRUE(repository.create_tag("asr/big", head_, "python train.py\n\nExp-Experiment: 1"));
  EXPECT_EQ(git_says({"for-each-ref",
                      "--format=%(objecttype) %(*objectname) %(taggername) %(taggeremail)|"
                      "%(contents:subject)|%(contents:trailers:only)",
                      "refs/tags/asr/big"}),
            "tag " + head_.hex() + " A U Thor <author@example.com>|python train.py|Exp-Experiment: 1\n");
  git_says({"fsck", "--strict"});
}

TEST_F(Tags, AreNeverMoved) {
  Repository repository = Repository::open();
  git_says({"tag", "mine"});
  const Oid second = *Oid::parse(commit_file("file", "two\n"));
  EXPECT_FALSE(repository.create_tag("mine", second, "m"));
  EXPECT_EQ(git_says({"rev-parse", "mine"}), head_.hex());
}

TEST_F(Tags, AreDeletedIfTheyAreWhatWasFound) {
  Repository repository = Repository::open();
  ASSERT_TRUE(repository.create_tag("asr", head_, "mine"));
  const Tag found = *repository.find_tag("asr");
  git_says({"tag", "--force", "--annotate", "--message", "another", "asr"});
  EXPECT_FALSE(repository.delete_tag(found));
  EXPECT_EQ(repository.find_tag("asr")->message, "another\n");
  EXPECT_TRUE(repository.delete_tag(*repository.find_tag("asr")));
  EXPECT_FALSE(repository.delete_tag(found));
  EXPECT_EQ(git_says({"tag", "--list"}), "");
}

TEST_F(Tags, FoundByName) {
  Repository repository = Repository::open();
  git_says({"tag", "light"});
  git_says({"tag", "--annotate", "--message", "subject\n\nbody", "heavy"});
  git_says({"tag", "--annotate", "--message", "outer", "nested", "heavy"});
  git_says({"tag", "of-a-blob", "HEAD:file"});
  const Tag light = *repository.find_tag("light");
  EXPECT_FALSE(light.annotated);
  EXPECT_EQ(light.commit, head_);
  EXPECT_EQ(light.message, "");
  EXPECT_EQ(base::format_timestamp(light.time), "2026-03-01T12:00:00.000Z");
  const Tag heavy = *repository.find_tag("heavy");
  EXPECT_TRUE(heavy.annotated);
  EXPECT_EQ(heavy.commit, head_);
  EXPECT_EQ(heavy.message, "subject\n\nbody\n");
  EXPECT_EQ(repository.find_tag("nested")->commit, head_);
  EXPECT_EQ(repository.find_tag("nested")->message, "outer\n");
  EXPECT_TRUE(repository.find_tag("of-a-blob")->commit.is_zero());
  for (const char* none : {"nope", "light/x", "bad..name", ""}) EXPECT_FALSE(repository.find_tag(none)) << none;
}

TEST_F(Tags, AtACommit) {
  Repository repository = Repository::open();
  git_says({"tag", "a/light"});
  git_says({"tag", "--annotate", "--message", "subject\n\nbody", "heavy"});
  git_says({"tag", "--annotate", "--message", "outer", "nested", "heavy"});
  git_says({"tag", "of-a-blob", "HEAD:file"});
  const Oid second = *Oid::parse(commit_file("file", "two\n"));
  git_says({"tag", "later"});
  EXPECT_EQ(names(repository.tags_at(second)), "later ");
  EXPECT_EQ(names(repository.all_tags()), "a/light heavy later nested ");
  const auto tags = repository.tags_at(head_);
  EXPECT_EQ(names(tags).rfind("a/light heavy ", 0), 0u) << names(tags);
  EXPECT_EQ(tags[1].message, "subject\n\nbody\n");
  EXPECT_EQ(tags[1].commit, head_);
  EXPECT_TRUE(tags[1].annotated);
  EXPECT_EQ(base::format_timestamp(tags[1].time), "2026-03-01T12:00:00.000Z");
  EXPECT_FALSE(tags[0].annotated);
  EXPECT_EQ(tags[0].message, "");
}

TEST_F(Tags, ThatClash) {
  Repository repository = Repository::open();
  for (const char* name : {"a", "b/c/d", "b/c/e", "ab"}) git_says({"tag", name});
  git_says({"pack-refs", "--all"});
  git_says({"tag", "b/f"});
  const auto clashes = [&](const char* name) { return base::join(repository.clashing_tags(name), " "); };
  EXPECT_EQ(clashes("a/x/y"), "a");
  EXPECT_EQ(clashes("a"), "") << "the name itself is no clash";
  EXPECT_EQ(clashes("b"), "b/c/d b/c/e b/f");
  EXPECT_EQ(clashes("b/c"), "b/c/d b/c/e");
  EXPECT_EQ(clashes("b/c/d/e"), "b/c/d");
  EXPECT_EQ(clashes("abc"), "");
}

TEST_F(Tags, AmongTenThousandAreFound) {
  std::string packed;
  for (int i = 0; i < 10'000; ++i) packed += head_.hex() + " refs/tags/n" + std::to_string(i) + "/t\n";
  base::write_file_atomically(".git/packed-refs", packed, false);
  Repository repository = Repository::open();
  EXPECT_TRUE(repository.find_tag("n107/t"));
  EXPECT_FALSE(repository.find_tag("n107"));
  EXPECT_EQ(base::join(repository.clashing_tags("n7"), " "), "n7/t");
  EXPECT_EQ(base::join(repository.clashing_tags("n7/t/x"), " "), "n7/t");
  EXPECT_TRUE(repository.create_tag("n7/new", head_, "m"));
  EXPECT_EQ(repository.tags_at(head_).size(), 10'001u);
}

TEST_F(Identity, FromConfigurationThenEnvironment) {
  EXPECT_EQ(Repository::open().signature().name, "A U Thor");
  EXPECT_EQ(Repository::open().signature().email, "author@example.com");
  sealed_.set("GIT_COMMITTER_NAME", "C O <Mitter>");
  sealed_.set("GIT_COMMITTER_EMAIL", "<c@example.com>");
  EXPECT_EQ(Repository::open().signature().name, "C O Mitter");
  EXPECT_EQ(Repository::open().signature().email, "c@example.com");
}

TEST_F(Identity, WithoutAnyNameIsUserAtHost) {
  git_says({"config", "--unset", "user.name"});
  git_says({"config", "--unset", "user.email"});
  Repository repository = Repository::open();
  EXPECT_FALSE(repository.signature().name.empty());
  EXPECT_NE(repository.signature().email.find(repository.signature().name + "@"), std::string::npos);
  EXPECT_TRUE(repository.create_tag("t", head_, "m"));
  sealed_.set("GIT_COMMITTER_NAME", "...");
  EXPECT_TRUE(Repository::open().create_tag("u", head_, "m"));
  git_says({"fsck", "--strict"});
}

TEST_F(Identity, SharedRepositoriesGetSharedModes) {
  git_says({"config", "core.sharedRepository", "group"});
  ::umask(077);
  Repository::open().create_ref("refs/exp/commits/x", head_, "why");
  ::umask(022);
  struct stat status;
  ASSERT_EQ(::stat(".git/refs/exp/commits/x", &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0660u);
  ASSERT_EQ(::stat(".git/refs/exp/commits", &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0770u);
}

}  // namespace
}  // namespace git
