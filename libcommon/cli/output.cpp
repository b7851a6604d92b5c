#include "cli/output.h"

#include <cerrno>

#include "base/error.h"
#include "base/fd.h"

namespace cli {

void print(std::string_view text) {
  if (!base::write_all(1, text)) throw base::UserError("cannot write the output: " + base::error_text(errno));
}

}  // namespace cli
