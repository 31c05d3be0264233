#pragma once

#include "probes/board/storage.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// Can the speaker still write, and how much of its flash is used up?
Task<Verdict> check_storage(Storage& storage,
                            Profile::Storage limits,
                            Progress& progress);

}  // namespace soundcheck::firmware
