#pragma once

#include <iterator>

#include "files.h"
#include "network.h"

/// All that decides how the training goes on. A checkpoint holds all of it, so that a run that was stopped and
/// taken up again ends with the same bits as one that was not.
struct State {
  std::uint64_t hidden, seed;
  Random random{seed};
  Network network{hidden, random};
  std::uint64_t epoch = 0, best_epoch = 0;
  double best_acc = -1;

  State(std::uint64_t hidden_units, std::uint64_t root_seed) : hidden(hidden_units), seed(root_seed) {}

  /// Calls `part(address, bytes)` for one piece of memory after the other, always in the same order.
  template <class Part>
  void visit(Part part) {
    for (std::uint64_t* number : {&seed, &random.state, &epoch, &best_epoch}) part(number, sizeof *number);
    part(&best_acc, sizeof best_acc);
    for (Layer* layer : {&network.first, &network.second})
      for (std::vector<float>* values : {&layer->weights, &layer->velocity})
        part(values->data(), values->size() * sizeof(float));
  }
};

inline std::string checkpoint_title(std::uint64_t hidden) {
  return "digits " + std::to_string(hidden) + "\n";
}

/// Writes `epoch_<n>.ckpt`, then lets the links `epoch_best.ckpt`, if this is the best epoch, and
/// `epoch_last.ckpt` point to it; in this order: what is resumed from the last one has its best one, too.
inline void save_checkpoint(const std::filesystem::path& folder, State& state) {
  std::string content = checkpoint_title(state.hidden);
  state.visit([&](const void* part, std::size_t bytes) { content.append(static_cast<const char*>(part), bytes); });
  const std::string name = "epoch_" + std::to_string(state.epoch) + ".ckpt";
  std::filesystem::create_directories(folder);
  write_file(folder / name, content);
  if (state.best_epoch == state.epoch) write_link(folder / "epoch_best.ckpt", name);
  write_link(folder / "epoch_last.ckpt", name);
}

inline State load_checkpoint(const std::string& path, std::uint64_t hidden, std::uint64_t seed) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw std::runtime_error("cannot read the checkpoint '" + path + "'");
  const std::string title = checkpoint_title(hidden);
  if (content.compare(0, title.size(), title) != 0)
    throw std::runtime_error("'" + path + "' is no checkpoint of this program with --hidden=" + std::to_string(hidden));

  State state(hidden, seed);
  std::size_t position = title.size(), expected = position;
  state.visit([&](void* part, std::size_t bytes) {
    position += content.copy(static_cast<char*>(part), bytes, position);
    expected += bytes;
  });
  if (position != expected || position != content.size())
    throw std::runtime_error("the checkpoint '" + path + "' is damaged: " + std::to_string(content.size()) +
                             " bytes instead of " + std::to_string(expected));
  if (state.seed != seed) {  // asked for another seed: other batches from here on
    state.seed = seed;
    state.random = Random{seed};
  }
  return state;
}
