#include "probes/board/linux/environment_medium.hpp"

#include "probes/board/linux/fw_env_config.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::string_view dev = "/dev/";

/// "/dev/ubi0:environment" is "/dev/ubi0_1" when that volume has the name.
Result<std::string> volume_of(const BoardRoot& root,
                              const std::string& device) {
  constexpr std::string_view prefix = "/dev/ubi";
  const auto colon = device.find(':');
  if (!device.starts_with(prefix) || colon == device.npos)
    return device;
  const auto ubi = device.substr(dev.size(), colon - dev.size());
  const auto volumes = root.list("/sys/class/ubi");
  if (!volumes)
    return volumes.error();
  for (const auto& volume : *volumes) {
    if (!volume.starts_with(ubi + "_"))
      continue;
    const auto name = root.read("/sys/class/ubi/" + volume + "/name");
    if (!name)
      return name.error();
    const auto text = name->value_or("");
    if (text.substr(0, text.find('\n')) == device.substr(colon + 1))
      return "/dev/" + volume;
  }
  return Error(Errc::unsupported, device + ": no such volume");
}

/// A block that is bad moves all that lies behind it, and only U-Boot knows
/// how far it looks. Without bad blocks nothing moves.
Result<void> must_not_move(const BoardRoot& root, const std::string& device) {
  constexpr std::string_view prefix = "/dev/mtd";
  if (!device.starts_with(prefix))
    return {};
  const auto mtd = "/sys/class/mtd/" + device.substr(dev.size()) + "/";
  const auto type = root.read(mtd + "type");
  if (!type)
    return type.error();
  if (type->value_or("").find("nand") == std::string::npos)
    return {};
  const auto bad = root.read(mtd + "bad_blocks");
  if (!bad)
    return bad.error();
  if (*bad && **bad == "0\n")
    return {};
  return Error(Errc::unsupported,
               device + ": NAND that may have bad blocks cannot be followed");
}

Result<std::string> read_copy(const BoardRoot& root,
                              const EnvironmentPlace& place) {
  const auto device = volume_of(root, place.device);
  if (!device)
    return device.error();
  if (const auto fixed = must_not_move(root, *device); !fixed)
    return fixed.error();
  return root.read_part(*device, place.offset, place.size);
}

}  // namespace

Result<std::optional<UbootEnvironment>> read_environment(
    const BoardRoot& root) {
  constexpr std::string_view file = "/etc/fw_env.config";
  const auto text = root.read(file);
  if (!text)
    return text.error();
  if (!*text)
    return std::optional<UbootEnvironment>();
  const auto places = parse_fw_env_config(**text, file);
  if (!places)
    return places.error();

  std::vector<std::string> copies;
  for (const auto& place : *places) {
    auto copy = read_copy(root, place);
    if (!copy)
      return copy.error();
    copies.push_back(std::move(*copy));
  }
  return std::optional(read_uboot_environment(copies, places->front().size));
}

}  // namespace soundcheck
