#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace soundcheck {

// How wpa_supplicant writes things down, in events and in replies.

/// The next part between blanks, which may hold a quoted text with blanks and
/// escaped quotes in it: `ssid="a \"b"`. Nothing at the end.
std::optional<std::string_view> next_wpa_part(std::string_view& text);

/// "aa:bb:cc:dd:ee:ff" in lower case; "" when it is none, or all zeros, which
/// stands for "no access point".
std::string wpa_address(std::string_view text);

/// dBm; nothing for 9999, which stands for "do not know", and for what no
/// radio hears.
std::optional<int> wpa_signal(std::string_view text);

/// The bytes of a network name that was escaped for printing ("a\x00\"b").
/// Nothing when it is cut short, or longer than the 32 bytes of a name.
std::optional<std::string> wpa_ssid(std::string_view escaped);

}  // namespace soundcheck
