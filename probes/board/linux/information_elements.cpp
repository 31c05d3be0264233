#include "probes/board/linux/information_elements.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace soundcheck {

namespace {

using Bytes = std::span<const std::byte>;

// Element numbers and suites: IEEE 802.11-2020, 9.4.2.
constexpr unsigned element_ssid = 0;
constexpr unsigned element_load = 11;
constexpr unsigned element_rsn = 48;
constexpr unsigned element_vendor = 221;
constexpr std::uint32_t rsn_suites = 0x000fac;
constexpr std::uint32_t wpa_suites = 0x0050f2;
constexpr std::uint32_t wpa_element = 0x0050f201;
constexpr std::size_t ssid_max = 32;

/// Reads numbers off the front; what is too short gives none.
class Reader {
 public:
  explicit Reader(Bytes bytes) : rest_(bytes) {}

  std::optional<unsigned> u8() { return number(1, false); }
  std::optional<unsigned> u16() { return number(2, false); }
  /// Three bytes of who defined it, one of what; in the order of the air.
  std::optional<std::uint32_t> suite() { return number(4, true); }
  std::optional<Bytes> take(std::size_t size) {
    if (rest_.size() < size)
      return std::nullopt;
    const auto front = rest_.first(size);
    rest_ = rest_.subspan(size);
    return front;
  }
  bool empty() const { return rest_.empty(); }

 private:
  std::optional<std::uint32_t> number(std::size_t size, bool big_endian) {
    const auto bytes = take(size);
    if (!bytes)
      return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto at = big_endian ? i : size - 1 - i;
      value = value << 8 | std::to_integer<std::uint32_t>((*bytes)[at]);
    }
    return value;
  }

  Bytes rest_;
};

KeyManagement key_management_of(std::uint32_t suite) {
  switch (suite >> 8 == rsn_suites || suite >> 8 == wpa_suites ? suite & 0xff
                                                               : 0) {
    case 1:   // 802.1X
    case 3:   // the same with fast transition
    case 5:   // with SHA-256
    case 11:  // Suite B
    case 12:
    case 13:
      return KeyManagement::enterprise;
    case 2:
    case 4:
    case 6:
    case 19:
    case 20:
      return KeyManagement::psk;
    case 8:
    case 9:
    case 24:
    case 25:
      return KeyManagement::sae;
    case 18:
      return KeyManagement::owe;
    default:
      return KeyManagement::other;
  }
}

void add(std::vector<KeyManagement>& list, KeyManagement how) {
  if (std::find(list.begin(), list.end(), how) == list.end())
    list.push_back(how);
}

/// A count, then so many suites; false when it ends before.
template <class Visit>
bool read_suites(Reader& in, Visit visit) {
  const auto count = in.u16();
  if (!count)
    return false;
  for (unsigned i = 0; i < *count; ++i) {
    const auto suite = in.suite();
    if (!suite)
      return false;
    visit(*suite);
  }
  return true;
}

/// The two lists in front of the key management, which nobody here needs. True
/// when there is more behind them, false when the element may end here and did,
/// nothing when it was cut short.
std::optional<bool> skip_ciphers(Reader& in) {
  const auto ignore = [](std::uint32_t) {};
  if (in.empty())
    return false;
  if (!in.suite())
    return std::nullopt;
  if (in.empty())
    return false;
  if (!read_suites(in, ignore))
    return std::nullopt;
  return !in.empty();
}

/// RSN, and the older WPA element, which has no capabilities. Everything behind
/// the version may be left out and then has a default.
void read_security(Reader in, WifiSecurity& security) {
  const auto version = in.u16();
  const auto more = version ? skip_ciphers(in) : std::nullopt;
  if (!more || !*more) {
    add(security.keys, more ? KeyManagement::enterprise : KeyManagement::other);
    return;
  }
  std::size_t known = 0;
  const bool whole = read_suites(in, [&](std::uint32_t suite) {
    add(security.keys, key_management_of(suite));
    ++known;
  });
  if (!whole || known == 0) {
    add(security.keys, KeyManagement::other);
    return;
  }
  constexpr unsigned required = 1U << 6;
  constexpr unsigned capable = 1U << 7;
  const auto capabilities = in.u16().value_or(0);
  security.protection_required |= (capabilities & required) != 0;
  security.protection_possible |= (capabilities & capable) != 0;
}

void read_load(Reader in, AccessPoint& access_point) {
  const auto stations = in.u16();
  const auto load = in.u8();
  if (!load)
    return;
  access_point.stations = static_cast<int>(*stations);
  access_point.load_percent = 100.0 * *load / 255;
}

std::string name_of(Bytes bytes) {
  std::string name;
  for (const auto byte : bytes)
    name += std::to_integer<char>(byte);
  // Who hides his name sends zeros in its place.
  return bytes.size() > ssid_max || name.find_first_not_of('\0') == name.npos
             ? ""
             : name;
}

void apply(unsigned number, Bytes content, AccessPoint& access_point) {
  Reader in(content);
  switch (number) {
    case element_ssid:
      access_point.ssid = name_of(content);
      break;
    case element_load:
      read_load(in, access_point);
      break;
    case element_rsn:
      read_security(in, access_point.security);
      break;
    case element_vendor:
      if (in.suite() == wpa_element)
        read_security(in, access_point.security);
      break;
    default:
      break;
  }
}

}  // namespace

void apply_elements(Bytes elements, bool privacy, AccessPoint& access_point) {
  Reader in(elements);
  for (;;) {
    const auto number = in.u8();
    const auto size = in.u8();
    const auto content = size ? in.take(*size) : std::nullopt;
    if (!content)
      break;
    apply(*number, *content, access_point);
  }
  auto& keys = access_point.security.keys;
  if (keys.empty())
    keys.push_back(privacy ? KeyManagement::wep : KeyManagement::open);
}

}  // namespace soundcheck
