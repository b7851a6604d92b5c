#pragma once

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "random.h"

constexpr std::size_t pixels = 64;  // 8 x 8, row by row
constexpr std::size_t classes = 10;

struct Image {
  std::array<float, pixels> pixel;  // 0 … 1
  std::size_t digit;
};

struct Data {
  std::vector<Image> train, val, test;
};

/// A line is 64 pixels 0–16 and the digit 0–9, comma-separated. Throws, with the number of the line, if it is
/// not.
inline Image parse_image(const std::string& line, const std::string& where) {
  std::istringstream fields(line);
  Image image{};
  for (std::size_t column = 0; column <= pixels; ++column) {
    const int limit = column < pixels ? 16 : 9;
    int value = -1;
    char comma = ',';
    if ((column > 0 && !(fields >> comma)) || comma != ',' || !(fields >> value) || value < 0 || value > limit)
      throw std::runtime_error(where + ": expected 64 pixels 0-16 and a digit, separated by commas");
    if (column < pixels)
      image.pixel[column] = static_cast<float>(value) / 16.0F;
    else
      image.digit = static_cast<std::size_t>(value);
  }
  if (!(fields >> std::ws).eof()) throw std::runtime_error(where + ": more than 65 numbers");
  return image;
}

/// A sixth of the images is for testing and another for validation. Which ones depends on nothing but the file:
/// all runs, whatever their seed, are compared on the same images.
inline Data read_data(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read '" + path + "' (--data=FILE says where the images are)");
  std::vector<Image> images;
  for (std::string line; std::getline(file, line);)
    images.push_back(parse_image(line, "'" + path + "' line " + std::to_string(images.size() + 1)));
  const std::size_t part = images.size() / 6;
  if (part == 0) throw std::runtime_error("'" + path + "' has too few images");

  constexpr std::uint64_t split_seed = 1998;
  Data data;
  for (const std::size_t i : Random{split_seed}.permutation(images.size())) {
    auto& set = data.test.size() < part ? data.test : data.val.size() < part ? data.val : data.train;
    set.push_back(images[i]);
  }
  return data;
}
