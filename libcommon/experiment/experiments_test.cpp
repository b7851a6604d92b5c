#include "experiment/store_test.h"

namespace experiment {
namespace {

using Names = std::vector<std::string>;

class Experiments : public StoreTest {};

TEST_F(Experiments, AreTagsWithTheTrailerWhereverTheyPoint) {
  make_tag("asr");
  make_tag("deep/er");
  git({"tag", "v1.0"});
  git({"tag", "-a", "-m", "Exp-Experiment: 1 is only mentioned\n\nhere", "notes"});
  git({"commit", "-q", "--allow-empty", "-m", "more"});
  make_tag("later");
  OpenStore open;
  EXPECT_EQ(tagged_experiments(open.store), (Names{"asr", "deep/er", "later"}));
}

TEST_F(Experiments, AreNamedWithoutThePrefix) {
  make_tag("asr");
  make_tag("exp/asr");
  git({"config", "exp.tagPrefix", "exp/"});
  OpenStore open;
  EXPECT_EQ(tagged_experiments(open.store), Names{"asr"});
}

}  // namespace
}  // namespace experiment
