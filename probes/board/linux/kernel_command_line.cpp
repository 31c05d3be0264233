#include "probes/board/linux/kernel_command_line.hpp"

#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

namespace soundcheck {

namespace {

/// Parameters of the kernel, blanks inside "..." kept. Those after "--" belong
/// to init.
std::optional<std::string_view> next_parameter(std::string_view& rest) {
  const auto first = rest.find_first_not_of(" \t\n");
  if (first == rest.npos)
    return std::nullopt;
  rest.remove_prefix(first);
  bool quoted = false;
  std::size_t end = 0;
  for (; end < rest.size(); ++end) {
    if (rest[end] == '"')
      quoted = !quoted;
    else if (!quoted && std::string_view(" \t\n").find(rest[end]) !=
                            std::string_view::npos)
      break;
  }
  const auto parameter = rest.substr(0, end);
  rest.remove_prefix(end);
  if (parameter == "--")
    return std::nullopt;
  return parameter;
}

/// What follows the last of these names; empty when there is none.
std::string_view value_of(std::string_view command_line,
                          std::initializer_list<std::string_view> names) {
  std::string_view value;
  while (const auto parameter = next_parameter(command_line)) {
    for (const auto name : names) {
      if (parameter->starts_with(name))
        value = parameter->substr(name.size());
    }
  }
  return value;
}

}  // namespace

std::string slot_of(std::string_view command_line) {
  auto slot =
      value_of(command_line,
               {"rauc.slot=", "androidboot.slot=", "androidboot.slot_suffix="});
  // The suffix of a partition's name: "_a" for slot "a".
  if (slot.starts_with('_'))
    slot.remove_prefix(1);
  return std::string(slot);
}

std::string root_device_of(std::string_view command_line) {
  using Folder = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Folder, 3> folders = {
      Folder("PARTLABEL=", "/dev/disk/by-partlabel/"),
      Folder("PARTUUID=", "/dev/disk/by-partuuid/"),
      Folder("UUID=", "/dev/disk/by-uuid/")};
  const auto device = value_of(command_line, {"root="});
  for (const auto& [name, folder] : folders) {
    if (device.starts_with(name))
      return std::string(folder) + std::string(device.substr(name.size()));
  }
  return std::string(device);
}

}  // namespace soundcheck
