#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "mutator.h"
#include "targets.h"

/// exp-fuzz TARGET FOLDER: tries what is kept in FOLDER/corpus/TARGET, then mutations of it for EXP_FUZZ_SECONDS (1), from
/// EXP_FUZZ_SEED (1). exp-fuzz TARGET FILE: tries that input alone. An input that fails is left as fuzz-<target>.input.
namespace {

constexpr unsigned longest_try_s = 10;

std::string failed_name;         // where the input goes that is being tried
const std::string* tried_input;  // not owned

/// Of a signal handler: only what is allowed there.
void keep_input(int signal) {
  const int fd = ::open(failed_name.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (tried_input) (void)!::write(fd, tried_input->data(), tried_input->size());
  const char* const what = signal == SIGALRM ? "hangs; the input is " : "failed; the input is ";
  (void)!::write(STDERR_FILENO, what, 21);
  (void)!::write(STDERR_FILENO, failed_name.data(), failed_name.size());
  (void)!::write(STDERR_FILENO, "\n", 1);
  ::signal(signal, SIG_DFL);
  ::raise(signal == SIGALRM ? SIGKILL : signal);
}

std::int64_t number_of(const char* variable, std::int64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? base::parse_integer(text).value_or(otherwise) : otherwise;
}

void try_input(const fuzz::Target& target, const std::string& input) {
  tried_input = &input;
  ::alarm(longest_try_s);
  target.check(input);
  ::alarm(0);
  tried_input = nullptr;
}

/// The words of a dictionary as libFuzzer reads it: `"…"` a line, with \\, \" and \xHH.
std::vector<std::string> read_dictionary(const std::string& path) {
  std::vector<std::string> words;
  for (const std::string& line : base::split(base::read_file(path).bytes, '\n')) {
    const auto begin = line.find('"'), end = line.rfind('"');
    if (line.starts_with('#') || begin == line.npos || end <= begin) continue;
    std::string word;
    for (std::size_t i = begin + 1; i < end; ++i) {
      if (line[i] == '\\' && line[i + 1] == 'x') {
        word += static_cast<char>(std::strtol(line.substr(i + 2, 2).c_str(), nullptr, 16));
        i += 3;
      } else {
        if (line[i] == '\\') ++i;
        word += line[i];
      }
    }
    words.push_back(word);
  }
  return words;
}

void mutate(const fuzz::Target& target, const std::string& folder) {
  std::vector<std::string> kept;
  const std::string corpus = base::path_join(folder, "corpus/") + target.name;
  for (const auto& name : base::find_entries(corpus).value_or(std::vector<std::string>()))
    kept.push_back(base::load_file(base::path_join(corpus, name)));
  for (const auto& input : kept) try_input(target, input);
  try_input(target, "");

  const std::int64_t seed = number_of("EXP_FUZZ_SEED", 1);
  const std::int64_t end = base::steady_ms() + 1000 * number_of("EXP_FUZZ_SECONDS", 1);
  fuzz::Mutator mutator(kept, read_dictionary(base::path_join(folder, "dictionaries/") + target.name),
                        static_cast<std::uint64_t>(seed));
  std::size_t tried = 0;
  for (; base::steady_ms() < end; ++tried) try_input(target, mutator.next());
  std::printf("%s: %zu kept inputs, %zu mutated ones (seed %lld): all properties hold\n", target.name, kept.size(),
              tried, static_cast<long long>(seed));
  if (kept.empty()) {
    std::fprintf(stderr, "nothing is kept in %s\n", corpus.c_str());
    std::exit(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const fuzz::Target* const target = argc == 3 ? fuzz::find_target(argv[1]) : nullptr;
  if (!target) {
    std::fputs("usage: exp-fuzz TARGET FOLDER|FILE\n", stderr);
    return 2;
  }
  failed_name = std::string("fuzz-") + target->name + ".input";
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM}) ::signal(signal, keep_input);
  if (base::is_folder(argv[2]))
    mutate(*target, argv[2]);
  else
    try_input(*target, base::load_file(argv[2]));
}
