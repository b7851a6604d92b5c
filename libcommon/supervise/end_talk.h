#pragma once

#include <string>

#include "experiment/invocation.h"
#include "experiment/store.h"
#include "supervise/findings.h"
#include "supervise/program.h"

/// What is said of an attempt's end, beside the closing line. Nothing here throws or writes.
namespace supervise {

/// What became of the processes: left alone, not killed, not started.
void tell_end(const experiment::Store& store, const ProgramEnd& end);

/// Where the parameters and metrics came from; of a finished run that has none, how a program gives them.
void tell_findings(const experiment::Store& store, const experiment::Record& record, const Findings& findings);

/// Of a failed run the last lines of its log, where the user has not just seen them, and what they speak of.
void show_failure(const experiment::Store& store, const experiment::Record& record, const std::string& last_words);

/// Behind the closing line: -q silences both.
void hint_at_next_step(const experiment::Store& store, const experiment::Record& record,
                       const experiment::RunPaths& paths, bool is_recorded);

}  // namespace supervise
