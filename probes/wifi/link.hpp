#pragma once

#include "probes/board/radio.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::wifi {

/// Is the speaker associated, and does it hear and reach its access point well
/// enough? Names no network: neither SSID nor BSSID is in the verdict.
Task<Verdict> check_link(Radio& radio,
                         Profile::Wifi limits,
                         Progress& progress);

}  // namespace soundcheck::wifi
