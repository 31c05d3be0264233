#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "agent/bundle/redact/literals.hpp"

namespace soundcheck::bundle {

/// What this board says of itself that is nobody's business: its networks and
/// their keys, as wpa_supplicant, NetworkManager, ConnMan, iwd and hostapd
/// write them down; the networks that it hears; names, serials, accounts.
std::vector<Known> known_secrets(const std::filesystem::path& root,
                                 const std::filesystem::path& state_folder);

// The pure part: one file or reply at a time.
void read_network_settings(std::string_view text, std::vector<Known>& known);
void read_network_list(std::string_view reply, std::vector<Known>& known);
void read_accounts(std::string_view passwd, std::vector<Known>& known);
/// The bytes of "a\x00\"b" as wpa_supplicant prints a name.
std::string unescaped(std::string_view text);

}  // namespace soundcheck::bundle
