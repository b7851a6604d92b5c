#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace exp_title {

/// Names in the order in which they are met first. They may be told in any order, and by several threads, each to an
/// object of its own.
class NameOrder {
 public:
  /// Where a name was met: in the set's how manieth run, and there how manieth.
  struct Place {
    std::size_t run = 0;
    std::size_t position = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  void see(std::string_view name, Place place);
  void merge(const NameOrder& other);
  std::vector<std::string> names() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, Place, Hash, std::equal_to<>> first_;
};

}  // namespace exp_title
