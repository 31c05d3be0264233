#pragma once

#include <optional>

#include "probes/audio/analysis/baseline.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

/// What the profile's baseline file holds; nothing while this device was not
/// learnt yet, which is: without a file of that name. Errors: parse, io.
Result<std::optional<Baseline>> stored_baseline(const Profile::Audio& settings);

}  // namespace soundcheck::audio
