#pragma once

#include "probes/audio/analysis/analysis.hpp"
#include "probes/audio/loudness.hpp"
#include "probes/board/compute.hpp"
#include "probes/board/sound.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

struct SweepJob {
  Profile::Audio settings;
  dsp::SweepPlan plan;
  std::optional<Baseline> baseline;
  Loudness loudness;
  AudioLimits limits;
};

struct SweepRuns {
  Analysis analysis;
  unsigned played = 0;
  unsigned xruns = 0;
  double predicted_snr_db = 0;  ///< NaN = the listen could not tell
};

/// Listens, and plays only where the sweep can be heard above the room; again
/// when samples were lost, something else sounded, or a distortion has to be
/// confirmed, four times at most. When a second run was disturbed, too, and not
/// alike, both are forgotten and the room is listened to anew. Errors: those of
/// the ports.
Task<SweepRuns> run_sweeps(Sound& sound,
                           Compute& compute,
                           SweepJob job,
                           Progress& progress);

/// What listening and playing take at worst, for the probe's deadline; the
/// mathematics comes on top.
double longest_seconds(const dsp::SweepPlan& plan);

}  // namespace soundcheck::audio
