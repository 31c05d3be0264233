#include "probes/board/linux/storage_files.hpp"

#include <algorithm>
#include <array>

#include "probes/board/linux/mountinfo.hpp"
#include "probes/board/linux/storage_health.hpp"

namespace soundcheck {

namespace {

/// What keeps data or a whole image. A mount of anything else (proc, cgroup,
/// a network share) is none of the speaker's storage.
bool is_storage(const Mount& mount) {
  constexpr std::array<std::string_view, 14> types = {
      "ext2",  "ext3",     "ext4",  "f2fs",  "btrfs",   "xfs",   "vfat",
      "exfat", "squashfs", "erofs", "ubifs", "overlay", "jffs2", "cramfs"};
  if (mount.type == "tmpfs")
    return mount.mount_point == "/tmp" || mount.mount_point == "/run";
  return std::find(types.begin(), types.end(), mount.type) != types.end();
}

}  // namespace

Result<std::vector<Filesystem>> StorageFiles::filesystems() const {
  constexpr std::string_view file = "/proc/self/mountinfo";
  const auto text = root_.read_required(file);
  if (!text)
    return text.error();
  const auto mounts = parse_mountinfo(*text, file);
  if (!mounts)
    return mounts.error();

  std::vector<Filesystem> found;
  for (const auto& mount : *mounts) {
    if (!is_storage(mount))
      continue;
    Filesystem filesystem;
    filesystem.mount_point = mount.mount_point;
    filesystem.type = mount.type;
    filesystem.device = mount.device;
    filesystem.read_only = mount.read_only;
    filesystem.asked_read_only = mount.asked_read_only;
    // One that cannot be asked stays in the list, with a size of zero.
    const auto space = kernel_.space(root_.path(mount.mount_point));
    if (space) {
      filesystem.size_bytes = space->size_bytes;
      filesystem.available_bytes = space->available_bytes;
      filesystem.inodes = space->inodes;
      filesystem.inodes_free = space->inodes_free;
    }
    found.push_back(std::move(filesystem));
  }
  return found;
}

Task<StorageState> StorageFiles::state() {
  StorageState state;
  auto all = filesystems();
  if (!all)
    co_return all.error();
  state.filesystems = std::move(*all);
  const auto health = read_storage_health(root_, state);
  if (!health)
    co_return health.error();
  co_return state;
}

}  // namespace soundcheck
