#pragma once

#include <optional>
#include <string>
#include <string_view>

/// JSON at the level of its text: what the parsers here share beyond the library that finds the tokens.
namespace experiment {

inline constexpr int deepest_json = 512;  ///< levels of arrays and objects that are read

/// Appends what stands between a string's quotes, its escapes resolved. Surrogates without their other half become
/// U+FFFD. False for an escape that JSON does not have.
bool append_unescaped(std::string_view content, std::string& out);

/// The number's text if the token is one: JSON's, unchanged; "NaN", "Infinity", "-Infinity" for these as Python
/// writes them and for nan, -nan, inf, -inf as C's printf does. Nothing for any other token.
std::optional<std::string_view> find_number(std::string_view token);

/// The text without a UTF-8 byte order mark.
std::string_view without_bom(std::string_view text);

/// Why a text that did not parse is no JSON document, for a message behind the file's name: "is empty", "is not
/// UTF-8", "ends in the middle", "is nested too deeply", "has more behind its end", "is not JSON".
std::string explain_json_fault(std::string_view text);

}  // namespace experiment
