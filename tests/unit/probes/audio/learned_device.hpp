#pragma once

#include "probes/profile.hpp"
#include "tests/support/temporary_folder.hpp"

namespace soundcheck::audio {

/// A device that was learned in the factory: its settings name a baseline of
/// the healthy SimulatedSound.
struct Learned {
  Learned();
  test::TemporaryFolder folder;
  Profile::Audio settings;
};

}  // namespace soundcheck::audio
