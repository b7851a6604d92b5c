#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Where things stand in a title file: for reading it, and for changing it without touching the user's layout. For
/// title_file.cpp only.
namespace experiment {

/// Of a list, or of the object: offsets into the text. Behind `last_end` something can be added.
struct BracketLayout {
  bool is_there = false;
  std::size_t open = 0, close = 0;  ///< of the brackets
  std::size_t first_begin = 0;      ///< first element or comment inside; 0 if there is none
  std::size_t last_end = 0;         ///< behind the last element, comma or comment; behind `open` if there is none
  std::size_t element_end = 0;      ///< behind the last element; 0 if there is none
  bool ends_in_comma = false;       ///< after the last element
};

struct GroupLayout {
  BracketLayout list;
  std::vector<std::string> names;      ///< chosen, once each
  std::vector<std::string> names_out;  ///< named in comments
};

struct TitleLayout {
  BracketLayout object;
  GroupLayout hparam, metric;
};

/// UserError names path and line of what is no title.
TitleLayout read_title_layout(std::string_view text, const std::string& path);

}  // namespace experiment
