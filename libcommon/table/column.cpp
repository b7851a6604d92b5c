#include "table/column.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace table {

namespace {

constexpr std::pair<std::string_view, Kind> prefixes[] = {
    {"param:", Kind::param}, {"metric:", Kind::metric}, {"run:", Kind::info}};

/// "val/acc:max" as ("val/acc", max); nothing where the last colon is followed by something else.
std::optional<std::pair<std::string_view, Function>> split_function(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return std::nullopt;
  const auto function = parse_function(text.substr(colon + 1));
  if (!function) return std::nullopt;
  return std::pair(text.substr(0, colon), *function);
}

std::string written(const WrittenName& name) {
  return name.function ? name.text + ":" + std::string(format_function(*name.function)) : name.text;
}

/// Adds the column unless it is there.
void add_once(Column column, std::vector<Column>& columns) {
  for (const Column& known : columns) {
    if (known.title != column.title) continue;
    if (known.source == column.source) return;
    throw base::UserError("two columns are called " + base::quoted(column.title),
                          {"give one of them another name: --columns '… as NAME'"});
  }
  columns.push_back(std::move(column));
}

}  // namespace

std::optional<Direction> Resolver::direction(std::string_view metric) const {
  for (auto entry = directions_.rbegin(); entry != directions_.rend(); ++entry)
    if (entry->first == metric) return entry->second;
  return std::nullopt;
}

Source Resolver::with_function(Kind kind, NameId id, std::optional<Function> function) const {
  if (function.value_or(Function::last) != Function::best) return {kind, id, function.value_or(Function::last)};
  const std::string& name = table_.names().name(id);
  const auto better = direction(name);
  if (!better)
    throw base::UserError("it is not known whether a high or a low " + base::quoted(name) + " is best",
                          {"git config --add exp.metric " + base::shell_quote(name + ":max") + "   (or :min)"});
  return {kind, id, *better == Direction::min ? Function::min : Function::max};
}

std::optional<Source> Resolver::find_exactly(std::string_view name, std::optional<Function> function,
                                             std::optional<Kind> only) const {
  if (!function && only.value_or(Kind::info) == Kind::info && name == run_column)
    return Source{Kind::info, run_name_id, Function::last};
  for (const Kind kind : {Kind::param, Kind::metric, Kind::info}) {
    if ((only && kind != *only) || (function && kind != Kind::metric)) continue;
    if (const auto id = table_.names().find(kind, name)) return with_function(kind, *id, function);
  }
  if (function && only.value_or(Kind::param) == Kind::param && table_.names().find(Kind::param, name))
    throw base::UserError(base::quoted(name) + " is a parameter, it has no '" +
                          std::string(format_function(*function)) + "'");
  return std::nullopt;
}

std::optional<Source> Resolver::find_of_kind(const WrittenName& name, std::optional<Kind> kind) const {
  if (const auto source = find_exactly(name.text, name.function, kind)) return source;
  if (name.function) return std::nullopt;
  const auto split = split_function(name.text);
  return split ? find_exactly(split->first, split->second, kind) : std::nullopt;
}

std::optional<Source> Resolver::find(const WrittenName& name) const {
  if (const auto source = find_of_kind(name, std::nullopt)) return source;
  for (const auto& [prefix, kind] : prefixes) {
    if (!name.text.starts_with(prefix)) continue;
    WrittenName rest = name;
    rest.text.erase(0, prefix.size());
    return find_of_kind(rest, kind);
  }
  return std::nullopt;
}

Source Resolver::resolve(const WrittenName& name, base::Messages& messages) const {
  if (const auto source = find(name)) return *source;
  if (table_.size() == 0) return {};
  messages.warning("no run has " + base::quoted(name.text));
  const auto similar = similar_names(name);
  if (!similar.empty()) messages.hint("did you mean " + base::join(similar, " or ") + "?");
  return {};
}

/// Quoted.
std::vector<std::string> Resolver::similar_names(const WrittenName& name) const {
  std::vector<std::string> candidates;
  for (NameId id = 0; id < table_.names().size(); ++id) candidates.push_back(table_.names().name(id));
  const auto split = split_function(name.text);
  auto similar = base::similar_words(split ? split->first : name.text, candidates);
  for (auto& word : similar) word = base::quoted(word);
  return similar;
}

void Resolver::require(const std::vector<ColumnSpec>& specs, const std::vector<std::string>& known_fields) const {
  if (table_.size() == 0) return;
  const auto is_field = [&](std::string_view name) {
    if (name.starts_with("run:")) name.remove_prefix(4);
    return std::find(known_fields.begin(), known_fields.end(), name) != known_fields.end();
  };
  std::vector<std::string> unknown, hints;
  for (const ColumnSpec& spec : specs) {
    const bool is_pattern = !spec.name.quoted && base::is_glob(spec.name.text);
    if (spec.kind || is_pattern || is_field(spec.name.text) || find(spec.name)) continue;
    unknown.push_back(base::quoted(spec.name.text));
    if (const auto similar = similar_names(spec.name); !similar.empty())
      hints.push_back("did you mean " + base::join(similar, " or ") + "?");
  }
  if (unknown.empty()) return;
  if (hints.empty()) hints.push_back("git exp-table -q --format csv | head -1   shows the columns");
  throw base::UserError("no run has a column " + base::join(unknown, " or "), hints);
}

std::string Resolver::title_of(const Source& source) const {
  if (source.id == run_name_id) return std::string(run_column);
  std::string title = table_.names().name(*source.id);
  const auto shared = [&](Kind kind) { return table_.names().find(kind, title).has_value(); };
  if (source.kind == Kind::metric && shared(Kind::param)) title.insert(0, "metric:");
  return title;
}

Column Resolver::column(const Source& source, std::string title) const {
  Column column{title.empty() ? title_of(source) : std::move(title), source, std::nullopt};
  if (source.kind == Kind::metric && source.id) column.direction = direction(table_.names().name(*source.id));
  return column;
}

std::vector<Column> Resolver::all_columns() const {
  std::vector<Column> columns{column({Kind::info, run_name_id, Function::last}, {})};
  for (const Kind kind : {Kind::param, Kind::metric})
    for (const NameId id : table_.names_of(kind))
      if (table_.names().name(id) != run_column) columns.push_back(column({kind, id, Function::last}, {}));
  return columns;
}

void Resolver::add_glob(const ColumnSpec& spec, base::Messages& messages, std::vector<Column>& columns) const {
  const auto split = split_function(spec.name.text);
  const std::string_view pattern = split ? split->first : std::string_view(spec.name.text);
  bool found = false;
  for (const Kind kind : {Kind::param, Kind::metric}) {
    if (split && kind != Kind::metric) continue;
    for (const NameId id : table_.names_of(kind)) {
      const std::string& name = table_.names().name(id);
      if (name == run_column || !base::matches_glob(name, pattern)) continue;
      found = true;
      const auto function = split ? std::optional(split->second) : std::nullopt;
      const Source source = with_function(kind, id, function);
      std::string title = title_of({kind, id, Function::last});
      if (function) title += ":" + std::string(format_function(*function));
      add_once(column(source, std::move(title)), columns);
    }
  }
  if (!found && table_.size() > 0) messages.warning("no run has a column like " + base::quoted(spec.name.text));
}

Column Resolver::titled_column(const ColumnSpec& spec, const std::vector<Column>& before) const {
  const Source none{*spec.kind, std::nullopt, Function::last};
  const Source source = find_exactly(spec.name.text, std::nullopt, spec.kind).value_or(none);
  std::string title = spec.name.text;
  const bool taken = std::any_of(before.begin(), before.end(),
                                 [&](const Column& other) { return other.title == title && other.source != source; });
  if (taken) title.insert(0, *spec.kind == Kind::metric ? "metric:" : "param:");
  return column(source, title);
}

std::vector<Column> Resolver::columns(const std::vector<ColumnSpec>& specs, base::Messages& messages) const {
  std::vector<Column> columns{column({Kind::info, run_name_id, Function::last}, {})};
  for (const ColumnSpec& spec : specs) {
    if (spec.name.text == run_column && spec.title.empty()) continue;
    const std::string title = spec.title.empty() ? written(spec.name) : spec.title;
    if (spec.kind) {
      add_once(titled_column(spec, columns), columns);
    } else if (const auto source = find(spec.name)) {
      add_once(column(*source, title), columns);
    } else if (!spec.name.quoted && base::is_glob(spec.name.text)) {
      add_glob(spec, messages, columns);
    } else {
      add_once(column(resolve(spec.name, messages), title), columns);
    }
  }
  return columns;
}

}  // namespace table
