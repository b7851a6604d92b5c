// Trains a small network to read handwritten digits. README.md tells what it writes, and where.

#include <iomanip>
#include <iostream>
#include <sstream>

#include "checkpoint.h"
#include "options.h"

struct Scores {
  Score train, val, test;
};

/// As the members of a JSON object.
std::string format_scores(const Scores& scores) {
  std::ostringstream json;
  json << std::setprecision(4) << "\"train/loss\": " << scores.train.loss << ", \"train/acc\": " << scores.train.acc
       << ", \"val/loss\": " << scores.val.loss << ", \"val/acc\": " << scores.val.acc;
  return json.str();
}

std::string format_statistic(const Options& options, const Scores& scores) {
  std::ostringstream json;
  json << std::setprecision(15) << "{\n  \"hparam\": {\"lr\": " << options.lr << ", \"hidden\": " << options.hidden
       << ", \"epochs\": " << options.epochs << ", \"batch\": " << options.batch << ", \"seed\": " << options.seed
       << "},\n  \"metric\": {" << format_scores(scores) << ", \"test/acc\": " << std::setprecision(4)
       << scores.test.acc << "}\n}\n";
  return json.str();
}

void print_epoch(const Options& options, std::uint64_t epoch, const Scores& scores) {
  std::cout << "epoch " << epoch << "/" << options.epochs << "  train loss " << scores.train.loss << " acc "
            << scores.train.acc << "  val loss " << scores.val.loss << " acc " << scores.val.acc << std::endl;
}

void train_epoch(State& state, const Data& data, const Options& options) {
  const auto order = state.random.permutation(data.train.size());
  for (std::size_t begin = 0; begin < order.size(); begin += options.batch)
    state.network.train_batch(data.train, order, begin, std::min(begin + options.batch, order.size()),
                              static_cast<float>(options.lr));
  ++state.epoch;
}

Scores evaluate(State& state, const Data& data) {
  const Scores scores{state.network.evaluate(data.train), state.network.evaluate(data.val),
                      state.network.evaluate(data.test)};
  if (!std::isfinite(scores.train.loss))
    throw std::runtime_error("the loss is not a number any more: try a smaller --lr");
  if (scores.val.acc > state.best_acc) {
    state.best_acc = scores.val.acc;
    state.best_epoch = state.epoch;
  }
  return scores;
}

/// The checkpoint comes last: an epoch that has one has left everything else, too.
void train(const Options& options) {
  const Data data = read_data(options.data);
  State state = options.resume.empty() ? State(options.hidden, options.seed)
                                       : load_checkpoint(options.resume, options.hidden, options.seed);
  std::cout << std::fixed << std::setprecision(4);
  if (!options.resume.empty()) std::cout << "resumed after epoch " << state.epoch << std::endl;
  while (state.epoch < options.epochs) {
    train_epoch(state, data, options);
    const Scores scores = evaluate(state, data);
    print_epoch(options, state.epoch, scores);
    if (!options.metrics.empty())
      append_line(options.metrics, "{\"epoch\": " + std::to_string(state.epoch) + ", " + format_scores(scores) + "}");
    write_file(options.statistic, format_statistic(options, scores));
    save_checkpoint(options.checkpoints, state);
  }
  const Scores scores = evaluate(state, data);
  write_file(options.statistic, format_statistic(options, scores));
  std::cout << "test acc " << scores.test.acc << ", best val acc " << state.best_acc << " after epoch "
            << state.best_epoch << std::endl;
}

int main(int argc, char** argv) {
  const std::string usage =
      "usage: train [--lr=RATE] [--hidden=N] [--epochs=N] [--batch=N] [--seed=N] [--data=FILE] "
      "[--resume=FILE]\n";
  try {
    const Options options = parse_options(argc, argv);
    if (options.help)
      std::cout << usage;
    else
      train(options);
    return 0;
  } catch (const UsageError& error) {
    std::cerr << "train: " << error.what() << "\n" << usage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "train: " << error.what() << "\n";
    return 1;
  }
}
