#pragma once

#include "probes/board/identity.hpp"
#include "probes/board/system.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/system/http_date.hpp"

namespace soundcheck::system {

struct IdentityLimits {
  /// Certificates are renewed at the latest so long before their end, as
  /// certbot does (its documentation, "Renewing certificates").
  double min_days_left = 30;
  TimeServer server;  ///< asked when a date matters that no clock vouches for
};

/// Has the speaker what it proves with who it is, kept from others, and is it
/// still good? The cloud refuses it from the next connection on if not. The
/// name in the certificate need not be that of the device: some clouds give
/// all of them the same.
Task<Verdict> check_identity(DeviceIdentity& identity,
                             System& system,
                             Web& web,
                             IdentityLimits limits,
                             Progress& progress);

}  // namespace soundcheck::system
