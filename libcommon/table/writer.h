#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "table/grid.h"

/// A grid as text for people (aligned, md, latex, html) or programs (csv, tsv, json, ndjson).
namespace table {

enum class Format { text, csv, tsv, json, ndjson, markdown, latex, html };
/// csv, tsv, json, ndjson, md (or markdown), latex, html, text.
std::optional<Format> parse_format(std::string_view word);
bool is_for_people(Format format);

struct WriteSettings {
  /// csv and tsv: a `'` before a text that a spreadsheet would run as a formula (it begins with = + - @ TAB CR and is
  /// no number). All other values read back equal.
  bool formula_guard = true;
  std::size_t width = 0;  ///< text: columns of the terminal; 0: as wide as it gets
  bool colour = false;    ///< text: escape codes for the header and the best values
  unsigned threads = 1;   ///< for csv, tsv, json, ndjson; the output does not depend on it
};

/// Gets the output piece by piece, a few megabytes at most, in order. What it throws passes through.
using Sink = std::function<void(std::string_view)>;

struct WriteResult {
  std::size_t dropped_columns = 0;  ///< text: what did not fit into `width`
};

/// - csv: RFC 4180, CRLF, quotes only where needed, exactly as Python's csv module; missing = empty. NUL and
///   bytes that are not UTF-8 become U+FFFD, so that one bad value does not make the file unreadable.
/// - tsv: a line per row, for cut, awk and sort: tab, line ends, backslash, control characters as \t \n \r \\ \x1b.
/// - json: an array, an object a line; ndjson: an object a line. Every object has every title; a text that is a JSON
///   number is a number with its digits as they are, any other a string (also NaN, 010), a missing value null.
/// - md, latex, html: a table with everything of its language escaped, the best value of a metric in bold.
/// - text: numbers aligned at the decimal point; where `width` is too small, texts are shortened, then columns left
///   out: first those with the same value in every row, then later ones before earlier ones; numbers are never cut.
WriteResult write_grid(const Grid& grid, Format format, const WriteSettings& settings, const Sink& sink);

}  // namespace table
