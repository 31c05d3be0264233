#include "probes/audio/recording_run.hpp"

#include <bit>

namespace soundcheck::audio {

dsp::CodeMask mask_of(const CodeBits& codes) {
  const auto empty_bytes =
      codes.ever_one == 0
          ? 0U
          : static_cast<unsigned>(std::countr_zero(codes.ever_one)) / 8;
  const auto padding = 8 * empty_bytes;
  if (codes.bits <= padding)
    return {};
  return {codes.ever_one >> padding, codes.always_one >> padding,
          codes.bits - padding};
}

SweepRun run_of(Recording recording) {
  SweepRun run;
  run.microphones = std::move(recording.microphones);
  for (const auto& codes : recording.codes)
    run.codes.push_back(mask_of(codes));
  run.xruns = recording.playback_xruns + recording.capture_xruns;
  return run;
}

}  // namespace soundcheck::audio
