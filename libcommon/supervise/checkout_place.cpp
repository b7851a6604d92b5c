#include "supervise/checkout_place.h"

#include <map>

#include "base/file.h"
#include "base/text.h"
#include "git/oid.h"

namespace supervise {

std::string trees_folder(const experiment::Store& store) {
  return base::path_join(store.repository.exp_dir(), "trees");
}

std::string TreePlace::commit() const {
  return base::path_name(folder);
}
std::string TreePlace::path() const {
  return base::path_join(folder, number);
}
std::string TreePlace::owner() const {
  return path() + ".owner";
}
std::string TreePlace::kept() const {
  return path() + ".kept";
}
std::string TreePlace::gone() const {
  return path() + ".gone";
}

std::vector<FoundPlace> find_places(const std::string& commit_folder) {
  std::map<std::int64_t, FoundPlace> found;
  for (const auto& name : base::find_entries(commit_folder).value_or(std::vector<std::string>())) {
    const auto dot = name.find('.');
    const std::string number = name.substr(0, dot);
    const auto value = base::is_digits(number) ? base::parse_integer(number) : std::nullopt;
    if (!value || std::to_string(*value) != number) continue;
    FoundPlace& one = found[*value];
    one.place = {commit_folder, number};
    const std::string ending = dot == name.npos ? "" : name.substr(dot);
    one.has_tree |= ending.empty();
    one.has_owner |= ending == ".owner";
    one.has_kept |= ending == ".kept";
    one.has_gone |= ending == ".gone";
    one.has_takeover |= ending.starts_with(".after-");
  }
  std::vector<FoundPlace> places;
  for (auto& [value, one] : found) places.push_back(std::move(one));
  return places;
}

std::vector<FoundPlace> find_all_places(const std::string& trees_folder) {
  std::vector<FoundPlace> places;
  for (const auto& name : base::find_entries(trees_folder).value_or(std::vector<std::string>())) {
    if (!git::Oid::parse(name)) continue;
    for (auto& found : find_places(base::path_join(trees_folder, name))) places.push_back(std::move(found));
  }
  return places;
}

}  // namespace supervise
