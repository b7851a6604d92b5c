#include "experiment/statistic.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/json_text.h"
#include "experiment/statistic_fault.h"
#include "experiment/statistic_visitor.h"

namespace experiment {

std::string explain_read_failure(const base::ReadResult& result, const std::string& path, std::size_t limit) {
  switch (*result.failure) {
    case base::ReadFailure::not_a_file: return base::quoted(path) + " is no regular file: not read";
    case base::ReadFailure::too_large:
      return fmt::format("{} is larger than {} MiB: not read", base::quoted(path), limit >> 20);
    default: return "cannot read " + base::quoted(path) + ": " + base::error_text(result.errno_value);
  }
}

std::string explain_statistic_fault(std::string_view text, const std::string& path) {
  return base::quoted(path) + " " + explain_json_fault(text) + ": its values are left out";
}

std::vector<std::string> list_statistic_faults(const StatisticVisitor& visitor, const std::string& path) {
  std::vector<std::string> faults;
  const auto others = [](std::size_t count) { return count > 1 ? fmt::format(" (and {} more)", count - 1) : ""; };
  if (!visitor.is_object) faults.push_back(base::quoted(path) + " holds no JSON object: its values are left out");
  if (!visitor.clashes.empty())
    faults.push_back(fmt::format("{}: {} comes more than once{}, the last one counts", base::quoted(path),
                                 base::quoted(visitor.clashes[0]), others(visitor.clashes.size())));
  if (!visitor.left_out.empty())
    faults.push_back(fmt::format("{}: metric {} is no list of single values{}: left out", base::quoted(path),
                                 base::quoted(visitor.left_out[0]), others(visitor.left_out.size())));
  if (visitor.long_names > 0)
    faults.push_back(fmt::format("{}: {} longer than {} bytes: left out", base::quoted(path),
                                 base::count_of(visitor.long_names, "name is", "names are"), longest_name));
  return faults;
}

namespace {

/// `padded` ends with json_padding bytes that are not part of the text.
std::optional<Values> parse_padded(std::string_view padded, const std::string& path,
                                   const std::vector<std::string>& known_params, base::Messages& messages) {
  const std::string_view text = padded.substr(0, padded.size() - json_padding);
  NameIndex known;
  for (const auto& name : known_params) known.add(name);
  JsonTokenizer tokenizer;
  TextArena arena;
  StatisticVisitor visitor(known, arena);
  if (!visitor.read(text, tokenizer)) {
    messages.warning(explain_statistic_fault(text, path));
    return std::nullopt;
  }
  for (const auto& fault : list_statistic_faults(visitor, path)) messages.warning(fault);
  if (!visitor.is_object) return std::nullopt;

  Values values;
  for (const auto& [name, value] : visitor.params)
    values.params.emplace_back(std::string(name), Value{std::string(value.text), value.is_number});
  for (const auto& metric : visitor.metrics) values.metrics.push_back(own(metric));
  return values;
}

}  // namespace

std::optional<Values> parse_statistic(std::string_view text, const std::string& path,
                                      const std::vector<std::string>& known_params, base::Messages& messages) {
  std::string padded(text);
  padded.append(json_padding, '\0');
  return parse_padded(padded, path, known_params, messages);
}

std::optional<Values> read_statistic(const std::string& path, const std::vector<std::string>& known_params,
                                     base::Messages& messages) {
  base::ReadResult file = base::read_file(path, largest_statistic);
  if (file.failure) {
    if (*file.failure != base::ReadFailure::missing)
      messages.warning(explain_read_failure(file, path, largest_statistic));
    return std::nullopt;
  }
  file.bytes.append(json_padding, '\0');
  return parse_padded(file.bytes, path, known_params, messages);
}

}  // namespace experiment
