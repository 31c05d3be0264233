#pragma once

#include "probes/board/clock.hpp"
#include "probes/board/services.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::system {

/// The longest that check_services() may take.
constexpr std::chrono::seconds services_patience{25};

/// Does a service crash as soon as it is started, again and again, and do all
/// run that the profile expects? Answers at once when the services were watched
/// and are calm, else looks closely until they are, for three to six seconds;
/// as long as a loop may have begun or ended, up to twenty.
///
/// Three restarts within ten minutes, each soon after the end before it, are a
/// loop: systemd gives up after five starts within ten seconds
/// (StartLimitBurst=, systemd-system.conf(5)), procd after five restarts; but
/// who looks now and then misses some, and a service that dies every few
/// minutes is in a loop, too. It is over when none was seen for three times as
/// long as between two of them.
Task<Verdict> check_services(Services& services,
                             Clock& clock,
                             Profile::Services limits,
                             Progress& progress);

}  // namespace soundcheck::system
