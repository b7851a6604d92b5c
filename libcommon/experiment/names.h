#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.h"

namespace experiment {

/// `<tag>/<id>`; the tag may hold slashes, the id is the last component. Evaluations: `<tag>/<id>/eval/<n>`.
struct RunName {
  std::string tag;
  std::int64_t id = 0;
  std::string below;  ///< "" or "eval/<n>"
  std::string text() const;
  friend auto operator<=>(const RunName&, const RunName&) = default;
};

/// "<tag>/<digits>" and "<tag>/<digits>/eval/<digits>" only, so that text() gives the same again; nothing for hostile
/// ones: "..", empty components, control characters, a leading slash or dash, leading zeros, more than 9 digits.
std::optional<RunName> parse_run_name(std::string_view text);

/// Why this cannot be a tag's name, for a message ("it begins with '-'"); nothing if it can. The rules of storage.md
/// that need no repository: a valid ref name, not HEAD or @, no leading `-` or `#` (a comment in a set), no component
/// of digits only (a run's id), UTF-8 without control characters, at most 200 bytes.
std::optional<std::string> find_tag_name_fault(std::string_view tag);

/// Throws UserError with the reason and a proposal for what a new experiment may not be called: find_tag_name_fault(),
/// a branch's name, a path prefix or extension of another tag. `prefix` is exp.tagPrefix.
void check_new_tag(const git::Repository& repository, const std::string& prefix, const std::string& tag);

/// The words of --extra as the name's suffix, as reference system B makes it: "--lr=0.1 --momentum=0.5" gives
/// "_lr0.1_momentum0.5" (two leading dashes and the first '=' dropped). What a ref cannot hold, and '/', which would
/// make folders, becomes '-'. Different words may give one suffix: the caller compares the words.
std::string extra_suffix(const std::vector<std::string>& words);

/// `text` with '-' for each character that no tag can hold, and for the dot of a ".lock" or a '.' at its end. Slashes stay.
std::string with_sound_characters(std::string_view text);

/// The first of `<tag>-2`, `<tag>-3`, … that can be a new tag (`<tag>` itself if that can); an existing counter goes on
/// ("base-3" gives "base-4"), and below another tag the slashes become '-'. `tag` itself must be without a fault.
std::string next_free_tag(const git::Repository& repository, const std::string& prefix, const std::string& tag);

}  // namespace experiment
