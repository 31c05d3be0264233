#pragma once

#include "probes/board/compute.hpp"
#include "probes/board/sound.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::audio {

/// The audible part of the self-test: one rising tone of 1.5 s says how loud,
/// how even, how clean and how late each microphone hears the loudspeaker, and
/// so which part is broken. With the device's own baseline it also tells level,
/// latency, clock, polarity and swapped wires. Where the mixer is off nothing
/// is played: the owner asked for silence. Errors: those of the ports; parse
/// when there is a baseline that cannot be read or is another device's.
Task<Verdict> check_sweep(Sound& sound,
                          Compute& compute,
                          Profile::Audio settings,
                          Progress& progress);

/// The same tone at the level of ordinary listening, for what only shows when
/// the membrane moves far: a rubbing voice coil, a loose part. Needs two runs
/// that agree.
Task<Verdict> check_rub_buzz(Sound& sound,
                             Compute& compute,
                             Profile::Audio settings,
                             Progress& progress);

/// How long each may take at worst.
std::chrono::milliseconds sweep_deadline(const Profile::Audio& settings);

}  // namespace soundcheck::audio
