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

bool is_image(const std::string& type) {
  constexpr std::array<std::string_view, 3> images = {"squashfs", "erofs",
                                                      "cramfs"};
  return std::find(images.begin(), images.end(), type) != images.end();
}

void append(std::string& list, const std::string& text) {
  list += (list.empty() ? "" : ", ") + text;
}

}  // namespace

Finding judge_writable(const std::vector<Filesystem>& filesystems,
                       const Profile::Storage& limits) {
  const std::string id = "firmware.read_only";
  std::string read_only, unclear, fine;
  for (const auto& path : limits.writable) {
    const auto* filesystem = below(filesystems, path);
    if (!filesystem) {
      append(unclear, path + " is on no file system of storage");
    } else if (is_image(filesystem->type)) {
      // Never writable, so nothing broke: the profile asks for the wrong place.
      append(unclear, path + " is on a " + filesystem->type +
                          " image; the profile must name another place");
    } else {
      append(filesystem->read_only ? read_only : fine, path);
    }
  }
  if (!read_only.empty())
    return judged(id, true, read_only + " cannot be written");
  if (!unclear.empty())
    return unknown_finding(id, unclear);
  if (fine.empty())
    return unknown_finding(id,
                           "the profile names no place that must be writable");
  return judged(id, false, fine + " can be written");
}

}  // namespace soundcheck::firmware
