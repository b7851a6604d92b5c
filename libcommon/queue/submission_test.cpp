#include "queue/submission.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>

#include "base/file.h"
#include "base/random.h"
#include "experiment/run_state.h"
#include "experiment/store_test.h"

namespace queue {
namespace {

using experiment::OpenStore;

class Queue : public experiment::StoreTest {
 protected:
  Submission make(const experiment::Store& store, std::int64_t priority, std::int64_t at_ms) {
    Submission submission{base::random_uuid(), "here", "ada", {at_ms}, {}, {}};
    submission.terms.priority = priority;
    write_submission(store, submission);
    return submission;
  }
  /// As it is when its command has ended.
  experiment::RunPaths queue_run(OpenStore& open, const std::string& submission_id) {
    experiment::Record record = new_record("asr");
    record.state = experiment::State::queued;
    const pid_t pid = ::fork();
    if (pid == 0) {
      const auto paths = experiment::claim_run(open.store, record);
      mark_queued(open.store, paths, submission_id);
      ::_exit(0);
    }
    ::waitpid(pid, nullptr, 0);
    return {open.store.run_folder("asr/0")};
  }
};

TEST_F(Queue, ReadsWhatWasWritten) {
  OpenStore open;
  Submission submission{base::random_uuid(), "here", "ada", {1700000000123}, {}, {}};
  submission.terms = {3, 4, {"0", "GPU-1a"}, 2, 8, true, 5, 60'000, "notify me"};
  submission.runs = {{"asr/0", base::random_uuid()}, {"asr-b/12", base::random_uuid()}};
  write_submission(open.store, submission);
  const auto read = find_submission(open.store, submission.id);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->user, "ada");
  EXPECT_EQ(read->submitted.ms, 1700000000123);
  EXPECT_EQ(read->terms.priority, 3);
  EXPECT_EQ(read->terms.jobs, 4);
  EXPECT_EQ(read->terms.devices, submission.terms.devices);
  EXPECT_EQ(read->terms.devices_per_run, 2);
  EXPECT_EQ(read->terms.cpus, 8);
  EXPECT_TRUE(read->terms.fail_fast);
  EXPECT_EQ(read->terms.retries, 5);
  EXPECT_EQ(read->terms.timeout_ms, 60'000);
  EXPECT_EQ(read->terms.notify, "notify me");
  ASSERT_EQ(read->runs.size(), 2u);
  EXPECT_EQ(read->runs[1].run, "asr-b/12");
  EXPECT_EQ(read->runs[1].uuid, submission.runs[1].uuid);
}

TEST_F(Queue, PlacesAreGivenByPriorityThenTime) {
  OpenStore open;
  const auto late = make(open.store, 0, 3000), early = make(open.store, 0, 1000), urgent = make(open.store, 1, 2000);
  const auto all = read_submissions(open.store);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].id, urgent.id);
  EXPECT_EQ(all[1].id, early.id);
  EXPECT_EQ(all[2].id, late.id);
  remove_submission(open.store, early.id);
  EXPECT_EQ(read_submissions(open.store).size(), 2u);
  EXPECT_FALSE(find_submission(open.store, early.id));
}

TEST_F(Queue, WhatCannotBeReadIsWarnedOfAndLeftOut) {
  OpenStore open;
  const auto sound = make(open.store, 0, 1000), broken = make(open.store, 0, 2000);
  base::write_file_atomically(base::path_join(broken.folder(open.store), "submission.json"), "{\"v\":1,");
  EXPECT_EQ(read_submissions(open.store).size(), 1u);
  ASSERT_EQ(open.messages.lines().size(), 1u);
  EXPECT_NE(open.messages.lines()[0].find(broken.id), std::string::npos);
  EXPECT_FALSE(find_submission(open.store, "../../config"));
}

TEST_F(Queue, NumbersWithoutEndAreCut) {
  OpenStore open;
  Submission submission{base::random_uuid(), "here", "ada", {1000}, {}, {}};
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  submission.terms = {-largest, largest, {}, -largest, largest, false, largest, -1, std::nullopt};
  write_submission(open.store, submission);
  const auto read = find_submission(open.store, submission.id);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->terms.priority, -1'000'000);
  EXPECT_EQ(read->terms.jobs, 1'000'000);
  EXPECT_EQ(read->terms.devices_per_run, 1);
  EXPECT_EQ(read->terms.cpus, 1'000'000);
  EXPECT_EQ(read->terms.retries, 1'000'000);
  EXPECT_FALSE(read->terms.timeout_ms);
}

TEST_F(Queue, OneProcessWaits) {
  OpenStore open;
  const auto submission = make(open.store, 0, 1000);
  EXPECT_FALSE(is_attended(open.store, submission.id));
  {
    const auto office = take_office(open.store, submission.id);
    ASSERT_TRUE(office);
    EXPECT_TRUE(is_attended(open.store, submission.id));
    EXPECT_EQ(find_waiter(open.store, submission.id)->pid, ::getpid());
    EXPECT_FALSE(take_office(open.store, submission.id));
  }
  const pid_t pid = ::fork();
  if (pid == 0) {
    const auto office = take_office(open.store, submission.id);
    ::_exit(office ? 0 : 1);  // killed, as far as others can see
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  ASSERT_EQ(status, 0);
  EXPECT_TRUE(find_waiter(open.store, submission.id));
  EXPECT_FALSE(is_attended(open.store, submission.id));
  EXPECT_TRUE(take_office(open.store, submission.id));
}

TEST_F(Queue, ARunStaysQueuedAsLongAsItsSubmissionIsThere) {
  OpenStore open;
  const auto submission = make(open.store, 0, 1000);
  const auto paths = queue_run(open, submission.id);
  EXPECT_EQ(find_submission_of(paths), submission.id);
  EXPECT_EQ(experiment::find_liveness(paths.folder), experiment::Liveness::active);
  remove_submission(open.store, submission.id);
  EXPECT_EQ(experiment::find_liveness(paths.folder), experiment::Liveness::lost);
}

}  // namespace
}  // namespace queue
