#include "experiment/json_parse.h"

#include "experiment/json_walk.h"

namespace experiment {
namespace {

using base::Json;

constexpr std::size_t largest_kept_text = 1u << 20;

/// Builds the tree; `open_` holds the arrays and objects that are not closed yet.
class TreeBuilder {
 public:
  void begin_object() { open_.push_back({Json::object(), std::move(name_)}); }
  void end_object() { close(); }
  void begin_array() { open_.push_back({Json::array(), std::move(name_)}); }
  void end_array() { close(); }
  void name(std::string_view text) { name_ = text; }
  void string(std::string_view text) { add(Json::string(std::string(text)), std::move(name_)); }
  void number(std::string_view text, std::optional<double>) { add(Json::number(std::string(text)), std::move(name_)); }
  void word(std::string_view text) { add(text == "null" ? Json() : Json::boolean(text == "true"), std::move(name_)); }
  Json take() { return std::move(root_); }

 private:
  struct Level {
    Json json;
    std::string name;  ///< of this value in the object around it
  };

  void close() {
    Level level = std::move(open_.back());
    open_.pop_back();
    add(std::move(level.json), std::move(level.name));
  }
  void add(Json value, std::string name) {
    if (open_.empty())
      root_ = std::move(value);
    else if (open_.back().json.is_array())
      open_.back().json.push_back(std::move(value));
    else
      open_.back().json.members().emplace_back(std::move(name), std::move(value));
  }

  std::vector<Level> open_;
  std::string name_;
  Json root_;
};

/// Buffers that outlive a call: the lines of a note would else allocate them anew.
struct Workspace {
  JsonTokenizer tokenizer;
  TextArena arena;
  std::string padded;
};

}  // namespace

ParsedJson parse_json(std::string_view text) {
  static thread_local Workspace workspace;
  workspace.padded.assign(text);
  workspace.padded.append(json_padding, '\0');
  ParsedJson result;
  TreeBuilder builder;
  if (walk_json({workspace.padded.data(), text.size()}, workspace.tokenizer, workspace.arena, builder))
    result.value = builder.take();
  else
    result.error = explain_json_fault(text);
  workspace.arena.clear();
  if (text.size() > largest_kept_text) workspace = Workspace();
  return result;
}

}  // namespace experiment
