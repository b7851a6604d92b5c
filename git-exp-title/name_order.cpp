#include "name_order.h"

#include <algorithm>

namespace exp_title {

void NameOrder::see(std::string_view name, Place place) {
  const auto known = first_.find(name);
  if (known == first_.end())
    first_.emplace(name, place);
  else
    known->second = std::min(known->second, place);
}

void NameOrder::merge(const NameOrder& other) {
  for (const auto& [name, place] : other.first_) see(name, place);
}

std::vector<std::string> NameOrder::names() const {
  std::vector<std::pair<Place, std::string>> ordered;
  for (const auto& [name, place] : first_) ordered.emplace_back(place, name);
  std::sort(ordered.begin(), ordered.end());
  std::vector<std::string> names;
  for (auto& [place, name] : ordered) names.push_back(std::move(name));
  return names;
}

}  // namespace exp_title
