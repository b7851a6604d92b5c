#include "experiment/run_lookup.h"

#include "experiment/store_test.h"

namespace experiment {
namespace {

class Lookup : public StoreTest {
 protected:
  /// Name and uuid of what is found, else the reason; the same whether runs are looked up alone or all are loaded.
  static std::string found(const std::string& name) {
    OpenStore open;
    std::string answers[2];
    for (const std::size_t count : {1, 1000}) {
      LookupFault fault;
      const auto run = RunLookup(open.store, std::vector<std::string>(count, name)).find(name, fault);
      answers[count > 1] = run ? run->name + " " + run->run.record.uuid : fault.reason;
    }
    EXPECT_EQ(answers[0], answers[1]);
    return answers[1];
  }
};

TEST_F(Lookup, FindsByNameAndByTheUuidBehindIt) {
  OpenStore open;
  make_tag("a-b/c-1");
  const Record first = make_published_run(open, "a-b/c-1");
  const Record second = make_run(open, "a-b/c-1");
  const std::string first_found = "a-b/c-1/0 " + first.uuid, second_found = "a-b/c-1/1 " + second.uuid;
  EXPECT_EQ(found("a-b/c-1/0"), first_found);
  EXPECT_EQ(found("a-b/c-1/1"), second_found);
  EXPECT_EQ(found("a-b/c-1/1-" + second.uuid.substr(0, 4)), second_found);
  EXPECT_EQ(found("a-b/c-1/1-" + second.uuid), second_found);
  EXPECT_EQ(found("a-b/c-1"), second_found) << "the latest of a tag";
  EXPECT_EQ(found(first.uuid), first_found);
  for (const char* name : {"a-b/c-1/2", "a-b/c-1/0-ffff", "other/0", "../a-b/c-1/0"})
    EXPECT_EQ(found(name), "no run is called '" + std::string(name) + "'");
}

TEST_F(Lookup, OfTwoWithOneNameTheOneWhoseFolderIsHere) {
  OpenStore open;
  make_tag("asr");
  const Record here = make_published_run(open, "asr");
  Record twin = here;
  twin.uuid = (here.uuid[0] == 'f' ? "0" : "f") + here.uuid.substr(1);
  write("twin", format_note_line(twin) + "\n");
  git({"notes", "--ref=exp", "append", "-F", at("twin"), twin.commit});
  const std::string here_found = "asr/0-" + here.uuid.substr(0, 4) + " " + here.uuid;
  const std::string twin_name = "asr/0-" + twin.uuid.substr(0, 4);
  EXPECT_EQ(found("asr/0"), here_found);
  EXPECT_EQ(found("asr/0-" + here.uuid), here_found);
  EXPECT_EQ(found(twin_name), twin_name + " " + twin.uuid);
}

}  // namespace
}  // namespace experiment
