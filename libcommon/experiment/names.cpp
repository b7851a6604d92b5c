#include "experiment/names.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

namespace experiment {
namespace {

constexpr std::size_t longest_tag = 200;
constexpr std::size_t most_id_digits = 9;

/// What git forbids anywhere in a ref name (git-check-ref-format), besides control characters.
constexpr std::string_view forbidden_characters = " ~^:?*[\\";

std::optional<std::int64_t> parse_id(std::string_view text) {
  const bool canonical = text == "0" || (!text.empty() && text[0] != '0');
  if (!canonical || text.size() > most_id_digits || !base::is_digits(text)) return std::nullopt;
  return base::parse_integer(text);
}

/// Cuts the last component off; nothing where there is no slash.
std::optional<std::string_view> take_last(std::string_view& text) {
  const auto slash = text.rfind('/');
  if (slash == text.npos) return std::nullopt;
  const std::string_view last = text.substr(slash + 1);
  text = text.substr(0, slash);
  return last;
}

std::optional<std::string> find_component_fault(std::string_view component) {
  if (component.empty()) return "it has an empty part between slashes";
  if (component[0] == '.') return "a part of it begins with '.'";
  if (component.ends_with(".lock")) return "a part of it ends in '.lock', which git keeps for itself";
  if (base::is_digits(component))
    return "its part " + base::quoted(component) + " is only digits, which is how runs are named";
  return std::nullopt;
}

std::optional<std::string> find_character_fault(std::string_view tag) {
  if (!base::is_utf8(tag)) return "it is not UTF-8";
  const auto forbidden = tag.find_first_of(forbidden_characters);
  if (forbidden != tag.npos)
    return tag[forbidden] == ' ' ? std::string("it holds a blank")
                                 : "it holds " + base::quoted(tag.substr(forbidden, 1)) + ", which git forbids";
  if (base::printable(tag) != tag) return "it holds a control character";
  for (const std::string_view pair : {"..", "@{"})
    if (tag.find(pair) != tag.npos) return "it holds " + base::quoted(pair) + ", which git forbids";
  return std::nullopt;
}

/// A name like the one that was asked for, without what makes it impossible.
std::string mend_tag_name(std::string_view tag) {
  std::string mended;
  for (const auto& part : base::split(tag, '/')) {
    std::string component;
    for (const char c : part) {
      const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         std::string_view("-_.+=,").find(c) != std::string_view::npos;
      const bool doubled = !component.empty() && component.back() == '.' && c == '.';
      component += plain && !doubled ? c : '-';
    }
    while (!component.empty() && std::string_view(".-").find(component.front()) != std::string_view::npos)
      component.erase(0, 1);
    while (!component.empty() && std::string_view(".-").find(component.back()) != std::string_view::npos)
      component.pop_back();
    if (component.empty()) continue;
    if (base::is_digits(component)) component.insert(0, "exp");
    mended += (mended.empty() ? "" : "/") + component;
  }
  mended.resize(std::min(mended.size(), longest_tag / 2));
  if (mended == "HEAD") mended += "-1";
  return find_tag_name_fault(mended) ? "experiment" : mended;
}

[[noreturn]] void refuse(const std::string& tag, const std::string& reason, const std::string& proposal) {
  throw base::UserError("an experiment cannot be called " + base::quoted(tag) + ": " + reason,
                        {"take another name, for example " + base::quoted(proposal)});
}

/// Bytes that are no character, and control characters, as '-'.
std::string without_controls(std::string_view text) {
  std::string sound;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (!base::decode_utf8(text, at)) at = start + 1;
    const std::string_view character = text.substr(start, at - start);
    sound += base::printable(character) == character ? character : "-";
  }
  return sound;
}

std::string flatten(std::string tag) {
  std::replace(tag.begin(), tag.end(), '/', '-');
  return tag;
}

/// A tag "a" where "a/b" is asked for.
std::optional<std::string> find_parent_tag(const git::Repository& repository, const std::string& full_tag) {
  for (auto& other : repository.clashing_tags(full_tag))
    if (full_tag.starts_with(other + "/")) return std::move(other);
  return std::nullopt;
}

bool can_be_new(const git::Repository& repository, const std::string& prefix, const std::string& tag) {
  return !repository.find_ref("refs/tags/" + prefix + tag) && !repository.is_branch(tag) &&
         !repository.is_branch(prefix + tag) && repository.clashing_tags(prefix + tag).empty();
}

}  // namespace

std::string RunName::text() const {
  std::string whole = tag + "/" + std::to_string(id);
  if (!below.empty()) whole += "/" + below;
  return whole;
}

std::optional<RunName> parse_run_name(std::string_view text) {
  RunName name;
  std::string_view rest = text;
  const auto last = take_last(rest);
  auto id = last ? parse_id(*last) : std::nullopt;
  if (!id) return std::nullopt;
  // "a/eval/3" may be run 3 of a tag "a/eval"; only behind a run's id is it an evaluation.
  std::string_view before = rest;
  const auto folder = take_last(before);
  const auto outer = folder == "eval" ? take_last(before) : std::nullopt;
  if (const auto outer_id = outer ? parse_id(*outer) : std::nullopt) {
    name.below = "eval/" + std::to_string(*id);
    id = outer_id;
    rest = before;
  }
  if (find_tag_name_fault(rest)) return std::nullopt;
  name.tag = rest;
  name.id = *id;
  return name;
}

std::optional<std::string> find_tag_name_fault(std::string_view tag) {
  if (tag.empty()) return "it is empty";
  if (tag.size() > longest_tag) return "it is longer than " + std::to_string(longest_tag) + " bytes";
  if (tag == "HEAD" || tag == "@") return "that is git's word for the current commit";
  if (tag[0] == '-') return "it begins with '-', like an option";
  if (tag[0] == '#') return "it begins with '#', like a comment";
  if (auto fault = find_character_fault(tag)) return fault;
  for (const auto& component : base::split(tag, '/'))
    if (auto fault = find_component_fault(component)) return fault;
  if (tag.back() == '.') return "it ends in '.'";
  return std::nullopt;
}

void check_new_tag(const git::Repository& repository, const std::string& prefix, const std::string& tag) {
  if (const auto fault = find_tag_name_fault(tag))
    refuse(tag, *fault, next_free_tag(repository, prefix, mend_tag_name(tag)));
  if (repository.is_branch(tag) || repository.is_branch(prefix + tag))
    refuse(tag, "a branch has that name", next_free_tag(repository, prefix, tag + "-1"));
  const auto clashing = repository.clashing_tags(prefix + tag);
  if (clashing.empty()) return;
  std::string other = clashing.front();
  if (other.starts_with(prefix)) other.erase(0, prefix.size());
  refuse(tag, "there is a tag " + base::quoted(other) + ", and git cannot keep both",
         next_free_tag(repository, prefix, tag));
}

std::string extra_suffix(const std::vector<std::string>& words) {
  std::string suffix;
  for (std::string_view word : words) {
    if (word.starts_with("--")) word.remove_prefix(2);
    std::string part(word);
    if (const auto equals = part.find('='); equals != part.npos) part.erase(equals, 1);
    suffix += "_" + part;
  }
  return with_sound_characters(flatten(suffix));
}

std::string with_sound_characters(std::string_view text) {
  std::string sound = without_controls(text);
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const bool pair = i > 0 && ((sound[i] == '.' && sound[i - 1] == '.') || (sound[i] == '{' && sound[i - 1] == '@'));
    if (pair || forbidden_characters.find(sound[i]) != std::string_view::npos) sound[i] = '-';
  }
  if (sound.ends_with(".lock")) sound[sound.size() - 5] = '-';
  if (sound.ends_with('.')) sound.back() = '-';
  return sound;
}

std::string next_free_tag(const git::Repository& repository, const std::string& prefix, const std::string& tag) {
  if (can_be_new(repository, prefix, tag)) return tag;
  if (const auto parent = find_parent_tag(repository, prefix + tag)) {
    // No counter helps below a tag: the slashes go.
    const std::string flat = flatten(tag);
    if (parent->size() >= prefix.size() && flat != tag) return next_free_tag(repository, prefix, flat);
    throw base::UserError("no experiment can be made: there is a tag " + base::quoted(*parent) +
                              ", and exp.tagPrefix is " + base::quoted(prefix),
                          {"set another one: git config exp.tagPrefix <prefix>"});
  }
  std::string base_name = tag;
  std::int64_t counter = 1;
  const auto dash = tag.rfind('-');
  const bool counted = dash != tag.npos && dash > 0;
  if (const auto number = counted ? parse_id(std::string_view(tag).substr(dash + 1)) : std::nullopt) {
    base_name = tag.substr(0, dash);
    counter = *number;
  }
  std::string candidate;
  do candidate = base_name + "-" + std::to_string(++counter);
  while (!can_be_new(repository, prefix, candidate));
  return candidate;
}

}  // namespace experiment
