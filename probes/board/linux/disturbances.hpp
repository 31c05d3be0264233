#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probes/board/linux/board_root.hpp"

namespace soundcheck {

/// What has the right of way over work in the background: music, and heat, with
/// which all work ends. Of what the board does not tell it says nothing.
class Disturbances {
 public:
  /// Looks for sound cards and thermal zones; heat is that of this moment.
  /// `mixer` is ALSA's name of the loudspeaker's mixer: "hw:Speaker" or "hw:0"
  /// name its card, and what plays on others (a loopback for the echo
  /// canceller never stops) is not heard. Any other name: all cards count.
  Disturbances(const BoardRoot& root, std::string_view mixer);

  /// In words, or null. Allocates nothing: the daemon's one heap has a lock,
  /// and whoever asks with the least priority must not sit on it.
  const char* now() const;

 private:
  bool hot_ = false;
  std::vector<std::string> playback_status_;
};

}  // namespace soundcheck
