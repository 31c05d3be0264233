#include "probes/board/linux/storage_files.hpp"

#include <algorithm>
#include <array>

#include "probes/board/linux/flash_life.hpp"
#include "probes/board/linux/mountinfo.hpp"

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

/// "mmcblk0", but not its partitions and not "mmcblk0boot0".
bool is_mmc(std::string_view name) {
  constexpr std::string_view prefix = "mmcblk";
  return name.starts_with(prefix) && name.size() > prefix.size() &&
         name.find_first_not_of("0123456789", prefix.size()) == name.npos;
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

Result<FlashLife> StorageFiles::flash_of(const std::string& device) const {
  const auto folder = "/sys/block/" + device + "/device/";
  FlashLife life;
  life.device = device;

  const auto life_time = root_.read(folder + "life_time");
  if (!life_time)
    return life_time.error();
  if (*life_time) {
    const auto parsed = parse_life_time(**life_time, folder + "life_time");
    if (!parsed)
      return parsed.error();
    life.life_time_a = parsed->first;
    life.life_time_b = parsed->second;
  }

  const auto pre_eol = root_.read(folder + "pre_eol_info");
  if (!pre_eol)
    return pre_eol.error();
  if (*pre_eol) {
    const auto parsed = parse_pre_eol(**pre_eol, folder + "pre_eol_info");
    if (!parsed)
      return parsed.error();
    life.pre_eol = *parsed;
  }
  return life;
}

Result<std::vector<FlashLife>> StorageFiles::flash() const {
  const auto devices = root_.list("/sys/block");
  if (!devices)
    return devices.error();
  std::vector<FlashLife> found;
  for (const auto& device : *devices) {
    if (!is_mmc(device))
      continue;
    auto life = flash_of(device);
    if (!life)
      return life.error();
    found.push_back(std::move(*life));
  }
  return found;
}

Task<StorageState> StorageFiles::state() {
  StorageState state;
  auto all = filesystems();
  if (!all)
    co_return all.error();
  auto lives = flash();
  if (!lives)
    co_return lives.error();
  state.filesystems = std::move(*all);
  state.flash = std::move(*lives);
  co_return state;
}

}  // namespace soundcheck
