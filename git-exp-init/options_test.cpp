#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_init {
namespace {

using Words = cli::Words;

TEST(Options, FoldersAndFlags) {
  const Options options =
      parse_options({"--result-dir=/srv/big", "--data-dir", "../data", "--hooks", "--gitignore", "-q"});
  EXPECT_EQ(options.result_dir, "/srv/big");
  EXPECT_EQ(options.data_dir, "../data");
  EXPECT_TRUE(options.hooks && options.gitignore && options.verbosity.quiet);
  EXPECT_FALSE(options.check || options.remove_hooks);
}

TEST(Options, CheckGoesWithWhatIsToBeChecked) {
  const Options options = parse_options({"--check", "--hooks"});
  EXPECT_TRUE(options.check && options.hooks);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{"--remove-hooks", "--hooks"}, Words{"--remove-hooks", "--check"}, Words{"--result-dir", ""},
        Words{"--result-dir=~/x"}, Words{"--data-dir"}, Words{"folder"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
}

}  // namespace
}  // namespace exp_init
