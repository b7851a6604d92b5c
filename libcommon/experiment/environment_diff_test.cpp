#include "experiment/environment_diff.h"

#include "experiment/json_parse.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

base::Json json(std::string_view text) {
  auto parsed = parse_json(text);
  EXPECT_TRUE(parsed.value) << parsed.error << ": " << text;
  return parsed.value.value_or(base::Json());
}

/// "what: before -> after", a line each.
std::string changes(std::string_view before, std::string_view after) {
  std::string text;
  for (const auto& change : compare_environments(json(before), json(after)))
    text += change.what + ": " + change.before + " -> " + change.after + "\n";
  return text;
}

constexpr const char* full = R"({
  "host": {"name": "n1", "system": "Debian 12", "kernel": "Linux 6.1", "architecture": "x86_64", "cpu": "Xeon",
           "cpus": 64, "cpus_allowed": 8, "memory_bytes": 67430000000},
  "gpus": [{"index": 0, "name": "A100", "uuid": "GPU-1", "memory_mib": 40960},
           {"index": 1, "name": "A100", "uuid": "GPU-2", "memory_mib": 40960}],
  "driver": "535.1", "cuda": "12.2",
  "program": {"path": "/usr/bin/python3", "sha256": "ab"},
  "python": {"executable": "/usr/bin/python3", "version": "3.11.2", "packages": {"numpy": "1.26", "Foo_Bar": "1", "torch": "2.1"}},
  "modules": ["cuda/12.2", "git"],
  "variables": {"OMP_NUM_THREADS": "4", "LANG": "C", "SLURM_JOB_ID": "7"},
  "submodules": {"lib": "1111"}})";
constexpr const char* summary = R"({"kernel": "Linux 6.1", "cpu": "Xeon", "cpus": 64, "memory_bytes": 67430000000,
  "gpus": ["A100", "A100"], "driver": "535.1", "cuda": "12.2", "python": "3.11.2"})";

TEST(EnvironmentDiff, EqualWorldsDoNotDiffer) {
  EXPECT_EQ(changes(full, full), "");
  EXPECT_EQ(changes(summary, summary), "");
  EXPECT_EQ(changes(full, summary), "") << "only what both can have is compared";
  EXPECT_EQ(changes(summary, full), "");
}

TEST(EnvironmentDiff, TheMostTellingComesFirst) {
  EXPECT_EQ(changes(full, R"({
    "host": {"name": "n2", "system": "Debian 12", "kernel": "Linux 6.5", "architecture": "x86_64", "cpu": "EPYC",
             "cpus": 64, "cpus_allowed": 8, "memory_bytes": 67430004096},
    "gpus": [{"index": 0, "name": "V100", "uuid": "GPU-3", "memory_mib": 16384}],
    "driver": "545.2", "cuda": "12.2",
    "program": {"path": "/usr/bin/python3", "sha256": "cd"},
    "python": {"executable": "/usr/bin/python3", "version": "3.12.0", "packages": {"foo-bar": "2", "torch": "2.2", "zzz": "1"}},
    "modules": ["cuda/12.4", "git"],
    "variables": {"OMP_NUM_THREADS": "8", "SLURM_JOB_ID": "8"},
    "submodules": {"lib": "2222"}})"),
            "gpu: 2 x A100 -> V100\n"
            "driver: 535.1 -> 545.2\n"
            "cpu: Xeon -> EPYC\n"
            "python: 3.11.2 -> 3.12.0\n"
            "package torch: 2.1 -> 2.2\n"
            "package numpy: 1.26 -> \n"
            "package foo-bar: 1 -> 2\n"
            "package zzz:  -> 1\n"
            "program sha256: ab -> cd\n"
            "submodule lib: 1111 -> 2222\n"
            "module cuda: 12.2 -> 12.4\n"
            "variable OMP_NUM_THREADS: 4 -> 8\n"
            "variable LANG: C -> \n"
            "kernel: Linux 6.1 -> Linux 6.5\n"
            "host: n1 -> n2\n");
}

TEST(EnvironmentDiff, TheShortSummaryIsComparedAsFarAsItGoes) {
  EXPECT_EQ(
      changes(R"({"cpu": "EPYC", "cpus": 64, "kernel": "Linux 6.1", "memory_bytes": 67430000000, "python": "3.12"})",
              full),
      "gpu:  -> 2 x A100\ndriver:  -> 535.1\ncuda:  -> 12.2\ncpu: EPYC -> Xeon\npython: 3.12 -> 3.11.2\n");
}

TEST(EnvironmentDiff, WhatOneSideCouldNotFindOutIsNotCompared) {
  EXPECT_EQ(
      changes(full,
              R"({"host": {"name": "n1"}, "incomplete": ["gpus", "program", "variables", "submodules", "host"]})"),
      "");
  EXPECT_EQ(changes("{}", full), "");
  EXPECT_EQ(changes(full, "{}"), "");
  EXPECT_EQ(changes(R"({"python": {"version": "3", "packages": {"numpy": "1"}}})", R"({"program": {"sha256": "ab"}})"),
            "python: 3 -> \nprogram sha256:  -> ab\n")
      << "the packages of a program that is no longer a Python program are no news";
}

TEST(EnvironmentDiff, MalformedOnesAreHarmless) {
  for (
      const char* odd :
      {"null", "[]", "7", R"("text")",
       R"({"host": 7, "gpus": {"a": 1}, "python": [1], "variables": [], "modules": "x"})",
       R"({"host": {"cpu": {"deep": [1]}, "memory_bytes": "many"}, "gpus": [1, [2], null], "incomplete": "all"})",
       R"({"variables": {"A": {"b": 1}, "": ""}, "modules": [1, "", "/", {}], "python": {"packages": {"": "", "-": [] }}})"}) {
    (void)changes(odd, odd);
    (void)changes(odd, full);
    (void)changes(full, odd);
  }
  EXPECT_EQ(changes(R"({"variables": {"A": {"base64": "/w=="}}})", R"({"variables": {"A": "b"}})"),
            "variable A: \xff -> b\n");
}

using EnvironmentFile = FolderTest;

TEST_F(EnvironmentFile, TheFolderKnowsMoreThanTheRecord) {
  KnownRun run;
  EXPECT_EQ(read_run_environment(run).compact(), "{}");
  run.record.unknown.set("environment", json(R"({"cpu":"Xeon"})"));
  EXPECT_EQ(read_run_environment(run).compact(), R"({"cpu":"Xeon"})");
  run.folder = folder_;
  EXPECT_EQ(read_run_environment(run).compact(), R"({"cpu":"Xeon"})");
  write("environment.json", R"({"host":{"cpu":"EPYC"}})");
  EXPECT_EQ(read_run_environment(run).compact(), R"({"host":{"cpu":"EPYC"}})");
  for (const char* broken : {"", "{\"host\":", "[]"}) {
    write("environment.json", broken);
    EXPECT_EQ(read_run_environment(run).compact(), R"({"cpu":"Xeon"})") << broken;
  }
}

}  // namespace
}  // namespace experiment
