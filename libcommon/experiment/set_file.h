#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "experiment/index.h"
#include "experiment/store.h"
#include "experiment/title_file.h"

/// Sets: files that people edit too. Contract: storage.md, "Sets, titles, tables".
namespace experiment {

/// A set file line by line: comments, blank lines, order and line ends are the user's and are kept.
class SetFile {
 public:
  /// CRLF, a BOM and `#` comments (whole lines, or behind a name and a blank) are understood.
  static SetFile parse(std::string_view text);
  /// Names once each, in order.
  std::vector<std::string> runs() const;
  bool contains(const std::string& run) const;
  /// False if it was there already.
  bool add(const std::string& run);
  /// Takes out every line that names it. False if there was none.
  bool remove(const std::string& run);
  std::string text() const;

 private:
  std::string bom_, line_end_ = "\n";
  std::vector<std::string> lines_;  ///< each with its line end; only the last may have none
  std::unordered_set<std::string> names_;
};

/// A word that can be a set's name: no slash, no leading dot or dash, no control characters, no ending ".txt", at most
/// 100 bytes. UserError otherwise.
void check_set_name(const std::string& set);
std::string set_path(const Settings& settings, const std::string& set);
/// Names of the sets that have a file, sorted (also those of the old layout `experiment/`).
std::vector<std::string> set_names(const Settings& settings);

/// Nothing if there is no file (the old layout's counts). `finished` is always there: it is derived from the records.
/// Throws file_error for a file that cannot be read.
std::optional<SetFile> find_set(const Store& store, const std::string& set);
/// All finished runs, in order of their end, evaluations left out; named as they are written into a set: with as much of
/// the uuid as tells runs of one name apart.
SetFile derive_finished_set(const std::vector<KnownRun>& runs);

/// Changes the file under its exclusively created `.lock` (waited for, at most 10 s; a stale one, whose owner is gone, is
/// removed and said), then replaces it atomically. `change` returns false to leave it as it is. A set of the old layout
/// is taken over into a file of the new one. UserError for `finished`.
void change_set(const Store& store, const std::string& set, const std::function<bool(SetFile&)>& change);

/// Adds a run, and waits half a second at most: its name is left beside the set (`.<set>.txt.add-…`), and whoever holds the
/// lock, or gets it next, takes in all that lie there. Readers count them already. UserError, which names the holder of
/// the lock, if it still lies there; file_error if it could not be left.
void extend_set(const Store& store, const std::string& set, const std::string& run);

}  // namespace experiment
