#include "probes/profile.hpp"

#include "probes/settings.hpp"

namespace soundcheck {

namespace {

void read_wifi(Settings& in, Profile::Wifi& wifi) {
  in.read("wifi.interface_name", wifi.interface_name);
  in.read("wifi.supplicant_folder", wifi.supplicant_folder);
  in.read("wifi.weak_signal_dbm", wifi.weak_signal_dbm, -100, -30);
  in.read("wifi.out_of_range_dbm", wifi.out_of_range_dbm, -100, -30);
  in.read("wifi.retry_percent", wifi.retry_percent, 1, 100);
  in.read("wifi.sleepy_rtt_ms", wifi.sleepy_rtt_ms, 1, 10'000);
  in.read("wifi.min_packets", wifi.min_packets, 1, 1'000'000);
  if (!wifi.supplicant_folder.starts_with('/'))
    in.complain("wifi.supplicant_folder", "must start with /");
}

void read_network(Settings& in, Profile::Network& network) {
  in.read("network.interface_name", network.interface_name);
  in.read("network.gateway_rtt_ms", network.gateway_rtt_ms, 1, 10'000);
  in.read("network.dns_name", network.dns_name);
  in.read("network.dns_pinned", network.dns_pinned);
  in.read("network.dns_slow_ms", network.dns_slow_ms, 1, 10'000);
  in.read_ms("network.dns_timeout_ms", network.dns_timeout, 100, 10'000);
  in.read("network.http_url", network.http_url);
  in.read("network.https_url", network.https_url);
  in.read("network.ca_file", network.ca_file);
  in.read("network.second_https_url", network.second_https_url);
  in.read("network.anchors", network.anchors);
  in.read_ms("network.http_timeout_ms", network.http_timeout, 100, 10'000);
  in.read("network.provider_loss_percent", network.provider_loss_percent, 0.1,
          100);
  in.read("network.provider_delay_ms", network.provider_delay_ms, 1, 10'000);

  if (network.dns_name.empty())
    in.complain("network.dns_name", "must not be empty");
  // Swapped schemes would turn the portal test into a TLS test and back.
  if (!network.http_url.starts_with("http://"))
    in.complain("network.http_url", "must start with http://");
  if (!network.https_url.starts_with("https://"))
    in.complain("network.https_url", "must start with https://");
  const auto& second = network.second_https_url;
  if (!second.empty() && !second.starts_with("https://"))
    in.complain("network.second_https_url", "must start with https://");
}

void read_audio(Settings& in, Profile::Audio& audio) {
  in.read("audio.playback_device", audio.playback_device);
  in.read("audio.capture_device", audio.capture_device);
  in.read("audio.mixer_device", audio.mixer_device);
  in.read("audio.mixer_control", audio.mixer_control);
  in.read("audio.microphones", audio.microphones, 0, 8);
  in.read("audio.playback_channel", audio.playback_channel, 0, 9);
  in.read("audio.rate_hz", audio.rate_hz, 8'000, 192'000);
  in.read("audio.sweep_dbfs", audio.sweep_dbfs, -60, 0);
  in.read("audio.sweep_seconds", audio.sweep_seconds, 0.5, 10);
  in.read("audio.rub_buzz_dbfs", audio.rub_buzz_dbfs, -60, 0);
  in.read("audio.max_thd_percent", audio.max_thd_percent, 0.01, 100);
  in.read("audio.baseline", audio.baseline);
}

void read_storage(Settings& in, Profile::Storage& storage) {
  in.read("storage.min_available_percent", storage.min_available_percent, 0,
          100);
  in.read("storage.min_inodes_percent", storage.min_inodes_percent, 0, 100);
  in.read("storage.min_reserve_percent", storage.min_reserve_percent, 0, 100);
  in.read("storage.max_written_gb_per_day", storage.max_written_gb_per_day, 0.1,
          1e6);
  in.read("storage.flash_endurance_tb", storage.flash_endurance_tb, 0, 1e6);
  in.read("storage.min_flash_years", storage.min_flash_years, 0, 100);
  in.read("storage.writable", storage.writable);
  for (const auto& path : storage.writable) {
    if (!path.starts_with('/'))
      in.complain("storage.writable", "\"" + path + "\" must start with /");
  }
}

void read_limits(Settings& in, Profile& profile) {
  auto& memory = profile.memory;
  in.read("memory.min_available_percent", memory.min_available_percent, 0, 100);
  in.read("memory.max_full_pressure_percent", memory.max_full_pressure_percent,
          0, 100);

  auto& load = profile.load;
  in.read("load.max_cpu_pressure_percent", load.max_cpu_pressure_percent, 0,
          100);
  in.read("load.max_io_pressure_percent", load.max_io_pressure_percent, 0, 100);
  in.read("load.max_full_io_pressure_percent",
          load.max_full_io_pressure_percent, 0, 100);
  in.read("load.max_load_per_processor", load.max_load_per_processor, 0.1,
          1000);

  in.read("thermal.max_temperature_c", profile.thermal.max_temperature_c, 20,
          150);
  in.read("clock.max_http_offset_s", profile.clock.max_http_offset_s, 2,
          86'400);
  in.read_s("clock.max_unsynchronised_s", profile.clock.max_unsynchronised, 0,
            2'592'000);
  in.read("identity.min_days_left", profile.identity.min_days_left, 0, 3650);

  in.read("trends.warn_days", profile.trends.warn_days, 1, 365);
  in.read("trends.flash_warn_days", profile.trends.flash_warn_days, 1, 3650);

  auto& slots = profile.slots;
  in.read("slots.confirm_within_s", slots.confirm_within_s, 1, 86'400);
  in.read("slots.install_within_s", slots.install_within_s, 1, 86'400);

  auto& integrity = profile.integrity;
  in.read("integrity.max_mib_per_s", integrity.max_mib_per_s, 0.01, 1000);
  in.read("integrity.period_s", integrity.period_s, 1, 31'536'000);
  in.read("integrity.max_io_pressure_percent",
          integrity.max_io_pressure_percent, 0, 100);
}

void read_services(Settings& in, Profile::Services& services) {
  in.read("services.expected", services.expected);
  for (const auto& name : services.expected) {
    if (name.empty() || name.find('/') != name.npos) {
      in.complain("services.expected",
                  "\"" + name + "\" must be the name of a program");
    }
  }
}

}  // namespace

Result<Profile> load_profile(const std::filesystem::path& file) {
  auto in = Settings::load(file);
  if (!in)
    return in.error();

  Profile profile;
  read_wifi(*in, profile.wifi);
  read_network(*in, profile.network);
  read_audio(*in, profile.audio);
  in->read("firmware.product", profile.firmware.product);
  read_storage(*in, profile.storage);
  read_limits(*in, profile);
  read_services(*in, profile.services);

  if (const auto end = in->finish(); !end)
    return end.error();
  return profile;
}

}  // namespace soundcheck
