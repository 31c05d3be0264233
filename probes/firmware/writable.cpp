#include "probes/firmware/writable.hpp"

#include <algorithm>
#include <array>

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

bool holds(const std::string& mount_point, const std::string& path) {
  return mount_point == "/" || path == mount_point ||
         path.starts_with(mount_point + "/");
}

/// The file system that a path lies on: the deepest mount above it.
const Filesystem* below(const std::vector<Filesystem>& filesystems,
                        const std::string& path) {
  const Filesystem* deepest = nullptr;
  for (const auto& f : filesystems) {
    if (holds(f.mount_point, path) &&
        (!deepest || f.mount_point.size() > deepest->mount_point.size()))
      deepest = &f;
  }
  return deepest;
}

}  // namespace

bool is_image(const std::string& type) {
  constexpr std::array<std::string_view, 3> images = {"squashfs", "erofs",
                                                      "cramfs"};
  return std::find(images.begin(), images.end(), type) != images.end();
}

Finding judge_writable(const std::vector<Filesystem>& filesystems,
                       const Profile::Storage& limits) {
  Sightings seen;
  bool any_bad = false;
  for (const auto& path : limits.writable) {
    const auto* filesystem = below(filesystems, path);
    if (!filesystem) {
      seen.unclear(path + " is on no file system of storage");
    } else if (is_image(filesystem->type)) {
      // Never writable, so nothing broke: the profile asks for the wrong place.
      seen.unclear(path + " is on a " + filesystem->type +
                   " image; the profile must name another place");
    } else {
      any_bad |= filesystem->read_only;
      filesystem->read_only ? seen.bad(path) : seen.fine(path);
    }
  }
  return seen.finding("firmware.read_only",
                      any_bad ? " cannot be written" : " can be written",
                      "the profile names no place that must be writable");
}

}  // namespace soundcheck::firmware
