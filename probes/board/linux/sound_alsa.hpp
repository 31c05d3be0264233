#pragma once

#include "probes/board/linux/alsa_devices.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/sound.hpp"

namespace soundcheck {

/// Sound through alsa-lib, so whatever asound.conf can name. All calls block
/// and therefore run on the worker; nothing is open in between.
class SoundAlsa final : public Sound {
 public:
  /// `worker` outlives this object.
  SoundAlsa(Worker& worker, AlsaDevices devices);

  Task<Recording> play_and_record(SoundRequest request) override;
  Task<SoundDevices> devices() override;
  Task<MixerState> mixer() override;

 private:
  Worker& worker_;
  AlsaDevices devices_;
};

}  // namespace soundcheck
