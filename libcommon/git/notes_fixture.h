#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "git/notes.h"
#include "git/test_repository.h"

/// What the tests of notes share. Internal to this module.
namespace git {

inline bool never_known(std::string_view, std::string_view) {
  return false;
}

/// Ids that no object has: a note may be on anything.
inline Oid some_id(int n) {
  std::string hex = std::to_string(n);
  hex.insert(0, 40 - hex.size(), '0');
  // Spread over the first digits, as real ids are.
  hex[0] = "0123456789abcdef"[n % 16];
  hex[1] = "0123456789abcdef"[n / 16 % 16];
  return *Oid::parse(hex);
}

class Notes : public testing::Test {
 protected:
  Notes() {
    init_repository(sealed_);
    head_ = *Oid::parse(commit_file("file"));
  }

  WriteNotes write(const std::vector<NoteLine>& lines, const WriteNotesOptions& options = {}) {
    return write_note_lines(Repository::open(), lines, never_known, messages_, options);
  }
  std::string shown(const Oid& commit, const std::string& ref = "exp") {
    return git_says({"notes", "--ref=" + ref, "show", commit.hex()});
  }
  std::string said() const { return base::join(messages_.lines(), "\n"); }
  /// Paths in the tree of the notes.
  static std::vector<std::string> paths() {
    return base::split(git_says({"ls-tree", "-r", "--name-only", "refs/notes/exp"}), '\n');
  }
  static std::map<std::string, std::string> all(const std::string& ref, base::Messages& messages) {
    std::map<std::string, std::string> notes;
    read_notes(Repository::open(), ref, messages,
               [&](const Oid& commit, std::string_view text) { notes[commit.hex()] += text; });
    return notes;
  }
  static void expect_sound() { EXPECT_EQ(git_says({"fsck", "--strict", "--no-dangling"}), ""); }

  SealedFolder sealed_;
  Oid head_;
  base::CollectedMessages messages_;
};

}  // namespace git
