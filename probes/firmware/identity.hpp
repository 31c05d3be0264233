#pragma once

#include "probes/board/firmware.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// Does the image say which version it is? Nobody can help a speaker whose
/// firmware is unknown.
Task<Verdict> check_identity(Firmware& firmware, Progress& progress);

}  // namespace soundcheck::firmware
