#include "probes/board/linux/kernel_command_line.hpp"

#include <array>
#include <optional>

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

}  // namespace

std::string slot_of(std::string_view command_line) {
  constexpr std::array<std::string_view, 3> names = {
      "rauc.slot=", "androidboot.slot=", "androidboot.slot_suffix="};
  std::string slot;
  while (const auto parameter = next_parameter(command_line)) {
    for (const auto name : names) {
      if (!parameter->starts_with(name))
        continue;
      auto value = parameter->substr(name.size());
      // The suffix of a partition's name: "_a" for slot "a".
      if (value.starts_with('_'))
        value.remove_prefix(1);
      slot = value;
    }
  }
  return slot;
}

}  // namespace soundcheck
