#include "failure.h"

#include "base/error.h"
#include "base/text.h"
#include "experiment/run_log.h"

namespace exp_run {
namespace {

constexpr std::size_t last_lines = 3;
/// Of a header, which stands before what an attempt printed, and of the footer behind it.
constexpr std::size_t header_lines = 6, footer_lines = 1;
constexpr std::string_view rule = "======";

std::vector<std::string> end_of_log(const experiment::KnownRun& run) {
  std::string text;
  try {
    const experiment::RunLog log(run, run.record.run);
    log.copy(log.last_lines(log.whole(), last_lines + header_lines + footer_lines),
             [&](std::string_view bytes) { text += bytes; });
  } catch (const base::UserError&) {
    return {};
  }
  auto lines = base::split(text, '\n');
  std::erase_if(lines, [](const std::string& line) { return base::trim(line).empty(); });
  return lines;
}

bool is_footer(const std::string& line) {
  return line.starts_with("====== ") && line.ends_with(" ======");
}

void drop_header(std::vector<std::string>& lines) {
  for (std::size_t i = lines.size(); i-- > 1;) {
    if (lines[i] != rule || !lines[i - 1].starts_with("start:   ")) continue;
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return;
  }
}

}  // namespace

std::vector<std::string> what_went_wrong(const experiment::KnownRun& run) {
  std::vector<std::string> lines = end_of_log(run);
  if (!lines.empty() && is_footer(lines.back())) lines.pop_back();
  drop_header(lines);
  if (lines.size() > last_lines) lines.erase(lines.begin(), lines.end() - last_lines);
  const auto& attempts = run.record.attempts;
  if (!attempts.empty() && !attempts.back().trouble.empty()) lines.push_back(attempts.back().trouble);
  return lines;
}

}  // namespace exp_run
