#pragma once

#include <string>
#include <vector>

#include "probes/board/chime.hpp"
#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"

namespace soundcheck {

struct ChimeSettings {
  bool play = false;
  double dbfs = -30;
  /// ALSA's names, as of the profile.
  std::string playback = "default";
  std::string mixer = "default";
};

class ChimeAlsa final : public Chime {
 public:
  ChimeAlsa(BoardRoot root, ChimeSettings settings)
      : root_(std::move(root)), settings_(std::move(settings)) {}

  Task<void> ring(bool rising) override;

 private:
  BoardRoot root_;
  ChimeSettings settings_;
  Worker worker_;
};

/// Two soft tones, a third of a second in all. Mono.
std::vector<float> chime_samples(bool rising, double dbfs, unsigned rate_hz);

}  // namespace soundcheck
