#pragma once

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

/// "<tag>/<digits>" and "<tag>/<digits>/eval/<digits>" only; nothing for hostile ones: "..", empty components,
/// control characters, a leading slash or dash, more than 9 digits.
std::optional<RunName> parse_run_name(std::string_view text);

/// Why this cannot be a tag's name, for a message; nothing if it can. The rules of storage.md that need no repository:
/// a valid ref name, not HEAD or @, no leading `-`, no component of digits only, no control characters, at most 200 bytes.
std::optional<std::string> find_tag_name_fault(const std::string& tag);

/// Throws UserError with the reason and a proposal for what a new experiment may not be called: find_tag_name_fault(), a branch's
/// name, a path prefix or extension of another tag. `prefix` is exp.tagPrefix.
void check_new_tag(const git::Repository& repository, const std::string& prefix, const std::string& tag);

/// The words of --extra as the name's suffix, as reference system B makes it: "--lr=0.1 --momentum=0.5" gives
/// "_lr0.1_momentum0.5" (two leading dashes and the first '=' dropped); characters that a ref cannot hold become '-'.
std::string extra_suffix(const std::vector<std::string>& words);

/// The first of `<tag>-2`, `<tag>-3`, … that no tag has (`<tag>` itself if that is free); an existing counter goes on
/// ("base-3" gives "base-4").
std::string next_free_tag(const git::Repository& repository, const std::string& prefix, const std::string& tag);

}  // namespace experiment
