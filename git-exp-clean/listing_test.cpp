#include "listing.h"

#include <gtest/gtest.h>

namespace exp_clean {
namespace {

PlannedRun make_run(const std::string& name, const std::string& folder, std::int64_t bytes) {
  PlannedRun planned;
  planned.run.name = planned.run.run.record.run = name;
  planned.run.run.record.uuid = "ab12cd34-0000-4000-8000-000000000000";
  planned.run.run.folder = folder;
  planned.state.recorded = experiment::State::failed;
  planned.size = {bytes, 2, ""};
  return planned;
}

TEST(Listing, ForPeopleAndPrograms) {
  std::vector<PlannedRun> runs{make_run("asr/0", "/r/asr/0", 2048), make_run("a\tb/1", "", 0)};
  runs[1].refusal.reason = "has finished";
  Names names;
  names.tags.emplace_back();
  names.tags[0].name = "asr";
  names.tags[0].commit = *git::Oid::parse(std::string(40, 'a'));
  names.commits.push_back(names.tags[0].commit);
  const std::string commit(40, 'a');
  EXPECT_EQ(format_for_people(runs, names, {}, 0, false),
            "run     state   age            size\n"
            "asr/0   failed  0 seconds ago  2.0 KiB\n"
            "a\\tb/1  failed  0 seconds ago  no folder\n"
            "and, because no run is left:\n"
            "  the tag asr\n"
            "  refs/exp/commits/" +
                commit + "\n");
  EXPECT_EQ(format_porcelain(runs, names),
            "run\tasr/0\tab12cd34-0000-4000-8000-000000000000\tfailed\t1970-01-01T00:00:00.000Z\t2048\t/r/asr/0\t\n"
            "run\ta\\tb/1\tab12cd34-0000-4000-8000-000000000000\tfailed\t1970-01-01T00:00:00.000Z\t0\t\thas finished\n"
            "tag\tasr\t" +
                commit +
                "\n"
                "ref\trefs/exp/commits/" +
                commit + "\n");
  const std::string json = format_json(runs, names, true);
  EXPECT_NE(json.find("\"removed\": true"), json.npos) << json;
  EXPECT_NE(json.find("\"folder\": null"), json.npos) << json;
  EXPECT_NE(json.find("\"refused\": \"has finished\""), json.npos) << json;
}

}  // namespace
}  // namespace exp_clean
