#include "git/snapshot.h"

#include <gtest/gtest.h>

#include "git/drift.h"
#include "git/test_repository.h"

namespace git {
namespace {

class SnapshotTest : public testing::Test {
 protected:
  SnapshotTest() {
    init_repository(sealed_);
    head_ = *Oid::parse(commit_file("tracked"));
  }
  void write(const std::string& name, const std::string& text) const { base::write_file_atomically(name, text, false); }
  std::vector<std::string> files_of(const Oid& tree) const {
    return base_lines(git_says({"ls-tree", "-r", "--name-only", tree.hex()}));
  }
  static std::vector<std::string> base_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
      const auto end = std::min(text.find('\n', start), text.size());
      lines.push_back(text.substr(start, end - start));
      start = end + 1;
    }
    return lines;
  }

  SealedFolder sealed_;
  Oid head_;
};

using Texts = std::vector<std::string>;

TEST_F(SnapshotTest, TakesInWhatIsNotIgnoredAndLeavesTheIndexAlone) {
  write(".git/info/exclude", "*.o\n");
  base::make_folders("new/results");
  for (const char* name : {"a.o", "new/file", "new/results/r", "[x]*"}) write(name, "text\n");
  const std::string before = base::load_file(".git/index");
  const Repository repository = Repository::open();
  const FrozenTree frozen = freeze_tree(repository, {"new/results/", "[x]*"}, Keep::objects);
  EXPECT_EQ(files_of(frozen.tree), (Texts{"new/file", "tracked"}));
  EXPECT_EQ(base::load_file(".git/index"), before);
  EXPECT_EQ(base::find_entries(".git/exp"), Texts());
  EXPECT_EQ(git_says({"status", "--porcelain", "--untracked-files=no"}), "");
}

TEST_F(SnapshotTest, SeesAFileThatChangedInTheTickOfTheIndex) {
  for (int n = 0; n < 20; ++n) {
    write("tracked", "a" + std::to_string(n % 10));
    git_says({"add", "tracked"});
    write("tracked", "b" + std::to_string(n % 10));
    const FrozenTree frozen = freeze_tree(Repository::open(), {}, Keep::objects);
    EXPECT_EQ(git_says({"show", frozen.tree.hex() + ":tracked"}), "b" + std::to_string(n % 10));
  }
}

TEST_F(SnapshotTest, IsTheSameCommitAgainWithTheDatesOfItsParent) {
  Repository repository = Repository::open();
  write("tracked", "other\n");
  const FrozenTree frozen = freeze_tree(repository, {}, Keep::objects);
  sealed_.set("GIT_AUTHOR_DATE", "2026-04-01T12:00:00Z");
  git_says({"config", "user.name", "Somebody Else"});
  const Oid commit = write_snapshot_commit(repository, head_, frozen.tree, Keep::objects);
  EXPECT_EQ(write_snapshot_commit(repository, head_, frozen.tree, Keep::nothing), commit);
  const auto line = [](const Oid& of) {
    return git_says({"log", "-1", "--format=%an <%ae> %at %cn <%ce> %ct", of.hex()});
  };
  EXPECT_EQ(line(commit), line(head_));
  EXPECT_EQ(git_says({"log", "-1", "--format=%P %s", commit.hex()}),
            head_.hex() + " Snapshot of the work tree on " + head_.abbreviated());
  const Oid same = *Oid::parse(git_says({"rev-parse", head_.hex() + "^{tree}"}));
  EXPECT_EQ(write_snapshot_commit(repository, head_, same, Keep::objects), head_);
}

TEST_F(SnapshotTest, OfAnUnkeptOneTheRepositoryKnowsNothing) {
  write("new", "never seen before\n");
  const FrozenTree passing = freeze_tree(Repository::open(), {}, Keep::nothing);
  process::Command look;
  look.argv = {"git", "cat-file", "-e", passing.tree.hex()};
  EXPECT_NE(process::run(look).status, 0);
  EXPECT_EQ(freeze_tree(Repository::open(), {}, Keep::objects).tree, passing.tree);
}

TEST_F(SnapshotTest, ListsUntrackedFilesAndNamesRepositories) {
  base::make_folders("new/deep");
  write("new/deep/file", "x");
  git_says({"init", "--quiet", "new/inner"});
  EXPECT_EQ(list_untracked({"new/"}), (Texts{"new/deep/file", "new/inner/"}));
  sealed_.enter("repo/new/deep");
  EXPECT_EQ(list_untracked({"new/"}), (Texts{"new/deep/file", "new/inner/"}));
  EXPECT_EQ(list_untracked({}), Texts());
}

TEST_F(SnapshotTest, KnowsWhatLfsKeeps) {
  write(".gitattributes", "*.bin filter=lfs\n*.ipynb filter=strip\n");
  base::make_folders("a");
  const Texts paths = {"a/x.bin", "y\nz.bin", "code.py", "n.ipynb"};
  EXPECT_EQ(find_kept_by_lfs(paths), (Texts{"a/x.bin", "y\nz.bin"}));
  sealed_.enter("repo/a");
  EXPECT_EQ(find_kept_by_lfs(paths), (Texts{"a/x.bin", "y\nz.bin"}));
}

TEST_F(SnapshotTest, DriftIsAgainstTheFrozenTree) {
  write("tracked", "frozen\n");
  write("new", "frozen\n");
  const FrozenTree frozen = freeze_tree(Repository::open(), {}, Keep::objects);
  const auto drift = [&] {
    DriftCheck check(sealed_.below("repo"), frozen.index_path());
    check.start();
    bool failed = true;
    auto paths = check.collect(failed);
    EXPECT_FALSE(failed);
    return paths;
  };
  EXPECT_EQ(drift(), Texts());
  git_says({"add", "-A"});
  git_says({"commit", "--quiet", "--message", "all"});
  EXPECT_EQ(drift(), Texts());
  write("new", "changed\n");
  EXPECT_EQ(drift(), Texts{"new"});
}

}  // namespace
}  // namespace git
