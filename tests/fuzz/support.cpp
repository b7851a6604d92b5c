#include "support.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "experiment/names.h"

namespace fuzz {

void fail(std::string_view property, std::string_view seen) {
  const std::string text =
      "not true: " + std::string(property) + (seen.empty() ? "" : ": " + base::quoted(seen)) + "\n";
  (void)!::write(STDERR_FILENO, text.data(), text.size());
  std::abort();
}

void expect_printable(std::string_view text, std::string_view property) {
  expect(base::printable(text) == text, property, text);
}

void expect_printable(const base::UserError& error) {
  expect_printable(error.what(), "an error's message can be shown");
  for (const auto& hint : error.hints()) expect_printable(hint, "a hint can be shown");
}

void expect_printable(const base::CollectedMessages& messages) {
  for (const auto& line : messages.lines()) expect_printable(line, "a warning can be shown");
}

void expect_inside(std::string_view path, std::string_view property) {
  expect(!path.empty() && path[0] != '/' && path[0] != '~', property, path);
  expect(path.find('\0') == path.npos, property, path);
  for (const auto& part : base::split(path, '/')) expect(part != "..", property, path);
}

std::string_view take_line(std::string_view& input) {
  const std::string_view line = input.substr(0, input.find('\n'));
  input.remove_prefix(std::min(line.size() + 1, input.size()));
  return line;
}

unsigned char take_byte(std::string_view& input) {
  if (input.empty()) return 0;
  const auto byte = static_cast<unsigned char>(input[0]);
  input.remove_prefix(1);
  return byte;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) lines.emplace_back(take_line(text));
  return lines;
}

experiment::Record make_record() {
  experiment::Record record;
  record.run = "asr/3";
  record.tag = "asr";
  record.id = 3;
  record.uuid = "12345678-1234-4234-8234-123456789abc";
  record.commit = std::string(40, 'a');
  record.rev = 2;
  return record;
}

void expect_writable(const experiment::Record& record) {
  std::string error;
  const std::string whole = format_run_json(record);
  const auto again = experiment::parse_record(whole, error);
  expect(again.has_value(), "run.json that was written can be read", error);
  expect(format_run_json(*again) == whole, "run.json is written again as it was", whole);

  const std::string line = format_note_line(record);
  expect(line.find('\n') == line.npos, "a note's line is one line", line);
  const auto of_line = experiment::parse_record(line, error);
  expect(of_line.has_value(), "a note's line that was written can be read", error);
  expect(of_line->uuid == record.uuid && of_line->run == record.run && of_line->rev == record.rev,
         "a note's line tells the same run", line);
  expect(format_note_line(*of_line) == line, "a note's line is written again as it was", line);
  if (record.v > 1 || line.size() <= experiment::largest_note_line) return;
  experiment::Record bare = make_record();
  bare.command = record.command;
  bare.cwd = record.cwd;
  bare.overrides = record.overrides;
  bare.env = record.env;
  bare.run = record.run;
  expect(format_note_line(bare).size() > experiment::largest_note_line / 2,
         "only what is never cut makes a note's line too long", line);
}

MemoryFile::MemoryFile(std::string_view bytes) : fd_(::memfd_create("input", MFD_CLOEXEC)) {
  if (!fd_ || !base::write_all(fd_.value(), bytes)) fail("a file can be made in memory", base::error_text(errno));
}

std::string MemoryFile::path() const {
  return "/proc/self/fd/" + std::to_string(fd_.value());
}

}  // namespace fuzz
