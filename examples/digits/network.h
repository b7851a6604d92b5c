#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "data.h"
#include "random.h"

/// A fully connected layer. The weights of input i lie side by side, and one more row, the biases, follows the
/// last.
struct Layer {
  std::size_t inputs, outputs;
  std::vector<float> weights, velocity, gradient;

  Layer(std::size_t in, std::size_t out, Random& random)
      : inputs(in), outputs(out), weights((in + 1) * out), velocity(weights.size()), gradient(weights.size()) {
    const float limit = std::sqrt(6.0F / static_cast<float>(in + out));
    for (std::size_t i = 0; i < in * out; ++i) weights[i] = random.symmetric(limit);
  }

  void forward(const float* in, float* out) const {
    const float* row = weights.data();
    std::copy_n(row + inputs * outputs, outputs, out);
    for (std::size_t i = 0; i < inputs; ++i, row += outputs)
      for (std::size_t j = 0; j < outputs; ++j) out[j] += in[i] * row[j];
  }

  /// `delta` is the loss's derivative by each output.
  void add_gradient(const float* in, const float* delta) {
    float* row = gradient.data();
    for (std::size_t i = 0; i <= inputs; ++i, row += outputs) {
      const float value = i < inputs ? in[i] : 1.0F;
      for (std::size_t j = 0; j < outputs; ++j) row[j] += value * delta[j];
    }
  }

  void step(float rate) {
    constexpr float momentum = 0.9F;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      velocity[i] = momentum * velocity[i] - rate * gradient[i];
      weights[i] += velocity[i];
    }
    std::fill(gradient.begin(), gradient.end(), 0.0F);
  }
};

struct Score {
  double loss = 0;  // mean cross entropy
  double acc = 0;   // share of the images whose digit was found
};

/// 64 pixels -> hidden units (ReLU) -> 10 digits (softmax), trained by stochastic gradient descent with
/// momentum.
class Network {
 public:
  Layer first, second;

  Network(std::size_t hidden, Random& random)
      : first(pixels, hidden, random), second(hidden, classes, random), active_(hidden), delta_(hidden) {}

  /// One step down the mean gradient of the images `order[begin … end)`.
  void train_batch(const std::vector<Image>& images, const std::vector<std::size_t>& order, std::size_t begin,
                   std::size_t end, float lr) {
    for (std::size_t i = begin; i < end; ++i) add_gradient(images[order[i]]);
    first.step(lr / static_cast<float>(end - begin));
    second.step(lr / static_cast<float>(end - begin));
  }

  Score evaluate(const std::vector<Image>& images) {
    Score score;
    for (const Image& image : images) {
      forward(image);
      const float probability = output_[image.digit];
      score.loss -= std::log(std::max(probability, 1e-30F));
      score.acc += probability == *std::max_element(output_.begin(), output_.end());
    }
    const auto count = static_cast<double>(images.size());
    return {score.loss / count, score.acc / count};
  }

 private:
  void forward(const Image& image) {
    first.forward(image.pixel.data(), active_.data());
    for (float& value : active_) value = std::max(value, 0.0F);
    second.forward(active_.data(), output_.data());
    const float largest = *std::max_element(output_.begin(), output_.end());
    float sum = 0;
    for (float& value : output_) sum += value = std::exp(value - largest);
    for (float& value : output_) value /= sum;
  }

  void add_gradient(const Image& image) {
    forward(image);
    output_[image.digit] -= 1;  // softmax and cross entropy together: the derivative is p - target
    for (std::size_t i = 0; i < active_.size(); ++i) {
      const float* row = &second.weights[i * classes];
      delta_[i] = 0;
      for (std::size_t j = 0; active_[i] > 0 && j < classes; ++j) delta_[i] += row[j] * output_[j];
    }
    second.add_gradient(active_.data(), output_.data());
    first.add_gradient(image.pixel.data(), delta_.data());
  }

  std::vector<float> active_, delta_;
  std::array<float, classes> output_{};
};
