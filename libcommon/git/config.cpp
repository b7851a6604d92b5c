#include "git/config.h"

#include <limits>

#include "base/error.h"
#include "base/text.h"

namespace git {
namespace {

/// Section and variable in lower case; a subsection, which is everything between the first and the last dot, as it is.
std::string normal_key(std::string_view key) {
  const std::size_t first = key.find('.'), last = key.rfind('.');
  if (first == key.npos) return base::lower_ascii(key);
  return base::lower_ascii(key.substr(0, first)) + std::string(key.substr(first, last - first)) +
         base::lower_ascii(key.substr(last));
}

/// A whole number with git's suffix k, m or g.
std::optional<std::int64_t> parse_config_integer(std::string_view text) {
  std::int64_t unit = 1;
  if (!text.empty()) {
    const char suffix = text.back();
    if (suffix == 'k' || suffix == 'K') unit = std::int64_t{1} << 10;
    if (suffix == 'm' || suffix == 'M') unit = std::int64_t{1} << 20;
    if (suffix == 'g' || suffix == 'G') unit = std::int64_t{1} << 30;
    if (unit != 1) text.remove_suffix(1);
  }
  const auto number = base::parse_integer(text);
  if (!number || *number > std::numeric_limits<std::int64_t>::max() / unit ||
      *number < std::numeric_limits<std::int64_t>::min() / unit)
    return std::nullopt;
  return *number * unit;
}

base::UserError bad_value(std::string_view kind, const std::string& value, std::string_view key) {
  return base::UserError(
      "bad " + std::string(kind) + " config value " + base::quoted(value) + " for " + base::quoted(key),
      {"git config --show-origin --get-all " + base::shell_quote(key)});
}

}  // namespace

Config Config::parse(std::string_view listing) {
  Config config;
  while (!listing.empty()) {
    const std::string_view record = listing.substr(0, listing.find('\0'));
    listing.remove_prefix(std::min(record.size() + 1, listing.size()));
    const std::size_t end_of_key = record.find('\n');
    const bool has_value = end_of_key != record.npos;
    config.entries_.emplace_back(normal_key(record.substr(0, end_of_key)),
                                 has_value ? record.substr(end_of_key + 1) : "true");
  }
  return config;
}

std::optional<std::string> Config::find(std::string_view key) const {
  const std::string wanted = normal_key(key);
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry)
    if (entry->first == wanted) return entry->second;
  return std::nullopt;
}

std::vector<std::string> Config::find_all(std::string_view key) const {
  const std::string wanted = normal_key(key);
  std::vector<std::string> values;
  for (const auto& [name, value] : entries_)
    if (name == wanted) values.push_back(value);
  return values;
}

bool Config::flag(std::string_view key, bool otherwise) const {
  const auto value = find(key);
  if (!value) return otherwise;
  const std::string word = base::lower_ascii(*value);
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word.empty() || word == "false" || word == "no" || word == "off") return false;
  if (const auto number = parse_config_integer(word)) return *number != 0;
  throw bad_value("boolean", *value, key);
}

std::optional<std::int64_t> Config::find_integer(std::string_view key) const {
  const auto value = find(key);
  if (!value) return std::nullopt;
  if (const auto number = parse_config_integer(*value)) return number;
  throw bad_value("numeric", *value, key);
}

void Config::add_defaults(const Config& weaker) {
  entries_.insert(entries_.begin(), weaker.entries_.begin(), weaker.entries_.end());
}

}  // namespace git
