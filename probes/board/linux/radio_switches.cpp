#include "probes/board/linux/radio_switches.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr unsigned flag_up = 1;  // IFF_UP of <linux/if.h>

/// What a file of one line holds; empty when it is not there.
std::string line_of(const BoardRoot& root, const std::string& file) {
  const auto text = root.read(file);
  if (!text || !*text)
    return {};
  return std::string(trimmed((*text)->substr(0, (*text)->find('\n'))));
}

bool is_up(const BoardRoot& root, const std::string& interface_folder) {
  auto flags = line_of(root, interface_folder + "/flags");
  if (flags.starts_with("0x"))
    flags.erase(0, 2);
  return (number<unsigned>(flags, 16).value_or(0) & flag_up) != 0;
}

/// Connections of a Bluetooth adapter stand beside it, as "hci0:256".
std::optional<int> bluetooth_links(const BoardRoot& root) {
  const auto names = root.list("/sys/class/bluetooth");
  if (!names || names->empty())
    return std::nullopt;
  int links = 0;
  for (const auto& name : *names)
    links += name.find(':') != name.npos ? 1 : 0;
  return links;
}

}  // namespace

void apply_switches(const BoardRoot& root, RadioState& state) {
  const auto interface_folder = "/sys/class/net/" + state.interface_name;
  state.up = is_up(root, interface_folder);
  state.bluetooth_links = bluetooth_links(root);
  const auto radio = line_of(root, interface_folder + "/phy80211/name");
  const auto switches = root.list("/sys/class/rfkill");
  if (radio.empty() || !switches)
    return;
  for (const auto& name : *switches) {
    const auto folder = "/sys/class/rfkill/" + name;
    // Others are for Bluetooth, or for all radios of a kind.
    if (line_of(root, folder + "/name") != radio)
      continue;
    if (line_of(root, folder + "/hard") == "1")
      state.block = RadioState::Block::hardware;
    else if (line_of(root, folder + "/soft") == "1")
      state.block = RadioState::Block::software;
  }
}

}  // namespace soundcheck
