#include "agent/bundle/collect/known_secrets.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sys/utsname.h>

#include "agent/bundle/collect/child_process.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck::bundle {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_file_bytes = 64 * 1024;
constexpr std::size_t max_known = 400;
constexpr auto patience = std::chrono::seconds(2);

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
    text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
    text.remove_suffix(1);
  return text;
}

template <class Take>
void each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    take(trimmed(line));
  }
}

void add(std::vector<Known>& known, SecretKind kind, std::string value) {
  Known one{kind, std::move(value)};
  if (!one.value.empty() && known.size() < max_known &&
      std::find(known.begin(), known.end(), one) == known.end())
    known.push_back(std::move(one));
}

std::string read(const fs::path& file) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed))
    return {};
  auto text = read_whole_file(file, max_file_bytes);
  return text ? std::move(*text) : std::string();
}

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned byte = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

/// "72;111;109;101;" of NetworkManager.
std::string bytes_of_list(std::string_view list) {
  std::string bytes;
  while (!list.empty()) {
    const auto part = list.substr(0, list.find(';'));
    unsigned byte = 0;
    std::from_chars(part.data(), part.data() + part.size(), byte);
    bytes += static_cast<char>(byte);
    list.remove_prefix(std::min(part.size() + 1, list.size()));
  }
  return bytes;
}

/// A name of a network in quotes, as hex, as a list of bytes, or as it is.
void add_ssid(std::string_view value, std::vector<Known>& known) {
  if (value.starts_with("P\"") && value.ends_with('"') && value.size() > 2)
    return add(known, SecretKind::ssid,
               unescaped(value.substr(2, value.size() - 3)));
  if (value.starts_with('"') && value.ends_with('"') && value.size() > 1)
    return add(known, SecretKind::ssid,
               std::string(value.substr(1, value.size() - 2)));
  const bool hex = run(value, is_hex) == value.size() && value.size() % 2 == 0;
  if (hex && value.size() >= 4)
    add(known, SecretKind::ssid, bytes_of_hex(value));
  const auto of_list = [](char c) { return is_digit(c) || c == ';'; };
  if (value.ends_with(';') && run(value, of_list) == value.size())
    add(known, SecretKind::ssid, bytes_of_list(value));
  add(known, SecretKind::ssid, std::string(value));
}

void add_secret(std::string_view value,
                SecretKind kind,
                std::vector<Known>& known) {
  if (value.starts_with('"') && value.ends_with('"') && value.size() > 1)
    value = value.substr(1, value.size() - 2);
  // Shorter ones would be found in every second word.
  if (value.size() >= 4)
    add(known, kind, std::string(value));
}

bool is_one_of(std::string_view name,
               std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// {root}/a/b/*.conf
void read_folder(const fs::path& folder,
                 std::string_view ending,
                 std::vector<Known>& known) {
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; entry != end;
       entry.increment(failed)) {
    if (failed)
      return;
    const auto path = entry->path();
    if (path.string().ends_with(ending))
      read_network_settings(read(path), known);
    // iwd: the file has the name of the network, or "=" and its hex.
    const auto kind = path.extension().string();
    if (!is_one_of(kind, {".psk", ".8021x", ".open"}))
      continue;
    const auto stem = path.stem().string();
    if (stem.starts_with('='))
      add(known, SecretKind::ssid, bytes_of_hex(stem.substr(1)));
    else
      add_ssid(stem, known);
  }
}

void read_networks(const fs::path& root, std::vector<Known>& known) {
  read_network_settings(read(root / "etc/wpa_supplicant.conf"), known);
  for (const auto& [folder, ending] :
       {std::pair("etc/wpa_supplicant", ".conf"),
        {"etc/hostapd", ".conf"},
        {"etc/NetworkManager/system-connections", ""},
        {"run/NetworkManager/system-connections", ""},
        {"var/lib/iwd", ".psk"},
        {"var/lib/wpa_supplicant", ".conf"},
        {"var/run/wpa", ".conf"}})
    read_folder(root / folder, ending, known);
  std::error_code failed;
  const auto connman = root / "var/lib/connman";
  for (fs::directory_iterator entry(connman, failed), end; entry != end;
       entry.increment(failed)) {
    if (failed)
      return;
    read_network_settings(read(entry->path() / "settings"), known);
  }
}

/// What the board hears now; only the board itself can be asked, no captured
/// one.
void ask_supplicant(std::vector<Known>& known) {
  if (!has_program("wpa_cli"))
    return;
  for (const auto* question : {"status", "list_networks", "scan_results"}) {
    std::string reply;
    const auto asked = run_program({"wpa_cli", question},
                                   std::chrono::steady_clock::now() + patience,
                                   [&reply](std::string_view line) {
                                     (reply += line) += '\n';
                                     return reply.size() < max_file_bytes;
                                   });
    if (!asked)
      return;
    if (question == std::string_view("status"))
      read_network_settings(reply, known);
    else
      read_network_list(reply, known);
  }
}

void read_names(const fs::path& root, std::vector<Known>& known) {
  add(known, SecretKind::host,
      std::string(trimmed(read(root / "etc/hostname"))));
  utsname here{};
  if (::uname(&here) == 0)
    add(known, SecretKind::host, here.nodename);
  for (const auto* file :
       {"proc/device-tree/serial-number", "sys/class/dmi/id/product_serial",
        "sys/class/dmi/id/board_serial", "sys/class/dmi/id/chassis_serial",
        "sys/block/mmcblk0/device/serial", "sys/block/mmcblk0/device/cid",
        "sys/firmware/devicetree/base/serial-number"}) {
    auto text = read(root / file);
    text = text.substr(0, text.find('\0'));
    add_secret(trimmed(text), SecretKind::serial, known);
  }
  for (const auto* file : {"etc/machine-id", "var/lib/dbus/machine-id"})
    add_secret(trimmed(read(root / file)), SecretKind::hex, known);
  each_line(read(root / "proc/cpuinfo"), [&known](std::string_view line) {
    const auto colon = line.find(':');
    if (line.starts_with("Serial") && colon != line.npos)
      add_secret(trimmed(line.substr(colon + 1)), SecretKind::serial, known);
  });
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 >= text.size()) {
      bytes += text[i];
      continue;
    }
    const char next = text[++i];
    if (next == 'x' && i + 2 < text.size()) {
      bytes += bytes_of_hex(text.substr(i + 1, 2));
      i += 2;
    } else {
      constexpr std::string_view names = "ntre", bytes_of = "\n\t\r\x1b";
      const auto known = names.find(next);
      bytes += known == names.npos ? next : bytes_of[known];
    }
  }
  return bytes;
}

void read_network_settings(std::string_view text, std::vector<Known>& known) {
  each_line(text, [&known](std::string_view line) {
    const auto equals = line.find('=');
    if (equals == line.npos || line.starts_with('#'))
      return;
    const auto name = lower(trimmed(line.substr(0, equals)));
    const auto value = trimmed(line.substr(equals + 1));
    if (is_one_of(name, {"ssid", "ssid2", "name", "id"}))
      add_ssid(value, known);
    if (name == "ssid" && value.find('\\') != value.npos)
      add_ssid(unescaped(value), known);
    if (is_one_of(name, {"psk", "password", "passphrase", "wpa_passphrase",
                         "wpa_psk", "sae_password", "presharedkey", "wep_key0",
                         "wep_key1", "wep_key2", "wep_key3", "pin",
                         "private_key_passwd", "wep-key0"}))
      add_secret(value, SecretKind::secret, known);
    if (is_one_of(name, {"identity", "anonymous_identity"}))
      add_secret(value, SecretKind::account, known);
  });
}

void read_network_list(std::string_view reply, std::vector<Known>& known) {
  // "network id / ssid / bssid / flags" and "bssid / ... / ssid", by tabs; the
  // first line tells which.
  const bool scan = reply.find("signal level") != reply.npos;
  const std::size_t column = scan ? 4 : 1;
  each_line(reply, [&](std::string_view line) {
    if (line.find('\t') == line.npos)
      return;
    for (std::size_t i = 0; i < column; ++i) {
      const auto tab = line.find('\t');
      if (tab == line.npos)
        return;
      line.remove_prefix(tab + 1);
    }
    const auto name = line.substr(0, line.find('\t'));
    add(known, SecretKind::ssid, unescaped(name));
  });
}

void read_accounts(std::string_view passwd, std::vector<Known>& known) {
  each_line(passwd, [&known](std::string_view line) {
    const auto name = line.substr(0, line.find(':'));
    const auto id_at = line.find(':', std::min(name.size() + 1, line.size()));
    unsigned id = 0;
    if (id_at == line.npos)
      return;
    std::from_chars(line.data() + id_at + 1, line.data() + line.size(), id);
    // People; what else has an account is a service, and no secret.
    if (id >= 1000 && id < 60000 && name.size() >= 3)
      add(known, SecretKind::account, std::string(name));
  });
}

std::vector<Known> known_secrets(const fs::path& root,
                                 const fs::path& state_folder) {
  std::vector<Known> known;
  read_networks(root, known);
  read_names(root, known);
  read_accounts(read(root / "etc/passwd"), known);
  if (root == "/")
    ask_supplicant(known);
  // A product that keeps the networks elsewhere links them here.
  read_network_settings(read(state_folder / "known-secrets.conf"), known);
  return known;
}

}  // namespace soundcheck::bundle
