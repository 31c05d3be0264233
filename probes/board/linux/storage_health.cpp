#include "probes/board/linux/storage_health.hpp"

#include <limits>

#include "probes/board/linux/flash_life.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// Reads the files of one part of the storage, and remembers what is wrong
/// with them.
class Attributes {
 public:
  Attributes(const BoardRoot& root, std::string folder, std::string& trouble)
      : root_(root), folder_(std::move(folder)), trouble_(trouble) {}

  /// Absent as well when there is no such file, which is no trouble.
  template <class Value>
  std::optional<Value> parsed(const char* name,
                              Result<Value> (*parse)(std::string_view,
                                                     std::string_view)) {
    const auto file = folder_ + name;
    const auto content = root_.read(file);
    if (!content)
      return complain<Value>(content.error());
    if (!*content)
      return std::nullopt;
    const auto value = parse(**content, file);
    if (!value)
      return complain<Value>(value.error());
    return *value;
  }

  std::optional<std::uint64_t> count(const char* name) {
    return parsed(name, sole_number<std::uint64_t>);
  }

  std::string word(const char* name) {
    const auto text = root_.read(folder_ + name);
    return std::string(text && *text ? trimmed(**text) : "");
  }

 private:
  template <class Value>
  std::optional<Value> complain(const Error& error) {
    trouble_ += (trouble_.empty() ? "" : ", ") + error.what;
    return std::nullopt;
  }

  const BoardRoot& root_;
  std::string folder_;
  std::string& trouble_;
};

/// "mmcblk0" of prefix "mmcblk", but neither its partitions nor its
/// "mmcblk0boot0"; "ubi0", but not its volume "ubi0_1".
bool is_numbered(std::string_view name, std::string_view prefix) {
  return name.starts_with(prefix) && name.size() > prefix.size() &&
         name.find_first_not_of("0123456789", prefix.size()) == name.npos;
}

FlashLife flash_of(const BoardRoot& root, const std::string& device) {
  FlashLife life;
  life.device = device;
  Attributes in(root, "/sys/block/" + device + "/device/", life.trouble);
  if (const auto both = in.parsed("life_time", parse_life_time)) {
    life.life_time_a = both->first;
    life.life_time_b = both->second;
  }
  life.pre_eol = in.parsed("pre_eol_info", parse_pre_eol);
  return life;
}

/// Of what is soldered in and may be written. RAM disks, loops and mappings
/// have no `device`; the boot partitions of an eMMC and USB sticks are left
/// out.
void add_writes(const BoardRoot& root,
                const std::string& device,
                std::vector<BlockWrites>& all) {
  const auto folder = "/sys/block/" + device + "/";
  const auto parts = root.list(folder + "device");
  if (!parts || parts->empty() || device.find("boot") != device.npos ||
      device.find("rpmb") != device.npos)
    return;
  BlockWrites writes;
  writes.device = device;
  Attributes in(root, folder, writes.trouble);
  if (in.word("ro") == "1" || in.word("removable") == "1")
    return;
  writes.written_bytes = in.parsed("stat", parse_written_bytes);
  all.push_back(std::move(writes));
}

Ext4Health ext4_of(const BoardRoot& root, const std::string& device) {
  Ext4Health health;
  health.device = device;
  Attributes in(root, "/sys/fs/ext4/" + device + "/", health.trouble);
  health.errors = in.count("errors_count");
  health.warnings = in.count("warning_count");
  health.first_error_unix_s = in.count("first_error_time");
  health.last_error_unix_s = in.count("last_error_time");
  health.last_error_func = in.word("last_error_func");
  health.lifetime_written_kib = in.count("lifetime_write_kbytes");
  health.session_written_kib = in.count("session_write_kbytes");
  return health;
}

UbiDevice ubi_of(const BoardRoot& root,
                 const std::string& device,
                 const std::vector<std::string>& names) {
  const std::string folder = "/sys/class/ubi/";
  UbiDevice ubi;
  ubi.device = device;
  Attributes in(root, folder + device + "/", ubi.trouble);
  ubi.bad_blocks = in.count("bad_peb_count");
  ubi.reserved_for_bad = in.count("reserved_for_bad");
  ubi.max_erase_count = in.count("max_ec");
  for (const auto& name : names) {
    if (!name.starts_with(device + "_"))
      continue;
    Attributes of_volume(root, folder + name + "/", ubi.trouble);
    UbiDevice::Volume volume;
    volume.name = of_volume.word("name");
    if (volume.name.empty())
      volume.name = name;
    volume.corrupted = of_volume.count("corrupted");
    volume.update_marker = of_volume.count("upd_marker");
    ubi.volumes.push_back(std::move(volume));
  }
  return ubi;
}

Result<void> read_blocks(const BoardRoot& root, StorageState& state) {
  const auto names = root.list("/sys/block");
  if (!names)
    return names.error();
  for (const auto& name : *names) {
    if (is_numbered(name, "mmcblk"))
      state.flash.push_back(flash_of(root, name));
    add_writes(root, name, state.writes);
  }
  return {};
}

}  // namespace

Result<void> read_storage_health(const BoardRoot& root, StorageState& state) {
  const auto blocks = read_blocks(root, state);
  if (!blocks)
    return blocks.error();

  const auto ext4 = root.list("/sys/fs/ext4");
  if (!ext4)
    return ext4.error();
  for (const auto& name : *ext4) {
    if (name != "features")
      state.ext4.push_back(ext4_of(root, name));
  }

  const auto ubi = root.list("/sys/class/ubi");
  if (!ubi)
    return ubi.error();
  for (const auto& name : *ubi) {
    if (is_numbered(name, "ubi"))
      state.ubi.push_back(ubi_of(root, name, *ubi));
  }

  const auto uptime = root.read("/proc/uptime");
  if (uptime && *uptime) {
    const std::string_view text = **uptime;
    state.uptime_s = decimal_number(text.substr(0, text.find(' ')));
  }
  return {};
}

Result<std::uint64_t> parse_written_bytes(std::string_view text,
                                          std::string_view file) {
  // Reads and writes have four fields each; in both, sectors are the third. A
  // sector has 512 bytes whatever the device has.
  constexpr std::size_t fields = 11;
  constexpr std::size_t sectors_written = 6;
  constexpr std::uint64_t sector_bytes = 512;
  TextLines lines(text, file);
  const auto parts = words(lines.next().value_or(""));
  const auto sectors = parts.size() >= fields
                           ? number<std::uint64_t>(parts[sectors_written])
                           : std::nullopt;
  if (!sectors ||
      *sectors > std::numeric_limits<std::uint64_t>::max() / sector_bytes)
    return lines.error("must be at least eleven whole numbers");
  return *sectors * sector_bytes;
}

}  // namespace soundcheck
