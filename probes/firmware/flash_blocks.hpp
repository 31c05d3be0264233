#pragma once

#include <vector>

#include "probes/board/storage.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// Of raw NAND under UBI. Adds firmware.flash_reserve_low (few blocks are left
/// to replace bad ones) and firmware.volume_damaged (a volume has a wrong
/// checksum, or was written half), and the counts behind them.
void judge_blocks(const std::vector<UbiDevice>& devices,
                  const Profile::Storage& limits,
                  Verdict& verdict);

}  // namespace soundcheck::firmware
