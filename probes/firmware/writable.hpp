#pragma once

#include <vector>

#include "probes/board/storage.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// True for a type that is never written, such as squashfs.
bool is_image(const std::string& type);

/// firmware.read_only: can every place be written that the profile says must
/// be? ext4 turns read-only by itself after an error (errors=remount-ro).
Finding judge_writable(const std::vector<Filesystem>& filesystems,
                       const Profile::Storage& limits);

}  // namespace soundcheck::firmware
