#include "probes/audio/recording_run.hpp"

namespace soundcheck::audio {

SweepRun run_of(Recording recording) {
  SweepRun run;
  run.microphones = std::move(recording.microphones);
  for (const auto& codes : recording.codes)
    run.codes.push_back({codes.ever_one, codes.always_one, codes.bits});
  dsp::drop_padding(run.codes);
  run.xruns = recording.playback_xruns + recording.capture_xruns;
  return run;
}

}  // namespace soundcheck::audio
