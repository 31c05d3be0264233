#pragma once

#include <vector>

#include "probes/board/storage.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// Adds firmware.flash_worn and "flash_life_used" in per cent, an upper bound
/// because JEDEC's scale has steps of ten.
void judge_wear(const std::vector<FlashLife>& flash, Verdict& verdict);

}  // namespace soundcheck::firmware
