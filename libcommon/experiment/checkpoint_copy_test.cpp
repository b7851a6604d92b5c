#include "experiment/checkpoint_copy.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class CheckpointCopy : public StoreTest {
 protected:
  CheckpointCopy() { base::make_folders(at("to")); }
};

TEST_F(CheckpointCopy, AFileIsCopiedByItsBytes) {
  const std::string bytes(3'000'000, 'w');
  write("model.pt", bytes);
  EXPECT_EQ(copy_checkpoint(at("model.pt"), at("to")), base::sha256(bytes));
  EXPECT_EQ(base::load_file(at("to/model.pt")), bytes);
  EXPECT_EQ(hash_checkpoint(at("model.pt")), base::sha256(bytes));
  // Neither changes the other.
  write("to/model.pt", "other");
  EXPECT_EQ(base::load_file(at("model.pt")).size(), bytes.size());
}

TEST_F(CheckpointCopy, AFolderIsCopiedWhole) {
  write("epoch_3/model", "m");
  write("epoch_3/state/adam", "a");
  ASSERT_EQ(::symlink("model", at("epoch_3/last").c_str()), 0);
  const std::string lines = base::sha256("m") + "  model\n" + base::sha256("a") + "  state/adam\n";
  EXPECT_EQ(copy_checkpoint(at("epoch_3"), at("to")), base::sha256(lines));
  EXPECT_EQ(base::load_file(at("to/epoch_3/state/adam")), "a");
  EXPECT_EQ(base::load_file(at("to/epoch_3/last")), "m");
  EXPECT_EQ(hash_checkpoint(at("to/epoch_3")), base::sha256(lines));
}

TEST_F(CheckpointCopy, WhatCannotBeCopiedLeavesNothing) {
  write("epoch_3/model", "m");
  ASSERT_EQ(::mkfifo(at("epoch_3/pipe").c_str(), 0600), 0);
  EXPECT_EQ(complaint_of([&] { copy_checkpoint(at("epoch_3"), at("to")); }),
            "'" + at("epoch_3/pipe") + "' is no file, and cannot be copied");
  EXPECT_FALSE(base::path_exists(at("to/epoch_3")));
  EXPECT_NE(complaint_of([&] { copy_checkpoint(at("nothing"), at("to")); }), "");
  write("to/model", "mine");
  write("model", "other");
  EXPECT_NE(complaint_of([&] { copy_checkpoint(at("model"), at("to")); }), "");
  EXPECT_EQ(base::load_file(at("to/model")), "mine");
}

}  // namespace
}  // namespace experiment
