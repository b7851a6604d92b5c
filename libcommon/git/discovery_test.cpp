#include "git/discovery.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/text.h"
#include "git/test_repository.h"

namespace git {
namespace {

/// Makes "repo" with a commit; each test goes elsewhere from there and asks where it is.
class Discovering : public testing::Test {
 protected:
  Discovering() {
    init_repository(sealed_);
    base::make_folders("a/b c");
    commit_file("a/file");
  }
  std::string repo(const std::string& below = "") const {
    return below.empty() ? sealed_.below("repo") : sealed_.below("repo/" + below);
  }
  static Location here() { return Repository::open().location(); }
  SealedFolder sealed_;
};

TEST_F(Discovering, TopAndSubfolder) {
  Location location = here();
  EXPECT_EQ(location.git_dir, repo(".git"));
  EXPECT_EQ(location.common_dir, repo(".git"));
  EXPECT_EQ(location.top, repo());
  EXPECT_EQ(location.main_top, repo());
  EXPECT_EQ(location.prefix, "");
  sealed_.enter("repo/a/b c");
  location = here();
  EXPECT_EQ(location.top, repo());
  EXPECT_EQ(location.prefix, "a/b c");
}

TEST_F(Discovering, NamesWithLineEnds) {
  const std::string name = "odd\n--exp-next x\n name";
  init_repository(sealed_, name);
  base::make_folders("sub\nfolder");
  sealed_.enter(name + "/sub\nfolder");
  const Location location = here();
  EXPECT_EQ(location.top, sealed_.below(name));
  EXPECT_EQ(location.main_top, sealed_.below(name));
  EXPECT_EQ(location.prefix, "sub\nfolder");
}

TEST_F(Discovering, LinkedWorkTreeKnowsTheMainOne) {
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked/a");
  const Location location = here();
  EXPECT_EQ(location.git_dir, repo(".git/worktrees/linked"));
  EXPECT_EQ(location.common_dir, repo(".git"));
  EXPECT_EQ(location.top, sealed_.below("linked"));
  EXPECT_EQ(location.main_top, repo());
  EXPECT_EQ(location.prefix, "a");
}

TEST_F(Discovering, LinkedWorkTreeOfABareRepositoryHasNoMainOne) {
  git_says({"clone", "--quiet", "--bare", repo(), sealed_.below("bare.git")});
  sealed_.enter("bare.git");
  EXPECT_EQ(here().top, "");
  EXPECT_EQ(here().main_top, "");
  EXPECT_EQ(here().common_dir, sealed_.below("bare.git"));
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked");
  EXPECT_EQ(here().main_top, "");
  EXPECT_EQ(here().top, sealed_.below("linked"));
}

TEST_F(Discovering, WorkTreesConfigOfTheMainOneIsRead) {
  git_says({"clone", "--quiet", "--bare", repo(), sealed_.below("x/.git")});
  sealed_.enter("x/.git");
  git_says({"config", "extensions.worktreeConfig", "true"});
  git_says({"config", "--unset", "core.bare"});
  git_says({"config", "--worktree", "core.bare", "true"});
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked");
  EXPECT_EQ(here().main_top, "");
}

TEST_F(Discovering, InsideTheGitFolder) {
  sealed_.enter("repo/.git/refs");
  EXPECT_EQ(here().top, "");
  EXPECT_EQ(here().main_top, repo());
  EXPECT_EQ(Repository::open().find_head()->hex(), git_says({"rev-parse", "HEAD"}));
}

TEST_F(Discovering, SubmoduleIsItsOwnRepository) {
  init_repository(sealed_, "super");
  git_says({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo(), "sub"});
  sealed_.enter("super/sub");
  const Location location = here();
  EXPECT_EQ(location.common_dir, sealed_.below("super/.git/modules/sub"));
  EXPECT_EQ(location.top, sealed_.below("super/sub"));
  EXPECT_EQ(location.main_top, sealed_.below("super/sub"));
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked");
  EXPECT_EQ(here().main_top, sealed_.below("super/sub"));
}

TEST_F(Discovering, ByEnvironment) {
  base::make_folders(sealed_.below("tree/below"));
  sealed_.set("GIT_DIR", repo(".git").c_str());
  sealed_.enter("tree");
  EXPECT_EQ(here().top, sealed_.below("tree"));
  sealed_.set("GIT_WORK_TREE", sealed_.below("tree").c_str());
  sealed_.enter("tree/below");
  EXPECT_EQ(here().top, sealed_.below("tree"));
  EXPECT_EQ(here().main_top, sealed_.below("tree"));
  EXPECT_EQ(here().prefix, "below");
}

TEST_F(Discovering, SeparateGitFolder) {
  init_repository(sealed_, "tree", {"--separate-git-dir", sealed_.below("elsewhere")});
  EXPECT_EQ(here().common_dir, sealed_.below("elsewhere"));
  EXPECT_EQ(here().main_top, sealed_.below("tree"));
}

TEST_F(Discovering, HeadAndBranch) {
  const std::string head = git_says({"rev-parse", "HEAD"});
  for (const bool with_status : {false, true}) {
    const Repository repository = Repository::open({.with_status = with_status});
    EXPECT_EQ(repository.find_head()->hex(), head);
    EXPECT_EQ(repository.find_branch(), "main");
  }
  git_says({"checkout", "--quiet", "-b", "topic/x"});
  EXPECT_EQ(Repository::open().find_branch(), "topic/x");
  git_says({"checkout", "--quiet", "--detach"});
  for (const bool with_status : {false, true}) {
    const Repository repository = Repository::open({.with_status = with_status});
    EXPECT_EQ(repository.find_head()->hex(), head);
    EXPECT_EQ(repository.find_branch(), std::nullopt);
  }
}

TEST_F(Discovering, UnbornBranch) {
  init_repository(sealed_, "young");
  for (const bool with_status : {false, true}) {
    const Repository repository = Repository::open({.with_status = with_status});
    EXPECT_EQ(repository.find_head(), std::nullopt);
    EXPECT_EQ(repository.find_branch(), "main");
  }
}

TEST_F(Discovering, BareRepositoryHasHeadAndBranch) {
  git_says({"clone", "--quiet", "--bare", repo(), sealed_.below("bare.git")});
  sealed_.enter("bare.git");
  for (const OpenOptions& options : {OpenOptions{.with_objects = true}, OpenOptions{.with_status = true}}) {
    const Repository repository = Repository::open(options);
    EXPECT_EQ(repository.find_head()->hex(), git_says({"rev-parse", "HEAD"}));
    EXPECT_EQ(repository.find_branch(), "main");
  }
}

TEST_F(Discovering, HeadOfALinkedWorkTreeIsItsOwn) {
  git_says({"worktree", "add", "--quiet", "-b", "other", sealed_.below("linked")});
  sealed_.enter("linked");
  const std::string head = commit_file("more");
  const Repository repository = Repository::open();
  EXPECT_EQ(repository.find_head()->hex(), head);
  EXPECT_EQ(repository.find_branch(), "other");
  EXPECT_TRUE(repository.has_commit(*repository.find_head()));
  EXPECT_EQ(repository.find_commit("HEAD")->hex(), head);
}

TEST_F(Discovering, NoRepository) {
  base::make_folders(sealed_.below("plain"));
  sealed_.enter("plain");
  EXPECT_EQ(complaint_of([] { here(); }), "not a git repository (or any of the parent directories)\nhint: git init");
  sealed_.set("GIT_DIR", "/nowhere/at/all");
  EXPECT_EQ(complaint_of([] { here(); }), "not a git repository: '/nowhere/at/all'\nhint: unset GIT_DIR");
}

TEST_F(Discovering, NoGit) {
  sealed_.set("PATH", sealed_.path().c_str());
  EXPECT_EQ(complaint_of([] { here(); }), "git not found\nhint: install git 2.30 or newer, and see that it is on PATH");
}

TEST_F(Discovering, OldGit) {
  base::make_folders(sealed_.below("bin"));
  base::write_file_atomically(sealed_.below("bin/git"),
                              "#!/bin/sh\ncase $1 in version) echo git version 2.20.1;; *) echo \"$2\";; esac\n",
                              false);
  ASSERT_EQ(::chmod(sealed_.below("bin/git").c_str(), 0755), 0);
  sealed_.set("PATH", (sealed_.below("bin") + ":" + std::getenv("PATH")).c_str());
  sealed_.set("GIT_DIR", repo(".git").c_str());
  EXPECT_EQ(complaint_of([] { here(); }), "git 2.20 is too old: 2.30 or newer is needed\nhint: install a newer git");
}

TEST_F(Discovering, AnothersRepositoryIsRefusedInGitsWords) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  ASSERT_EQ(::chown(repo().c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chown(repo(".git").c_str(), 65534, 65534), 0);
  EXPECT_EQ(complaint_of([] { here(); }), "detected dubious ownership in repository at '" + repo() +
                                              "'\nhint: git config --global --add safe.directory " + repo());
  const std::string settings = sealed_.below("gitconfig");
  base::write_file_atomically(settings, "[safe]\n\tdirectory = *\n", false);
  sealed_.set("GIT_CONFIG_GLOBAL", settings.c_str());
  EXPECT_TRUE(Repository::open().has_commit(*Repository::open().find_head())) << "libgit2 follows git";
}

TEST_F(Discovering, Sha256IsRefusedByName) {
  init_repository(sealed_, "sha256", {"--object-format=sha256"});
  EXPECT_EQ(complaint_of([] { here(); }),
            "object format 'sha256' is not supported yet by libgit2\n"
            "hint: work in a repository made by 'git init --object-format=sha1'");
}

TEST(RefuseUnknownFormats, ReftableIsRefusedByName) {
  Discovery discovery;
  discovery.object_format = "sha1";
  const Config config = Config::parse("extensions.refstorage\nreftable");
  EXPECT_EQ(complaint_of([&] { refuse_unknown_formats(discovery, config); }),
            "reference storage 'reftable' is not supported yet by libgit2\nhint: git refs migrate --ref-format=files");
}

TEST_F(Discovering, UnknownExtensionsAreGitsToRefuse) {
  git_says({"config", "core.repositoryformatversion", "1"});
  git_says({"config", "extensions.refStorage", "reftable"});
  const std::string complaint = complaint_of([] { here(); });
  EXPECT_NE(base::lower_ascii(complaint).find("refstorage"), std::string::npos) << complaint;
}

TEST_F(Discovering, WithoutAHome) {
  sealed_.set("HOME", nullptr);
  sealed_.set("GIT_CONFIG_GLOBAL", nullptr);
  Repository repository = Repository::open();
  EXPECT_TRUE(repository.create_tag("t", *repository.find_head(), "m"));
}

TEST_F(Discovering, ConfigurationThatGitDoesNotReadCannotBreakUs) {
  base::write_file_atomically(sealed_.below(".gitconfig"), "[core\n", false);
  Repository repository = Repository::open();
  EXPECT_TRUE(repository.create_tag("t", *repository.find_head(), "m"));
}

TEST_F(Discovering, BrokenConfiguration) {
  base::write_file_atomically(".git/config", "[core\n", false);
  EXPECT_EQ(complaint_of([] { here(); }), "bad config line 1 in file .git/config");
}

TEST_F(Discovering, ExtensionsThatLibgit2NeedNotKnow) {
  git_says({"config", "core.repositoryformatversion", "1"});
  for (const char* name : {"extensions.worktreeConfig", "extensions.preciousObjects"})
    git_says({"config", name, "true"});
  const Repository repository = Repository::open();
  EXPECT_TRUE(repository.has_commit(*repository.find_head()));
}

TEST_F(Discovering, ShallowClone) {
  commit_file("second");
  git_says({"clone", "--quiet", "--depth=1", "file://" + repo(), sealed_.below("shallow")});
  sealed_.enter("shallow");
  const Repository repository = Repository::open();
  EXPECT_TRUE(repository.has_commit(*repository.find_head()));
  EXPECT_EQ(repository.commit_subject(*repository.find_head()), "add second");
}

TEST_F(Discovering, GitsCommandLineConfigurationCounts) {
  sealed_.set("GIT_CONFIG_COUNT", "1");
  sealed_.set("GIT_CONFIG_KEY_0", "exp.seed");
  sealed_.set("GIT_CONFIG_VALUE_0", "7");
  EXPECT_EQ(Repository::open().config().find_integer("exp.seed"), 7);
  EXPECT_EQ(Repository::open().exp_dir(), repo(".git/exp"));
}

}  // namespace
}  // namespace git
