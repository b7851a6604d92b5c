#include <array>
#include <cctype>

#include "base/text.h"
#include "table/group.h"

namespace table {

namespace {

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// True if `word` stands in the text with no letter or digit next to it.
bool holds_word(std::string_view text, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word_character(text[at - 1])) && (end == text.size() || !is_word_character(text[end])))
      return true;
  }
  return false;
}

bool last_word_is(std::string_view name, std::string_view word) {
  if (name.size() < word.size() || base::lower_ascii(name.substr(name.size() - word.size())) != word) return false;
  return name.size() == word.size() || !is_word_character(name[name.size() - word.size() - 1]);
}

/// What a parameter has been in the rows so far.
struct Candidate {
  NameId id;
  bool named_seed, named_id;
  bool holds_run = false;   // its run's name, uuid or path, in some row
  bool equals_seed = true;  // in every row that has both
  bool equals_id = true;    // in every row
  bool holds_id = true;     // as a word of a text, in every row
  bool met_seed = false, met_id = false;
};

/// Several different texts in the rows?
class Variety {
 public:
  void add(Cell cell) {
    if (cell.missing() || several_) return;
    if (!seen_)
      first_ = std::string(cell.text()), seen_ = true;
    else
      several_ = cell.text() != first_;
  }
  bool several() const { return several_; }

 private:
  std::string first_;
  bool seen_ = false, several_ = false;
};

class KeyFinder {
 public:
  explicit KeyFinder(const Table& table) : row_(table) {
    const NameTable& names = table.names();
    for (const NameId id : table.names_of(Kind::param)) {
      const std::string& name = names.name(id);
      candidates_.push_back({id, last_word_is(name, "seed"), last_word_is(name, "id")});
    }
    const auto field = [&](std::string_view name) { return Source{Kind::info, names.find(Kind::info, name), {}}; };
    seed_ = field("seed"), id_ = field("id"), uuid_ = field("uuid"), path_ = field("path");
  }

  void add(std::uint32_t row) {
    row_.read(row);
    const Cell seed = seed_.value(row_), id = id_.value(row_);
    seeds_.add(seed);
    ids_.add(id);
    const std::array own{row_.value(run_name_id), uuid_.value(row_), path_.value(row_)};
    for (Candidate& candidate : candidates_) {
      const Cell value = row_.value(candidate.id);
      if (value.missing()) continue;
      if (!seed.missing()) {
        candidate.met_seed = true;
        candidate.equals_seed = candidate.equals_seed && value.text() == seed.text();
      }
      if (!id.missing()) {
        candidate.met_id = true;
        const bool equal = value.text() == id.text();
        candidate.equals_id = candidate.equals_id && equal;
        candidate.holds_id = candidate.holds_id && !value.number() && holds_word(value.text(), id.text());
      }
      for (const Cell& word : own) candidate.holds_run = candidate.holds_run || holds_word(value.text(), word.text());
    }
  }

  bool is_key(const Candidate& candidate) const {
    if (candidate.named_seed || candidate.holds_run) return false;
    if (candidate.met_seed && candidate.equals_seed && seeds_.several()) return false;
    if (!candidate.met_id || !ids_.several()) return true;
    return !candidate.holds_id && !(candidate.equals_id && candidate.named_id);
  }

  const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  RowReader row_;
  std::vector<Candidate> candidates_;
  Source seed_, id_, uuid_, path_;
  Variety seeds_, ids_;
};

}  // namespace

GroupKeys default_group_keys(const Resolver& resolver, const RowList& rows) {
  KeyFinder finder(resolver.table());
  for (const std::uint32_t row : rows) finder.add(row);
  GroupKeys keys;
  for (const Candidate& candidate : finder.candidates()) {
    const std::string& name = resolver.table().names().name(candidate.id);
    if (name == run_column) continue;
    if (finder.is_key(candidate))
      keys.keys.push_back({name, {Kind::param, candidate.id, Function::last}, {}});
    else
      keys.left_out.push_back(name);
  }
  return keys;
}

}  // namespace table
