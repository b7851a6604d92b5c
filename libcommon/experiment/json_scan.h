#pragma once

#include <memory>
#include <string_view>

#include "experiment/text_arena.h"

/// JSON token by token, for readers that need no tree. What is accepted, and why, is said at parse_json().
namespace experiment {

/// Gets a document's tokens in their order. Texts are valid as long as the document's bytes and the arena.
class JsonVisitor {
 public:
  virtual ~JsonVisitor() = default;
  virtual void begin_object() = 0;
  virtual void end_object() = 0;
  virtual void begin_array() = 0;
  virtual void end_array() = 0;
  /// Of the member whose value comes next.
  virtual void name(std::string_view text) = 0;
  virtual void string(std::string_view text) = 0;
  /// As it was written; NaN, Infinity and -Infinity in this spelling.
  virtual void number(std::string_view text) = 0;
  /// true, false, null
  virtual void word(std::string_view text) = 0;
};

/// Bytes behind a document that must be readable, whatever they hold.
inline constexpr std::size_t json_padding = 64;

/// Keeps its buffers from one document to the next (those of a large one are given back). One for each thread.
class JsonScanner {
 public:
  JsonScanner();
  ~JsonScanner();
  JsonScanner(const JsonScanner&) = delete;
  JsonScanner& operator=(const JsonScanner&) = delete;

  /// False if the text is no JSON document (explain_json_fault() knows why); the visitor may have seen a part of it by
  /// then. Strings with escapes are put into `arena`, others are views into `text`.
  bool scan(std::string_view text, TextArena& arena, JsonVisitor& visitor);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace experiment
