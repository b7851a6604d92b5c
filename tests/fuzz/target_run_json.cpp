#include "experiment/invocation.h"
#include "experiment/json_tokens.h"
#include "experiment/run_json_visitor.h"
#include "experiment/trust.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

/// The quick reader of tables says what the record says.
void check_visitor(std::string_view input, const experiment::Record& record) {
  std::string padded(input);
  padded.append(experiment::json_padding, '\0');
  experiment::TextArena arena;
  experiment::JsonTokenizer tokenizer;
  experiment::RunJsonVisitor visitor(arena);
  expect(visitor.read({padded.data(), input.size()}, tokenizer), "what is a record is JSON", input);
  expect(visitor.is_record(), "what is a record is known for one", input);
  expect(visitor.run == record.run && visitor.uuid == record.uuid && visitor.commit == record.commit &&
             visitor.rev == record.rev && visitor.v == record.v,
         "the quick reader knows the same run", input);
}

void check_command(const experiment::Record& record) {
  const experiment::RunPaths paths{"/w/__result__/asr/3"};
  const auto words = experiment::compose_command(record, paths, experiment::OverrideStyle::equals, "/w/checkpoint");
  expect(words.size() >= (record.attempts.empty() ? record.command.size() : 0), "a command keeps its words");
  for (const auto& variable : experiment::compose_environment(record, paths, 1, ""))
    expect(variable.find('=') != variable.npos, "each variable has a value", variable);
  (void)experiment::format_params_file(record);
  expect(experiment::fingerprint_of(record).size() == 32, "a fingerprint has 32 digits");
}

}  // namespace

void check_run_json(std::string_view input) {
  std::string error;
  const auto record = experiment::parse_record(input, error);
  if (!record) {
    expect_printable(error, "an explanation can be shown");
    return;
  }
  check_visitor(input, *record);
  check_command(*record);
  expect_writable(*record);
  (void)record->duration_ms();
}

}  // namespace fuzz
