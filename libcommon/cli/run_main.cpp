#include "cli/run_main.h"

#include <cerrno>
#include <new>

#include "base/error.h"
#include "base/file.h"
#include "cli/messages.h"
#include "cli/output.h"

namespace cli {
namespace {

int run_checked(const Words& words, const Prepare& prepare) {
  std::function<int()> work;
  try {
    work = prepare(words);
  } catch (const EarlyExit& exit) {
    print(exit.text);
    return 0;
  }
  return work();
}

}  // namespace

int run_prepared(int argc, char** argv, const Prepare& prepare, int fatal_status) {
  const Words words(argv + (argc > 0), argv + argc);
  TerminalMessages messages;
  try {
    return run_checked(words, prepare);
  } catch (const base::UsageError& error) {
    const std::string command = argc > 0 ? base::path_name(argv[0]) : "git-exp";
    messages.error(error.what());
    messages.hint("'git " + command.substr(command.compare(0, 4, "git-") == 0 ? 4 : 0) + " -h' lists the options");
    return status_usage;
  } catch (const base::UserError& error) {
    messages.fatal(error.what());
    for (const auto& hint : error.hints()) messages.hint(hint);
    return error.status() ? error.status() : fatal_status;
  } catch (const std::bad_alloc&) {
    messages.fatal("out of memory");
  } catch (const std::exception& error) {
    messages.fatal("internal error: " + std::string(error.what()));
    messages.hint("this is a bug in git-exp; please report the command line and this message");
  }
  return fatal_status;
}

}  // namespace cli
