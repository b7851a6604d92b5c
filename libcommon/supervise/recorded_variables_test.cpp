#include "supervise/recorded_variables.h"

#include <gtest/gtest.h>

namespace supervise {
namespace {

TEST(RecordedVariables, AreThoseOfTheAllowList) {
  for (const char* name :
       {"CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "SLURM_JOB_ID", "SLURM_NODELIST",
        "LD_LIBRARY_PATH", "PYTHONPATH", "NCCL_DEBUG", "TF_NUM_INTRAOP_THREADS", "VIRTUAL_ENV", "TZ"})
    EXPECT_TRUE(is_recorded_variable(name)) << name;
  for (const char* name :
       {"HOME", "PATH", "USER", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "WANDB_API_KEY", "SSH_AUTH_SOCK", "SLURM_JWT",
        "TF_VAR_database", "TORCH_PASSWORD", "NCCL_secret", "JAX_PRIVATE", "cuda_home"})
    EXPECT_FALSE(is_recorded_variable(name)) << name;
}

TEST(RecordedVariables, AreSortedAndWithoutCredentials) {
  EXPECT_EQ(recorded_variables({"TZ=UTC", "HOME=/home/ada", "broken", "NCCL_PROXY=http://ada:pw@host:1/x?token=t",
                                "OMP_NUM_THREADS=4", "PYTHONPATH=a=b"})
                .compact(),
            R"({"NCCL_PROXY":"http://host:1/x","OMP_NUM_THREADS":"4","PYTHONPATH":"a=b","TZ":"UTC"})");
}

TEST(RecordedVariables, AreFoundByTheirWholeName) {
  EXPECT_EQ(find_variable({"AB=1", "A=2=3"}, "A"), "2=3");
  EXPECT_EQ(find_variable({"AB=1"}, "A"), std::nullopt);
  EXPECT_EQ(find_variable({"A="}, "A"), "");
}

TEST(Credentials, GoOutOfAddresses) {
  const struct {
    const char* with;
    const char* without;
  } cases[] = {
      {"https://ada:secret@example.org/x.git", "https://example.org/x.git"},
      {"https://ghp_token@example.org/x.git", "https://example.org/x.git"},
      {"https://ada:p@ss@example.org:8443/x.git", "https://example.org:8443/x.git"},
      {"https://example.org/x.git?private_token=t#y", "https://example.org/x.git"},
      {"https://example.org/a@b/x.git", "https://example.org/a@b/x.git"},
      {"ssh://git:pw@example.org/x.git", "ssh://git@example.org/x.git"},
      {"git+ssh://git@example.org/x.git", "git+ssh://git@example.org/x.git"},
      {"git@example.org:x.git", "git@example.org:x.git"},
      {"/srv/git/x.git", "/srv/git/x.git"},
      {"file:///srv/x.git", "file:///srv/x.git"},
      {"from http://a:b@c/d and HTTP://e:f@g/h", "from http://c/d and HTTP://g/h"},
      {"://", "://"},
      {"https://u:p@", "https://"},
  };
  for (const auto& expected : cases) EXPECT_EQ(without_credentials(expected.with), expected.without) << expected.with;
}

}  // namespace
}  // namespace supervise
