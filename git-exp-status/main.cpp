#include "cli/run_main.h"
#include "options.h"
#include "run.h"

int main(int argc, char** argv) {
  return cli::run_main(argc, argv, exp_status::parse_options, exp_status::run);
}
