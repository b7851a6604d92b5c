#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/store.h"

/// Sets and titles: files that people edit too. Contract: storage.md, "Sets, titles, tables".
namespace experiment {

/// A set file line by line: comments, blank lines, order and line ends are the user's and are kept.
class SetFile {
 public:
  /// CRLF, a BOM and `#` comments are understood. Names once each, in order.
  static SetFile parse(std::string_view text);
  std::vector<std::string> runs() const;
  bool contains(const std::string& run) const;
  /// False if it was there already.
  bool add(const std::string& run);
  bool remove(const std::string& run);
  std::string text() const;

 private:
  std::string bom_, line_end_ = "\n";
  std::vector<std::string> lines_;
};

/// A word that can be a set's name: no slash, no leading dot or dash, no control characters. UserError otherwise.
void check_set_name(const std::string& set);
std::string set_path(const Settings& settings, const std::string& set);
/// Names of the sets that have a file, sorted (also those of the old layout `experiment/`).
std::vector<std::string> set_names(const Settings& settings);
/// Nothing if there is no file. `finished` is derived: all finished runs, in order of their end.
std::optional<SetFile> find_set(const Store& store, const std::string& set);
/// Changes the file under its exclusively created `.lock` (waited for, at most 10 s; a stale one, whose owner is gone, is
/// removed and said), then replaces it atomically. `change` returns false to leave it as it is.
void change_set(const Store& store, const std::string& set, const std::function<bool(SetFile&)>& change);

/// A title file: `{"hparam": [names], "metric": [names]}` with comments (`//`, `/* */`, `#`, `;`) and trailing commas.
struct TitleFile {
  std::vector<std::string> hparam, metric;              ///< chosen
  std::vector<std::string> hparam_out, metric_out;      ///< named only in comments: left out by the user
};
/// UserError names path and line of what is no title.
TitleFile parse_title(std::string_view text, const std::string& path);
/// The text with `hparam` and `metric` names added at the end of their lists: comments and layout of the rest stay.
/// From nothing ("") a new file's text, indented by four as reference system C does.
std::string add_to_title(std::string_view text, const std::string& path, const std::vector<std::string>& hparam,
                         const std::vector<std::string>& metric);
std::string title_path(const Settings& settings, const std::string& set);

}  // namespace experiment
