#pragma once

#include <string>
#include <string_view>

#include "table/writer.h"

/// The parts of write_grid(): one function for each family of formats. For this module only.
namespace table {

/// csv, tsv, json, ndjson.
void write_lines(const Grid& grid, Format format, const WriteSettings& settings, const Sink& sink);
/// markdown, latex, html.
void write_markup(const Grid& grid, Format format, const Sink& sink);
WriteResult write_text(const Grid& grid, const WriteSettings& settings, const Sink& sink);

/// Collects small pieces for a sink.
class Output {
 public:
  explicit Output(const Sink& sink) : sink_(sink) {}
  std::string& text() { return text_; }
  /// Hands on what has come together, if it is much.
  void flush_if_large() {
    if (text_.size() >= large) flush();
  }
  void flush() {
    if (!text_.empty()) sink_(text_);
    text_.clear();
  }

 private:
  static constexpr std::size_t large = 1u << 18;
  const Sink& sink_;
  std::string text_;
};

}  // namespace table
