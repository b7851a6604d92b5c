#include "experiment/run_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/file.h"
#include "base/text.h"

namespace experiment {
namespace {

constexpr std::size_t chunk = 256u << 10;
constexpr std::size_t longest_header = 4u << 20;  ///< its command line can be long
constexpr std::string_view rule = "======";
constexpr int status_no = 1;

/// The number in "====== asr/0 attempt 2 ======" (1 where there is none), if the line is one of this run.
std::optional<std::int64_t> parse_title(std::string_view line, const std::string& run) {
  const std::string start = std::string(rule) + " " + run;
  const std::string end = " " + std::string(rule);
  if (!line.starts_with(start) || !line.ends_with(end) || line.size() < start.size() + end.size()) return std::nullopt;
  line = line.substr(start.size(), line.size() - start.size() - end.size());
  if (line.empty()) return 1;
  constexpr std::string_view word = " attempt ";
  if (!line.starts_with(word) || !base::is_digits(line.substr(word.size()))) return std::nullopt;
  return base::parse_integer(line.substr(word.size()));
}

/// Cuts the next line off; nothing where the text ends before it does.
std::optional<std::string_view> next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

base::UserError missing_folder_error(const KnownRun& run, const std::string& name) {
  const Record& record = run.record;
  std::vector<std::string> hints;
  if (!run.remote.empty())
    hints.push_back("its record was fetched from " + base::quoted(run.remote) + "; the folder is where it ran, on " +
                    base::quoted(record.host));
  else if (!record.host.empty())
    hints.push_back("it ran on " + base::quoted(record.host) + ", started by " + base::quoted(record.user));
  return base::UserError(
      "the folder of " + base::quoted(name) + " is not here" + (run.remote.empty() ? " any more" : ""), hints,
      status_no);
}

RunLog::RunLog(const KnownRun& run, const std::string& name) : record_(run.record), name_(name) {
  if (run.folder.empty() || !base::is_folder(run.folder)) throw missing_folder_error(run, name);
  const std::string path = RunPaths{run.folder}.log();
  fd_.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info;
  if (!fd_ && errno == ENOENT)
    throw base::UserError(base::quoted(name) + " has no log",
                          {"it was never started, or its log was removed: " + base::quoted(path)}, status_no);
  if (!fd_ || ::fstat(fd_.value(), &info) != 0) throw base::file_error("read", path, errno);
  if (!S_ISREG(info.st_mode))
    throw base::UserError("the log of " + base::quoted(name) + " is no regular file: " + base::quoted(path), {},
                          status_no);
}

LogPart RunLog::whole() const {
  struct stat info;
  return {0, ::fstat(fd_.value(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0};
}

std::size_t RunLog::read(std::int64_t at, char* buffer, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::pread(fd_.value(), buffer + done, size - done, at + static_cast<std::int64_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw base::UserError("cannot read the log of " + base::quoted(name_) + ": " + base::error_text(errno));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

std::string RunLog::read_text(std::int64_t at, std::size_t size) const {
  std::string text(size, '\0');
  text.resize(read(at, text.data(), size));
  return text;
}

void RunLog::copy(LogPart part, const Sink& sink) const {
  const std::unique_ptr<char[]> buffer(new char[chunk]);
  for (std::int64_t at = part.begin; at < part.end;) {
    const std::size_t wanted = std::min(chunk, static_cast<std::size_t>(part.end - at));
    const std::size_t got = read(at, buffer.get(), wanted);
    if (got == 0) break;
    sink({buffer.get(), got});
    at += static_cast<std::int64_t>(got);
  }
}

LogPart RunLog::last_lines(LogPart part, std::size_t count) const {
  if (count == 0) return {part.end, part.end};
  std::size_t ends = 0;
  for (std::int64_t end = part.end; end > part.begin;) {
    const std::int64_t begin = std::max(part.begin, end - static_cast<std::int64_t>(chunk));
    const std::string text = read_text(begin, static_cast<std::size_t>(end - begin));
    for (std::size_t i = text.size(); i-- > 0;) {
      const std::int64_t at = begin + static_cast<std::int64_t>(i);
      // The end of the last line ends no line before it.
      if (text[i] == '\n' && at + 1 < part.end && ++ends == count) return {at + 1, part.end};
    }
    end = begin;
  }
  return part;
}

void RunLog::add_header(std::int64_t at, std::vector<Header>& headers) const {
  std::string bytes = read_text(at, 1024);
  std::string_view text = bytes;
  const auto title = next_line(text);
  const auto attempt = title ? parse_title(*title, record_.run) : std::nullopt;
  if (!attempt) return;
  // The command line is usually short.
  for (std::size_t size = bytes.size(); text.find("\n======\n") == text.npos; size *= 64) {
    if (bytes.size() < size || size > longest_header) return;
    bytes = read_text(at, size * 64);
    text = bytes;
    next_line(text);
  }
  const auto command = next_line(text), commit = next_line(text), host = next_line(text), start = next_line(text);
  if (!start || !command->starts_with("command: ") || *commit != "commit:  " + record_.commit ||
      !host->starts_with("host:    ") || !start->starts_with("start:   ") || next_line(text) != rule)
    return;
  if (const auto time = base::parse_timestamp(start->substr(9))) headers.push_back({at, *attempt, *time});
}

std::vector<RunLog::Header> RunLog::find_headers() const {
  std::vector<Header> headers;
  const std::string start = std::string(rule) + " ";
  std::int64_t at = 0;
  std::string text;  // from `at` on: what the chunk before left open
  copy(whole(), [&](std::string_view bytes) {
    text += bytes;
    std::size_t done = 0;
    for (std::size_t found = text.find(start); found != text.npos; found = text.find(start, found + 1)) {
      const bool begins_line = found > 0 ? text[found - 1] == '\n' : at == 0;
      if (begins_line) add_header(at + static_cast<std::int64_t>(found), headers);
      done = found + 1;
    }
    // A line end, and a beginning of the mark, may lie at the chunk's end.
    done = std::max(done, text.size() - std::min(text.size(), start.size() + 1));
    at += static_cast<std::int64_t>(done);
    text.erase(0, done);
  });
  return headers;
}

LogPart RunLog::attempt(std::int64_t n) const {
  const auto& attempts = record_.attempts;
  const std::int64_t last = attempts.empty() ? 0 : attempts.back().n;
  if (n < 1 || n > last)
    throw base::UserError(base::quoted(name_) + " has no attempt " + std::to_string(n),
                          {last == 0 ? "it has none" : "its last one is " + std::to_string(last)}, status_no);
  const auto headers = find_headers();
  LogPart part{-1, whole().end};
  std::int64_t behind = 0;  // attempts follow each other
  for (std::int64_t number = 1; number <= std::min(last, n + 1); ++number) {
    const auto recorded =
        std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) { return attempt.n == number; });
    const auto distance = [&](const Header& header) {
      return recorded == attempts.end() ? 0 : std::abs(header.start.ms - recorded->started.ms);
    };
    const Header* best = nullptr;
    for (const auto& header : headers)
      if (header.attempt == number && header.at >= behind && (!best || distance(header) < distance(*best)))
        best = &header;
    if (!best) continue;
    behind = best->at + 1;
    if (number == n) part.begin = best->at;
    if (number == n + 1) part.end = best->at;
  }
  if (part.begin >= 0) return part;
  if (last == 1) return whole();
  throw base::UserError(
      "the log of " + base::quoted(name_) + " does not show where attempt " + std::to_string(n) + " begins",
      {"git exp-log " + base::shell_quote(name_) + "   shows all of it"}, status_no);
}

}  // namespace experiment
