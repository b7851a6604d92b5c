#include "experiment/trust.h"

#include <gtest/gtest.h>

#include "experiment/config_file.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class TrustTest : public StoreTest {
 protected:
  OpenStore open;

  std::string refusal(const KnownRun& run, bool trusted, bool answer) {
    return complaint_of([&] {
      require_trust(open.store, run, {"rm", "-r", "x y"}, trusted, [&](const std::string&) { return answer; });
    });
  }
};

TEST_F(TrustTest, TheFingerprintIsThatOfWhatIsExecuted) {
  const Record record = new_record("asr");
  const std::string fingerprint = fingerprint_of(record);
  EXPECT_EQ(fingerprint.size(), 32u);
  Record other = record;
  other.metrics.push_back({"loss", value_from_text("1"), {}, {}, {}, {}, {}, {}, {}, 1});
  other.rev = 9;
  other.message = "changed";
  EXPECT_EQ(fingerprint_of(other), fingerprint);
  const std::vector<void (*)(Record&)> changes = {[](Record& r) {
                                                    r.command = {"true", ""};
                                                  },
                                                  [](Record& r) { r.cwd = "sub"; },
                                                  [](Record& r) { r.seed.root = 5; },
                                                  [](Record& r) {
                                                    note_config(r, {"conf/evil.yaml", ""});
                                                  },
                                                  [](Record& r) { r.tag = "$(x)"; },
                                                  [](Record& r) { r.env.emplace_back("LD_PRELOAD", "x.so"); },
                                                  [](Record& r) { r.overrides.emplace_back("a", "b"); },
                                                  [](Record& r) { r.commit[0] = r.commit[0] == 'a' ? 'b' : 'a'; }};
  for (const auto& change : changes) {
    other = record;
    change(other);
    EXPECT_NE(fingerprint_of(other), fingerprint);
  }
}

TEST_F(TrustTest, OurFolderIsTrustedUnlessTheRecordIsAnother) {
  KnownRun run;
  run.record = make_run(open, "asr");
  run.folder = open.store.run_folder(run.record.run);
  EXPECT_TRUE(is_own(open.store, run));
  run.record.command = {"evil"};  // a line of somebody else with this uuid and a larger rev
  EXPECT_FALSE(is_own(open.store, run));
}

TEST_F(TrustTest, WhatThisCloneRanIsRememberedWithoutItsFolder) {
  KnownRun run;
  run.record = new_record("asr");
  run.record.uuid = "12345678-1234-4234-8234-123456789abc";
  EXPECT_FALSE(is_own(open.store, run));
  remember_as_own(open.store, run.record);
  EXPECT_TRUE(is_own(open.store, run));
  run.record.env.emplace_back("PATH", "/tmp");
  EXPECT_FALSE(is_own(open.store, run));
}

TEST_F(TrustTest, SomebodyElsesCommandIsShownAndAskedFor) {
  KnownRun run;
  run.record = new_record("asr");
  run.record.run = "asr/0";
  run.record.uuid = "12345678-1234-4234-8234-123456789abc";
  run.record.host = "far\x1b[31m";
  run.remote = "origin";
  EXPECT_NE(refusal(run, false, false).find("'asr/0' was not run: this clone did not make it\nhint: look"),
            std::string::npos);
  EXPECT_EQ(refusal(run, true, false), "");
  EXPECT_EQ(refusal(run, false, true), "");
  const std::string said = base::join(open.messages.lines(), "\n");
  EXPECT_NE(said.find("warning:     rm -r 'x y'"), std::string::npos);
  EXPECT_EQ(said.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace experiment
