#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace experiment {

/// A visitor of walk_json() that builds the tree. Values wait in one long list until the array or object around them is
/// closed and takes them as one piece of memory of the right size.
class JsonTreeBuilder {
 public:
  using Json = base::Json;

  void begin_object() { begin(); }
  void end_object() {
    const auto first = begin_of_level();
    std::vector<Json::Member> members(std::make_move_iterator(first), std::make_move_iterator(waiting_.end()));
    end(Json::object(std::move(members)));
  }
  void begin_array() { begin(); }
  void end_array() {
    std::vector<Json> items;
    items.reserve(static_cast<std::size_t>(waiting_.end() - begin_of_level()));
    for (auto at = begin_of_level(); at != waiting_.end(); ++at) items.push_back(std::move(at->second));
    end(Json::array(std::move(items)));
  }
  void name(std::string_view text) { name_ = text; }
  void string(std::string_view text) { add(Json::string(std::string(text))); }
  void number(std::string_view text, std::optional<double>) { add(Json::number(std::string(text))); }
  void word(std::string_view text) { add(text == "null" ? Json() : Json::boolean(text == "true")); }

  /// After a whole document.
  Json take() { return std::move(waiting_.front().second); }
  void clear() {
    waiting_.clear();
    levels_.clear();
    name_.clear();
  }

 private:
  struct Level {
    std::size_t first;  ///< of its values in `waiting_`
    std::string name;   ///< its own in the object around it
  };

  std::vector<Json::Member>::iterator begin_of_level() {
    return waiting_.begin() + static_cast<std::ptrdiff_t>(levels_.back().first);
  }
  void begin() { levels_.push_back({waiting_.size(), std::exchange(name_, {})}); }
  void end(Json json) {
    waiting_.erase(begin_of_level(), waiting_.end());
    waiting_.emplace_back(std::move(levels_.back().name), std::move(json));
    levels_.pop_back();
  }
  void add(Json json) { waiting_.emplace_back(std::exchange(name_, {}), std::move(json)); }

  std::vector<Json::Member> waiting_;
  std::vector<Level> levels_;
  std::string name_;
};

}  // namespace experiment
