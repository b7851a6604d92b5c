#include "base/random.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace base {
namespace {

TEST(Random, UuidsAreVersion4AndDiffer) {
  const std::string a = random_uuid();
  EXPECT_TRUE(is_uuid(a)) << a;
  EXPECT_EQ(a[14], '4');
  EXPECT_NE(std::string("89ab").find(a[19]), std::string::npos);
  EXPECT_NE(a, random_uuid());
}

TEST(Random, RefusesWhatIsNoUuid) {
  for (const char* bad :
       {"", "../../etc/passwd", "00000000-0000-4000-8000-00000000000G", "00000000-0000-4000-8000-0000000000000"})
    EXPECT_FALSE(is_uuid(bad)) << bad;
}

TEST(Sha256, PublishedVectors) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace base
