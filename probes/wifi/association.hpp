#pragma once

#include "probes/board/clock.hpp"
#include "probes/board/connection_log.hpp"
#include "probes/board/radio.hpp"
#include "probes/board/supplicant.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::wifi {

/// How long it listens at most for what the supplicant tries.
constexpr std::chrono::seconds join_patience{8};
/// And for how long on top for a scan's end, or for a second key exchange or
/// refusal: after the first wpa_supplicant rests for ten seconds.
constexpr std::chrono::seconds more_patience{8};

/// Why is the speaker not in its Wi-Fi network? Cheap while it is. Otherwise it
/// reads what happened, has the supplicant try again, and listens to how that
/// ends. Names no network: neither SSID nor BSSID is in the verdict.
Task<Verdict> check_association(Radio& radio,
                                Supplicant& supplicant,
                                ConnectionLog& log,
                                Clock& clock,
                                Profile::Wifi limits,
                                Progress& progress);

}  // namespace soundcheck::wifi
