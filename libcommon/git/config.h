#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace git {

/// Configuration as git itself reads it (includes, `git -c`, environment): one `git config --list -z`, kept in memory.
/// Keys as git prints them: section and variable in lower case, subsection as written ("exp.metric", "remote.origin.url").
class Config {
 public:
  Config() = default;
  /// Parses the output of `git config --list -z` (records "key\nvalue\0"; a key without value counts as "true").
  static Config parse(std::string_view listing);

  /// The last value; section and variable name in any case.
  std::optional<std::string> find(std::string_view key) const;
  /// All values in order.
  std::vector<std::string> find_all(std::string_view key) const;
  /// git's boolean words; UserError names the key for any other.
  bool flag(std::string_view key, bool otherwise) const;
  /// Integer with git's k, m, g; UserError names the key for anything else.
  std::optional<std::int64_t> find_integer(std::string_view key) const;
  const std::vector<std::pair<std::string, std::string>>& entries() const { return entries_; }
  /// Entries that count before ours: ours override single values and come last in find_all().
  void add_defaults(const Config& weaker);

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

}  // namespace git
