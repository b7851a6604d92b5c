#include "git/work_trees.h"
#include "supervise/checkout_test.h"

namespace supervise {
namespace {

/// main has the submodule libs/lib (named "the lib"), which has the submodule in.
class SubmoduleTest : public CheckoutTest {
 protected:
  SubmoduleTest() {
    sealed_.set("GIT_CONFIG_COUNT", "1");
    sealed_.set("GIT_CONFIG_KEY_0", "protocol.file.allow");
    sealed_.set("GIT_CONFIG_VALUE_0", "always");
    for (const char* name : {"inner", "lib"}) {
      git::init_repository(sealed_, name);
      git::commit_file(std::string(name) + ".txt", "one\n");
    }
    git::git_says({"submodule", "--quiet", "add", sealed_.below("inner"), "in"});
    git::git_says({"commit", "-q", "-m", "nested"});
    sealed_.enter("repo");
    git::git_says({"submodule", "--quiet", "add", "--name", "the lib", sealed_.below("lib"), "libs/lib"});
    git::git_says({"commit", "-q", "-m", "submodule"});
    git::git_says({"submodule", "--quiet", "update", "--init", "--recursive"});
    old_ = head();
    // The submodule goes on, and is not there to be cloned again.
    git::git_says({"-C", "libs/lib", "config", "user.name", "A"});
    git::git_says({"-C", "libs/lib", "config", "user.email", "a@example.org"});
    write("libs/lib/lib.txt", "two\n");
    git::git_says({"-C", "libs/lib", "commit", "-q", "-a", "-m", "two"});
    git::git_says({"commit", "-q", "-a", "-m", "newer submodule"});
    base::remove_tree(sealed_.below("lib"));
    base::remove_tree(sealed_.below("inner"));
    reopen();
  }
  static git::Oid head() { return *git::Oid::parse(git::git_says({"rev-parse", "HEAD"})); }
  std::size_t listed_in_modules() const {
    return git::registered_below(sealed_.below("repo/.git/modules/the lib"), trees()).size() +
           git::registered_below(sealed_.below("repo/.git/modules/the lib/modules/in"), trees()).size();
  }
  std::string complaint(const git::Oid& commit) {
    return git::complaint_of([&] { take(commit); });
  }
  git::Oid old_;
};

TEST_F(SubmoduleTest, AreFilledFromTheModulesThatAreHere) {
  Checkout checkout = take(old_);
  EXPECT_EQ(base::load_file(checkout.top() + "/libs/lib/lib.txt"), "one\n");
  EXPECT_EQ(base::load_file(checkout.top() + "/libs/lib/in/inner.txt"), "one\n");
  EXPECT_EQ(base::load_file("libs/lib/lib.txt"), "two\n");
  EXPECT_EQ(git::git_says({"-C", checkout.top(), "status", "--porcelain"}), "");
  EXPECT_EQ(listed_in_modules(), 2u);

  write(checkout.top() + "/libs/lib/new.txt", "n");
  write(checkout.top() + "/libs/lib/in/inner.txt", "changed");
  const LeftBehind left = checkout.give_back();
  EXPECT_EQ(left.trouble, "");
  EXPECT_EQ(left.files, 2);
  EXPECT_EQ(base::load_file(in_run("files/libs/lib/new.txt")), "n");
  EXPECT_EQ(base::load_file(in_run("files/libs/lib/in/inner.txt")), "changed");

  Checkout again = take(old_, "t/1");
  EXPECT_EQ(base::load_file(again.top() + "/libs/lib/in/inner.txt"), "one\n");
  EXPECT_EQ(again.give_back().files, 0);
  EXPECT_EQ(listed_in_modules(), 2u);
}

TEST_F(SubmoduleTest, NothingStaysBehindInTheModules) {
  git::git_says({"config", "exp.keepTrees", "0"});
  reopen();
  take(old_).give_back();
  EXPECT_EQ(listed_in_modules(), 0u);
  EXPECT_EQ(tree_of(trees()), "");
  in_dying_process([&] {
    OpenStore own;
    const Checkout checkout = Checkout::take(own.store, old_, make_run("t/1"));
    write(checkout.top() + "/libs/lib/in/out", "o");
    die();
  });
  EXPECT_EQ(listed_in_modules(), 2u);
  rescue_dead_checkouts(open_->store);
  EXPECT_EQ(base::load_file(in_run("files/libs/lib/in/out", "t/1")), "o");
  EXPECT_EQ(listed_in_modules(), 0u);
}

TEST_F(SubmoduleTest, EvenWhereTheUserTookTheirFoldersAway) {
  git::git_says({"submodule", "--quiet", "deinit", "--force", "--all"});
  base::remove_tree("libs");
  reopen();
  EXPECT_EQ(base::load_file(take(old_).top() + "/libs/lib/in/inner.txt"), "one\n");
}

TEST_F(SubmoduleTest, ACommitThatIsNotHereIsNamedWithWhatBringsIt) {
  git::git_says({"update-index", "--cacheinfo", "160000,1234567890123456789012345678901234567890,libs/lib"});
  git::git_says({"commit", "-q", "-m", "from elsewhere"});
  const std::string text = complaint(head());
  EXPECT_NE(text.find("submodule 'libs/lib' is needed at commit 1234567890, which is not here"), std::string::npos)
      << text;
  EXPECT_NE(text.find("hint: git -C " + sealed_.below("repo/libs/lib") + " fetch"), std::string::npos) << text;
  EXPECT_EQ(tree_of(trees()), "");
  EXPECT_EQ(listed(), 0u);
  EXPECT_EQ(listed_in_modules(), 0u);
}

TEST_F(SubmoduleTest, OneThatIsInUseButNotHereIsAnError) {
  base::remove_tree(".git/modules/the lib");
  base::remove_tree("libs/lib");
  const std::string text = complaint(old_);
  EXPECT_NE(text.find("submodule 'libs/lib' is needed at commit"), std::string::npos) << text;
  EXPECT_NE(text.find("hint: git submodule update --init libs/lib"), std::string::npos) << text;
}

TEST_F(SubmoduleTest, OneThatNobodyEverUsedHereIsAWarning) {
  git::git_says({"clone", "--quiet", "--no-recurse-submodules", sealed_.below("repo"), sealed_.below("clone")});
  sealed_.enter("clone");
  reopen();
  Checkout checkout = take(old_);
  EXPECT_EQ(base::find_entries(checkout.top() + "/libs/lib"), std::vector<std::string>{});
  EXPECT_NE(open_->said().find("warning: submodule 'libs/lib' is empty in the checkout"), std::string::npos);
  write(checkout.top() + "/libs/lib/made.txt", "m");
  EXPECT_EQ(checkout.give_back().files, 1);
  EXPECT_EQ(base::load_file(in_run("files/libs/lib/made.txt")), "m");
  EXPECT_TRUE(base::is_folder(checkout.top() + "/libs/lib"));
}

TEST_F(SubmoduleTest, ARepositoryInTheTreeThatWasAddedAsItIs) {
  git::init_repository(sealed_, "repo/vendored");
  git::commit_file("v.txt", "v\n");
  sealed_.enter("repo");
  git::git_says({"-c", "advice.addEmbeddedRepo=false", "add", "vendored"});
  git::git_says({"commit", "-q", "-m", "embedded"});
  Checkout checkout = take(head());
  EXPECT_EQ(base::load_file(checkout.top() + "/vendored/v.txt"), "v\n");
  git::git_says({"config", "exp.keepTrees", "0"});
  checkout.give_back();
}

TEST_F(SubmoduleTest, AHostileNameLeadsNowhere) {
  write(".gitmodules", "[submodule \"../../../outside\"]\n\tpath = libs/lib\n\turl = x\n");
  git::git_says({"commit", "-q", "-a", "-m", "hostile"});
  base::remove_tree("libs/lib");
  base::make_folders("libs/lib");
  take(head());
  EXPECT_NE(open_->said().find("is empty in the checkout"), std::string::npos) << open_->said();
}

}  // namespace
}  // namespace supervise
