#include <algorithm>

#include "supervise/elf_comment.h"
#include "supervise/file_head.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

/// A program, as the capture of the environment looks into it.
void check_program_file(std::string_view input) {
  const MemoryFile file(input);
  const auto compilers = supervise::compilers_of(file.path());
  expect(std::is_sorted(compilers.begin(), compilers.end()), "compilers are sorted");
  expect(supervise::read_head(file.path(), 10) == input.substr(0, 10), "a file's beginning is read", input);
}

}  // namespace fuzz
