#include "refusal.h"

#include <gtest/gtest.h>

namespace exp_clean {
namespace {

using experiment::KnownRun;
using experiment::Liveness;
using experiment::RunState;
using experiment::State;

std::string reason(State state, const Options& options = {}, Liveness liveness = Liveness::active,
                   const std::string& folder = "/r", const experiment::FolderSize& size = {}) {
  KnownRun run;
  run.folder = folder;
  run.record.state = state;
  RunState its;
  its.recorded = state;
  its.liveness = liveness;
  return find_refusal(run, its, size, true, options).reason;
}

TEST(Refusal, WhatMayGo) {
  for (const State state : {State::failed, State::interrupted, State::timeout}) EXPECT_EQ(reason(state), "");
  for (const State state : {State::queued, State::running, State::requeued})
    EXPECT_EQ(reason(state, {}, Liveness::lost), "");
}

TEST(Refusal, WhatNeedsAWord) {
  Options finished, presumed;
  finished.finished = true;
  presumed.presumed_lost = true;
  EXPECT_EQ(reason(State::finished), "has finished");
  EXPECT_EQ(reason(State::finished, finished), "");
  EXPECT_NE(reason(State::running, {}, Liveness::presumed_lost), "");
  EXPECT_NE(reason(State::running, finished, Liveness::presumed_lost), "");
  EXPECT_EQ(reason(State::running, presumed, Liveness::presumed_lost), "");
  EXPECT_EQ(reason(State::running, {}, Liveness::active, ""), "may still be running: its folder is gone");
  EXPECT_EQ(reason(State::running, presumed, Liveness::active, ""), "");
}

TEST(Refusal, WhatNoWordRemoves) {
  Options all;
  all.force = all.finished = all.presumed_lost = true;
  EXPECT_EQ(reason(State::running, all), "is running");
  EXPECT_EQ(reason(State::queued, all), "is queued");
  EXPECT_EQ(reason(State::failed, all, Liveness::active, "/r", {0, 0, "why"}), "cannot be removed: why");
  KnownRun run;
  run.remote = "origin\x1b";
  EXPECT_EQ(find_refusal(run, {}, {}, true, all).reason,
            "was fetched from 'origin\\x1b': only who made it can remove it");
  run.remote.clear();
  run.is_copy = true;
  run.folder = "/r/copy";
  EXPECT_EQ(find_refusal(run, {}, {}, true, all).hint, "move it back, or remove it: rm -r /r/copy");
  run.newer_format = true;
  EXPECT_EQ(find_refusal(run, {}, {}, true, all).reason, "was written by a newer git-exp");
}

}  // namespace
}  // namespace exp_clean
