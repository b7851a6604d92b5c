#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Text without locale: all functions see bytes or UTF-8, never the user's LC_* settings.
namespace base {

std::vector<std::string> split(std::string_view text, char separator);
/// Words between runs of blanks, tabs and newlines; no quoting.
std::vector<std::string> split_words(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// Without blanks, tabs, CR and LF at both ends.
std::string_view trim(std::string_view text);
std::string lower_ascii(std::string_view text);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// text.find(part) and npos. Five times as fast where the part's first character is frequent: a quote in JSON.
std::size_t find_text(std::string_view text, std::string_view part);

bool is_digits(std::string_view text);
/// A whole decimal integer that fits, with an optional sign; nothing else around it.
std::optional<std::int64_t> parse_integer(std::string_view text);
/// A whole decimal or scientific number, also `15.`, `.5`, `NaN`, `nan`, `inf`, `Infinity`, with sign; nothing around it.
std::optional<double> parse_number(std::string_view text);

bool is_utf8(std::string_view text);
/// Safe for a terminal: control characters (C0, C1, DEL) as \n, \t, \x1b; bytes that are not UTF-8 as \xff.
std::string printable(std::string_view text);
/// Columns on a terminal: wide East Asian characters count 2, combining ones 0. Bytes that are not UTF-8 count 1.
std::size_t display_width(std::string_view text);
/// Shortened to at most `width` columns, with "…" in place of what was cut.
std::string fit_width(std::string_view text, std::size_t width);

/// One word for a POSIX shell: as it is where that is safe, else in single quotes.
std::string shell_quote(std::string_view word);
/// A command line that can be pasted into a POSIX shell.
std::string shell_join(const std::vector<std::string>& words);

std::string base64(std::string_view bytes);
std::optional<std::string> parse_base64(std::string_view text);

/// fnmatch(3) with FNM_PATHNAME off: `*` also matches `/`.
bool matches_glob(std::string_view text, std::string_view pattern);
bool is_glob(std::string_view text);

/// Insertions, deletions, substitutions and swaps of neighbours; for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidates that are near enough to `word` to be meant, nearest first, at most three.
std::vector<std::string> similar_words(std::string_view word, const std::vector<std::string>& candidates);

/// A line for programs, with its line end: the fields between tabs; tabs, line ends and other control characters in them
/// are written as printable() does it, a backslash as \\.
std::string tab_line(const std::vector<std::string>& fields);

/// "1 run", "2 runs".
std::string count_of(std::size_t n, std::string_view singular, std::string_view plural);

}  // namespace base
