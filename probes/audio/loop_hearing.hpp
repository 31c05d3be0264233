#pragma once

#include <vector>

#include "probes/audio/loop_run.hpp"

namespace soundcheck::audio {

/// Whether a microphone hears the tone. `unclear`: its samples are no numbers,
/// or so noisy that the tone may be hidden in them.
enum class Hearing { heard, silent, unclear };

/// A microphone that lies `dead_below_median_db` under the median of the others
/// that hear the tone is silent: what it shows then is crosstalk. One in which
/// no tone is detected is silent only if a tone of that level would have stood
/// out of its noise. While no other hears the tone, the lowest level that the
/// profile allows takes the median's place.
std::vector<Hearing> judge_hearing(const std::vector<MicrophoneRun>& run,
                                   const Profile::Audio& limits);

/// The indices of those that answered so.
std::vector<std::size_t> those(const std::vector<Hearing>& hearing,
                               Hearing wanted);

}  // namespace soundcheck::audio
