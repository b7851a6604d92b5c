#include "experiment/json_parse.h"

#include "experiment/json_tree.h"
#include "experiment/json_walk.h"

namespace experiment {
namespace {

constexpr std::size_t largest_kept_text = 1u << 20;

/// Buffers that outlive a call: the lines of a note would else allocate them anew.
struct Workspace {
  JsonTokenizer tokenizer;
  TextArena arena;
  std::string padded;
  JsonTreeBuilder builder;
};

}  // namespace

ParsedJson parse_json(std::string_view text) {
  static thread_local Workspace workspace;
  workspace.arena.clear();
  workspace.builder.clear();
  workspace.padded.assign(text);
  workspace.padded.append(json_padding, '\0');
  ParsedJson result;
  if (walk_json({workspace.padded.data(), text.size()}, workspace.tokenizer, workspace.arena, workspace.builder))
    result.value = workspace.builder.take();
  else
    result.error = explain_json_fault(text);
  if (text.size() > largest_kept_text) workspace = Workspace();
  return result;
}

}  // namespace experiment
