#include "experiment/title_file.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "experiment/json_text.h"
#include "experiment/title_layout.h"

namespace experiment {
namespace {

constexpr std::string_view step = "    ";

struct Insertion {
  std::size_t at;
  std::string text;
};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string list_text(const std::vector<std::string>& names, const std::string& before, const std::string& behind) {
  std::vector<std::string> quoted;
  for (const auto& name : names) quoted.push_back(before + base::json_quote(name));
  return quoted.empty() ? "[]" : "[" + base::join(quoted, before.empty() ? ", " : ",") + behind + "]";
}

class Editor {
 public:
  Editor(std::string_view text, const TitleLayout& layout)
      : text_(text), layout_(layout), line_end_(text.find("\r\n") == text.npos ? "\n" : "\r\n") {}

  void add(const GroupLayout& group, const std::string& key, const std::vector<std::string>& wanted) {
    std::vector<std::string> names;
    for (const auto& name : wanted)
      if (!holds(group.names, name) && !holds(group.names_out, name) && !holds(names, name)) names.push_back(name);
    if (names.empty()) return;
    if (!group.list.is_there)
      add_group(key, names);
    else if (group.list.first_begin == 0)
      fill_empty(group.list, names);
    else
      extend(group.list, names);
  }

  std::string result() {
    // Equal offsets keep the order in which they came: a comma before what it separates.
    std::stable_sort(insertions_.begin(), insertions_.end(),
                     [](const Insertion& a, const Insertion& b) { return a.at < b.at; });
    std::string edited;
    std::size_t at = 0;
    for (const auto& insertion : insertions_) {
      edited.append(text_.substr(at, insertion.at - at)).append(insertion.text);
      at = insertion.at;
    }
    return edited.append(text_.substr(at));
  }

 private:
  /// Blanks that the line of this offset begins with.
  std::string indentation_at(std::size_t at) const {
    const auto before = at == 0 ? text_.npos : text_.rfind('\n', at - 1);
    const std::string_view line = text_.substr(before == text_.npos ? 0 : before + 1);
    return std::string(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
  }

  bool is_on_one_line(const BracketLayout& brackets) const {
    return text_.substr(brackets.open, brackets.close - brackets.open).find('\n') == text_.npos;
  }

  /// Line end and indentation before a further element; a blank on a single line.
  std::string separator(const BracketLayout& brackets) const {
    if (is_on_one_line(brackets)) return " ";
    const auto line_start = text_.rfind('\n', brackets.first_begin);
    const bool on_own_line = line_start != text_.npos && line_start > brackets.open;
    return line_end_ +
           (on_own_line ? indentation_at(brackets.first_begin) : indentation_at(brackets.open) + std::string(step));
  }

  void separate_last(const BracketLayout& brackets) {
    if (brackets.element_end != 0 && !brackets.ends_in_comma) insertions_.push_back({brackets.element_end, ","});
  }

  void extend(const BracketLayout& list, const std::vector<std::string>& names) {
    separate_last(list);
    const std::string before = separator(list);
    std::string added;
    for (const auto& name : names) added += (added.empty() ? "" : ",") + before + base::json_quote(name);
    insertions_.push_back({list.last_end, added + (list.ends_in_comma ? "," : "")});
  }

  void fill_empty(const BracketLayout& list, const std::vector<std::string>& names) {
    const bool flat = is_on_one_line(layout_.object);
    const std::string base_line = line_end_ + indentation_at(list.open);
    const std::string filled = flat ? list_text(names, "", "") : list_text(names, base_line + std::string(step), "");
    // Blanks or a line end that already stand between the brackets are left; ours come first.
    const bool closes_on_own_line = !is_on_one_line(list);
    insertions_.push_back(
        {list.open + 1, filled.substr(1, filled.size() - 2) + (flat || closes_on_own_line ? "" : base_line)});
  }

  /// A second group that is added at the same place comes behind the first.
  void add_group(const std::string& key, const std::vector<std::string>& names) {
    const BracketLayout& object = layout_.object;
    const bool flat = is_on_one_line(object);
    const std::string before = separator(object);
    if (!std::exchange(group_added_, true))
      separate_last(object);
    else
      insertions_.push_back({object.last_end, ","});
    const std::string list = flat ? list_text(names, "", "") : list_text(names, before + std::string(step), before);
    insertions_.push_back({object.last_end, before + base::json_quote(key) + ": " + list});
  }

  std::string_view text_;
  const TitleLayout& layout_;
  std::string line_end_;
  std::vector<Insertion> insertions_;
  bool group_added_ = false;
};

std::string new_object(const std::vector<std::string>& hparam, const std::vector<std::string>& metric) {
  const std::string line = "\n" + std::string(step);
  const std::string inner = line + std::string(step);
  return "{" + line + "\"hparam\": " + list_text(hparam, inner, line) + "," + line +
         "\"metric\": " + list_text(metric, inner, line) + "\n}";
}

std::vector<std::string> unique(const std::vector<std::string>& names) {
  std::vector<std::string> once;
  for (const auto& name : names)
    if (!holds(once, name)) once.push_back(name);
  return once;
}

}  // namespace

TitleFile parse_title(std::string_view text, const std::string& path) {
  TitleLayout layout = read_title_layout(text, path);
  TitleFile title;
  title.hparam = std::move(layout.hparam.names);
  title.metric = std::move(layout.metric.names);
  for (auto& name : layout.hparam.names_out)
    if (!holds(title.hparam, name)) title.hparam_out.push_back(std::move(name));
  for (auto& name : layout.metric.names_out)
    if (!holds(title.metric, name)) title.metric_out.push_back(std::move(name));
  return title;
}

std::string add_to_title(std::string_view text, const std::string& path, const std::vector<std::string>& hparam,
                         const std::vector<std::string>& metric) {
  if (base::trim(without_bom(text)).empty()) return new_object(unique(hparam), unique(metric)) + "\n";
  const TitleLayout layout = read_title_layout(text, path);
  if (layout.object.first_begin == 0)
    return std::string(text.substr(0, layout.object.open)) + new_object(unique(hparam), unique(metric)) +
           std::string(text.substr(layout.object.close + 1));
  Editor editor(text, layout);
  editor.add(layout.hparam, "hparam", hparam);
  editor.add(layout.metric, "metric", metric);
  return editor.result();
}

std::string title_path(const Settings& settings, const std::string& set) {
  return base::path_join(base::path_join(settings.statistic_dir, "title"), set + ".json");
}

}  // namespace experiment
