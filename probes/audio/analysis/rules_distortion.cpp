#include "probes/audio/analysis/rules.hpp"

namespace soundcheck::audio {

DistortionFindings judge_distortion(const Evidence& evidence,
                                    const Comparison& comparison,
                                    const Ambient& ambient,
                                    Symptoms& out) {
  DistortionFindings found;
  const auto& which = comparison.heard_by;
  if (which.empty()) {
    for (const auto code : {Code::amp_clip, Code::speaker_thd, Code::rub_buzz})
      out.push_back({code, Presence::unknown, std::nullopt, "not heard"});
    return found;
  }
  judge_thd(evidence, which, ambient, found, out);
  judge_residual(evidence, which, ambient, found, out);
  return found;
}

}  // namespace soundcheck::audio
