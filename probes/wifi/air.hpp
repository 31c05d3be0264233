#pragma once

#include "probes/board/clock.hpp"
#include "probes/board/network.hpp"
#include "probes/board/radio.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::wifi {

/// What makes a link bad whose signal is good: interference, a busy channel, a
/// hidden station, a weak way up, Bluetooth, power saving. Five windows of the
/// driver's survey, its counters, and one question to the router. What the
/// driver does not tell stays unknown.
///
/// No simulated air has these faults: the rules are tested on forged numbers.
Task<Verdict> check_air(Radio& radio,
                        Network& network,
                        Clock& clock,
                        Profile::Wifi limits,
                        Progress& progress);

}  // namespace soundcheck::wifi
