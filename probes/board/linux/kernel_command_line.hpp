#pragma once

#include <string>
#include <string_view>

namespace soundcheck {

/// The slot that was booted, out of /proc/cmdline: "rauc.slot=A",
/// "androidboot.slot=a" or "androidboot.slot_suffix=_a". Empty when the boot
/// loader does not say.
std::string slot_of(std::string_view command_line);

/// Where the root file system lies: "/dev/mmcblk0p2", or where udev puts
/// "PARTLABEL=root-a". Empty when the command line does not say.
std::string root_device_of(std::string_view command_line);

}  // namespace soundcheck
