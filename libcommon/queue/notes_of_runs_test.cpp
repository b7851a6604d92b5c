#include "queue/notes_of_runs.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/random.h"
#include "experiment/store_test.h"
#include "queue/submission.h"

namespace queue {
namespace {

using experiment::OpenStore;

class NotesOfRuns : public experiment::StoreTest {
 protected:
  std::string submit(OpenStore& open) {
    const Submission submission{base::random_uuid(), "here", "ada", {1}, {}, {}};
    write_submission(open.store, submission);
    return submission.id;
  }
};

TEST_F(NotesOfRuns, ARetryIsTakenOnce) {
  OpenStore open;
  const std::string id = submit(open);
  const Retry retry{"asr/3", base::random_uuid(), 2, {1700000000123}};
  note_retry(open.store, id, retry);
  const auto read = read_retries(open.store, id);
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].run, "asr/3");
  EXPECT_EQ(read[0].uuid, retry.uuid);
  EXPECT_EQ(read[0].tries, 2);
  EXPECT_EQ(read[0].at.ms, 1700000000123);
  EXPECT_EQ(read_all_retries(open.store).at(0).submission_id, id);
  EXPECT_TRUE(is_to_be_retried(open.store, id, retry.uuid));
  EXPECT_TRUE(take_retry(open.store, id, retry.uuid));
  EXPECT_FALSE(take_retry(open.store, id, retry.uuid));
  EXPECT_FALSE(is_to_be_retried(open.store, id, retry.uuid));
}

TEST_F(NotesOfRuns, WhatCannotBeReadIsNone) {
  OpenStore open;
  const std::string id = submit(open);
  const std::string path = submission_folder(open.store, id) + "/retry-" + base::random_uuid();
  for (const char* text :
       {"", "[]", "{\"run\":\"asr/1\"}", "{\"run\":\"../x/1\",\"tries\":1}", "{\"run\":\"asr/1\",\"tries\":0}"}) {
    base::write_file_atomically(path, text);
    EXPECT_TRUE(read_retries(open.store, id).empty()) << text;
  }
  ASSERT_EQ(::unlink(path.c_str()), 0);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_TRUE(read_retries(open.store, id).empty());
}

TEST_F(NotesOfRuns, CancelledOnesAreTold) {
  OpenStore open;
  const std::string id = submit(open), uuid = base::random_uuid();
  note_cancelled(open.store, id, uuid);
  note_cancelled(open.store, id, uuid);
  EXPECT_EQ(take_cancelled(open.store, id), std::vector<std::string>{uuid});
  EXPECT_TRUE(take_cancelled(open.store, id).empty());
  note_cancelled(open.store, base::random_uuid(), uuid);  // its submission has ended: nothing to do
}

}  // namespace
}  // namespace queue
