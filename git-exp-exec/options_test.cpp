#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_exec {
namespace {

TEST(Options, OneRun) {
  const Options options = parse_options({"asr/3", "--timeout=2m", "-q"});
  EXPECT_EQ(options.run, "asr/3");
  EXPECT_EQ(options.timeout_ms, 120'000);
  EXPECT_TRUE(options.verbosity.quiet);
  EXPECT_THROW(parse_options({}), base::UsageError);
  EXPECT_THROW(parse_options({"a", "b"}), base::UsageError);
  EXPECT_THROW(parse_options({"a", "--timeout", "-5"}), base::UsageError);
}

}  // namespace
}  // namespace exp_exec
