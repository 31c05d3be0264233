#pragma once

#include <string_view>

#include "agent/assist/key_ring.hpp"
#include "agent/identity.hpp"
#include "probes/board/clock.hpp"
#include "soundcheck/v1/command.pb.h"

namespace soundcheck {

/// The receipt inside a serialised SignedReceipt, when a key that may serve has
/// signed it for this device. Checks the signature before it parses what was
/// signed. Errors: parse (no such message), denied (signature, or another
/// device).
Result<v1::Receipt> open_receipt(std::string_view bytes,
                                 const assist::KeyRing& keys,
                                 const Clock& clock,
                                 const Identity& identity);

}  // namespace soundcheck
