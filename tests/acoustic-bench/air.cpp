#include "tests/acoustic-bench/air.hpp"

#include <algorithm>
#include <cassert>

namespace soundcheck::bench {

namespace {

using Responses = std::vector<std::vector<float>>;

Responses rests(const Responses& responses, std::size_t head) {
  Responses all;
  for (const auto& response : responses) {
    const auto from = std::min(head, response.size());
    all.emplace_back(response.begin() + static_cast<std::ptrdiff_t>(from),
                     response.end());
  }
  return all;
}

}  // namespace

Air::Air(const Responses& responses)
    : spectra_(block, rests(responses, block)),
      rest_(spectra_),
      sound_(2 * block),
      late_(responses.size(), std::vector<float>(block)) {
  for (auto head : responses) {
    head.resize(block);
    std::ranges::reverse(head);
    heads_.push_back(std::move(head));
  }
}

void Air::append(std::span<const float> sound) {
  std::ranges::copy(
      sound, sound_.begin() + static_cast<std::ptrdiff_t>(block + filled_));
}

void Air::complete_block() {
  const auto current = std::span(sound_).subspan(block);
  rest_.remember(current);
  std::ranges::copy(current, sound_.begin());
  filled_ = 0;
  late_known_ = false;
}

/// The `length` samples that were appended last.
void Air::carry_piece(std::size_t length,
                      std::span<const std::span<float>> microphones) {
  if (!late_known_) {
    const std::vector<std::span<float>> views(late_.begin(), late_.end());
    rest_.listen(views);
    late_known_ = true;
  }
  // The first sample that still counts; then one more for each.
  const auto sound = std::span(sound_).subspan(filled_ + 1, block + length - 1);
  const bool silent =
      std::ranges::all_of(sound, [](float x) { return x == 0; });
  for (std::size_t m = 0; m < microphones.size(); ++m) {
    auto* __restrict const out = microphones[m].data();
    std::copy_n(late_[m].begin() + static_cast<std::ptrdiff_t>(filled_), length,
                out);
    // The outer loop runs over the response: the inner one then vectorises.
    for (std::size_t j = 0; j < block && !silent; ++j) {
      const float h = heads_[m][j];
      for (std::size_t n = 0; n < length; ++n)
        out[n] += h * sound[n + j];
    }
  }
}

void Air::carry(std::span<const float> sound,
                std::span<const std::span<float>> microphones) {
  assert(microphones.size() <= heads_.size());
  std::vector<std::span<float>> views(microphones.size());
  for (std::size_t at = 0; at < sound.size();) {
    const auto length = std::min(sound.size() - at, block - filled_);
    append(sound.subspan(at, length));
    for (std::size_t m = 0; m < views.size(); ++m)
      views[m] = microphones[m].subspan(at, length);
    carry_piece(length, views);
    filled_ += length;
    at += length;
    if (filled_ == block)
      complete_block();
  }
}

void Air::remember(std::span<const float> sound) {
  for (std::size_t at = 0; at < sound.size();) {
    const auto length = std::min(sound.size() - at, block - filled_);
    append(sound.subspan(at, length));
    filled_ += length;
    at += length;
    if (filled_ == block)
      complete_block();
  }
}

}  // namespace soundcheck::bench
