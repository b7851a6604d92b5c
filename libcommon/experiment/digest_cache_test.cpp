#include "experiment/digest_cache.h"

#include <sys/stat.h>

#include "base/random.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

/// A note of this many lines is worth a digest.
constexpr int many = 120;

class Digests : public StoreTest {
 protected:
  Record noted(int n) const {
    Record record = new_record("asr");
    record.run = "asr/" + std::to_string(n);
    record.id = n;
    record.uuid = base::random_uuid();
    record.rev = 1;
    record.state = State::finished;
    record.created.ms = record.updated.ms = 1'700'000'000'000 + n;
    record.message = "number " + std::to_string(n);
    for (int i = 0; i < 70; ++i)
      record.params.emplace_back("parameter-" + std::to_string(i), Value{"some text", false});
    return record;
  }
  void write_note(const std::vector<std::string>& lines) const {
    write("note", base::join(lines, "\n") + "\n");
    git({"notes", "--ref=exp", "add", "-f", "-F", at("note")});
  }
  std::vector<std::string> write_many() const {
    std::vector<std::string> lines;
    for (int n = 0; n < many; ++n) lines.push_back(format_note_line(noted(n)));
    write_note(lines);
    return lines;
  }
  std::string file() const { return at("repo/.git/exp/cache/digests"); }
  /// What each run is, by the digests and, which must be the same, by the notes.
  std::vector<std::string> known() const {
    OpenStore open;
    const RecordExtract extract;
    std::vector<std::string> brief, whole;
    for (const auto& run : load_all_runs_in_brief(open.store)) brief.push_back(describe(run));
    const auto said = open.messages.lines();
    OpenStore other;
    for (const auto& run : load_all_runs(other.store, &extract)) whole.push_back(describe(run));
    EXPECT_EQ(brief, whole);
    EXPECT_EQ(said, other.messages.lines());
    return brief;
  }
  static std::string describe(const KnownRun& run) {
    const Record& record = run.record;
    return base::join({record.run, record.uuid, record.commit, std::to_string(record.rev), record.message,
                       std::string(format_state(record.state)), base::shell_join(record.command), run.folder,
                       run.remote, run.published ? "published" : "", base::format_timestamp(record.created)},
                      "|");
  }
};

TEST_F(Digests, ARepositoryWithLittleHistoryHasNone) {
  OpenStore open;
  make_published_run(open, "asr");
  EXPECT_EQ(known().size(), 1u);
  EXPECT_EQ(find_runs_called(open.store, "asr/0").size(), 1u);
  EXPECT_FALSE(base::path_exists(file()));
}

TEST_F(Digests, AreKeptAndFollowTheNotes) {
  auto lines = write_many();
  EXPECT_EQ(known().size(), std::size_t(many));
  ASSERT_TRUE(base::path_exists(file()));
  EXPECT_LT(base::load_file(file()).size(), std::size_t(many) * 250);
  const auto before = base::find_mtime_ns(file());
  EXPECT_EQ(known().size(), std::size_t(many));
  EXPECT_EQ(base::find_mtime_ns(file()), before) << "nothing new, and written";

  lines.push_back(format_note_line(noted(many)));
  Record failed = noted(0);
  failed.uuid = std::string(scan_line_prefix(lines[0])->uuid);
  failed.rev = 2;
  failed.state = State::failed;
  lines.push_back(format_note_line(failed));
  Record deleted = noted(1);
  deleted.uuid = std::string(scan_line_prefix(lines[1])->uuid);
  deleted.deleted = true;
  lines.push_back(format_note_line(deleted));
  const auto second = *scan_line_prefix(lines[2]);
  lines.push_back(format_edit_line({std::string(second.run),
                                    std::string(second.uuid),
                                    std::string(second.commit),
                                    {1'800'000'000'000},
                                    "ada",
                                    {{"message", "edited"}}}));
  lines.push_back("no record");
  write_note(lines);
  const auto runs = known();
  ASSERT_EQ(runs.size(), std::size_t(many));
  EXPECT_NE(runs[0].find("|failed|"), std::string::npos);
  EXPECT_NE(runs[1].find("|edited|"), std::string::npos);
}

TEST_F(Digests, ALookUpFillsThemAndReadsNoOtherNote) {
  write_many();
  git({"commit", "-q", "--allow-empty", "-m", "second"});
  Record elsewhere = noted(3);
  elsewhere.commit = head();
  write_note({format_note_line(elsewhere)});
  EXPECT_EQ(known().size(), std::size_t(many) + 1);
  OpenStore first;
  EXPECT_EQ(find_runs_called(first.store, "asr/3").size(), 2u);
  EXPECT_EQ(find_runs_called(first.store, "asr/4").size(), 1u);
  EXPECT_EQ(find_runs_called(first.store, "asr/400").size(), 0u);
  EXPECT_EQ(resolve_run(first.store, elsewhere.uuid.substr(0, 13)).run.record.params.size(), 70u);

  // The object of the large note is away: who needs none of its lines does not see it.
  base::remove_tree(file());
  OpenStore second;
  EXPECT_EQ(find_runs_called(second.store, "asr/4").size(), 1u);
  ASSERT_TRUE(base::path_exists(file()));
}

TEST_F(Digests, ADamagedOrForeignFileIsReplaced) {
  write_many();
  known();
  const std::string sound = base::load_file(file());
  std::string flipped = sound, foreign = "something else\n";
  flipped[sound.size() / 2] ^= 1;
  for (const std::string& bytes : {flipped, foreign, sound.substr(0, sound.size() - 1), sound + "x", std::string()}) {
    base::write_file_atomically(file(), bytes);
    EXPECT_EQ(known().size(), std::size_t(many));
    EXPECT_EQ(base::load_file(file()), sound);
  }
  base::remove_tree(file());
  base::make_folders(file());  // not a file at all
  EXPECT_EQ(known().size(), std::size_t(many));
}

TEST_F(Digests, OtherMetricsAreOtherDigests) {
  write_many();
  known();
  const std::string before = base::load_file(file());
  git({"config", "exp.metric", "loss:min"});
  EXPECT_EQ(known().size(), std::size_t(many));
  EXPECT_NE(base::load_file(file()), before);
}

TEST_F(Digests, ManyAtOnceSeeTheSame) {
  write_many();
  const auto read = [&](int i) {
    OpenStore open;
    if (i % 4 == 0) base::remove_tree(file());
    return i % 2 == 0 ? load_all_runs_in_brief(open.store).size() == std::size_t(many)
                      : find_runs_called(open.store, "asr/7").size() == 1;
  };
  EXPECT_EQ(count_failures_of(12, read), 0);
  EXPECT_EQ(known().size(), std::size_t(many));
  for (const auto& name : entries(".git/exp/cache")) EXPECT_EQ(name, "digests") << "left behind";
}

TEST_F(Digests, AStrangersNoteDoesNotFillThem) {
  auto lines = write_many();
  known();
  const std::size_t before = base::load_file(file()).size();
  for (int n = 0; n < many; ++n) {
    Record record = noted(many + n);
    record.params.clear();
    record.message = std::string(8000, static_cast<char>('a' + n % 26)) + std::to_string(n);
    lines.push_back(format_note_line(record));
  }
  write_note(lines);
  EXPECT_EQ(known().size(), 2u * many);
  EXPECT_LE(base::load_file(file()).size(), before);
}

}  // namespace
}  // namespace experiment
