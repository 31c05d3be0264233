#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What is normal for one product: interfaces, devices, endpoints and limits.
/// The defaults below are compiled in; a TOML file replaces single keys. The
/// sources of the limits are named where they are judged.
struct Profile {
  struct Wifi {
    std::string interface_name;  ///< empty = the first in station mode
    /// The folder of wpa_supplicant's control sockets.
    std::string supplicant_folder = "/run/wpa_supplicant";
    double weak_signal_dbm = -75;
    double out_of_range_dbm = -80;  ///< last heard below: it went too far away
    double retry_percent = 20;
    double sleepy_rtt_ms = 100;      ///< of a radio that saves power
    std::int64_t min_packets = 200;  ///< fewer say nothing of the retry rate

    friend bool operator==(const Wifi&, const Wifi&) = default;
  } wifi;

  struct Network {
    std::string interface_name;  ///< empty = the one of the default route
    double gateway_rtt_ms = 150;
    std::string dns_name = "connectivitycheck.gstatic.com";
    /// All addresses that dns_name may have; empty = any.
    std::vector<std::string> dns_pinned;
    double dns_slow_ms = 500;
    std::chrono::milliseconds dns_timeout{1500};
    /// Must answer 204 with an empty body, else it is a portal.
    std::string http_url = "http://connectivitycheck.gstatic.com/generate_204";
    std::string https_url =
        "https://connectivitycheck.gstatic.com/generate_204";
    std::string ca_file;  ///< for https_url; empty = the system's store
    /// Of somebody else, with a certificate of the system's store; asked when
    /// that of https_url does not verify. Empty = none.
    std::string second_https_url = "https://www.cloudflare.com/cdn-cgi/trace";
    /// Hosts of the internet by address, "192.0.2.1" or "192.0.2.1:443": they
    /// tell a fault of DNS or of one server from one of the provider.
    std::vector<std::string> anchors = {"1.1.1.1", "8.8.8.8", "223.5.5.5"};
    std::chrono::milliseconds http_timeout{3000};
    /// Of packets to the anchors, behind the router.
    double provider_loss_percent = 5;
    double provider_delay_ms = 300;

    friend bool operator==(const Network&, const Network&) = default;
  } network;

  struct Audio {
    std::string playback_device = "default";
    std::string capture_device = "default";
    std::string mixer_device = "default";
    std::string mixer_control = "Master";
    std::int64_t microphones = 0;  ///< 0 = what the device has
    /// The recorded channel, 1 = the first, that carries what is played, as an
    /// echo canceller wants it, before the mixer's volume. 0 = there is none.
    std::int64_t playback_channel = 0;
    std::int64_t rate_hz = 48000;
    double sweep_dbfs = -20;  ///< amplitude, against a sine of full scale
    double sweep_seconds = 1.5;
    /// Of the sweep that looks for rub and buzz: ordinary listening level.
    double rub_buzz_dbfs = -14;
    /// More THD from 250 Hz to 1.3 kHz is a fault, unless the baseline has a
    /// third of it.
    double max_thd_percent = 4;
    /// What `soundcheck audio baseline` learned of this device; a file that is
    /// not there yet is none.
    std::string baseline;

    friend bool operator==(const Audio&, const Audio&) = default;
  } audio;

  struct Firmware {
    /// What a firmware manifest must be for; empty = the model that the device
    /// tree or DMI names.
    std::string product;

    friend bool operator==(const Firmware&, const Firmware&) = default;
  } firmware;

  struct Storage {
    double min_available_percent = 5;
    double min_inodes_percent = 5;
    std::vector<std::string> writable = {"/"};  ///< must not be read-only
    /// Of the blocks that replace bad ones (raw NAND).
    double min_reserve_percent = 25;
    /// Wears out 4 GB of flash with 3000 erase cycles in under three years.
    double max_written_gb_per_day = 4;
    /// What the cells can take, capacity times erase cycles. 0 = not known;
    /// else min_flash_years counts in place of max_written_gb_per_day.
    double flash_endurance_tb = 0;
    double min_flash_years = 3;

    friend bool operator==(const Storage&, const Storage&) = default;
  } storage;

  struct Memory {
    double min_available_percent = 5;
    double max_full_pressure_percent = 10;  ///< avg60

    friend bool operator==(const Memory&, const Memory&) = default;
  } memory;

  struct Load {
    double max_cpu_pressure_percent = 40;  ///< some avg60
    double max_io_pressure_percent = 40;
    double max_full_io_pressure_percent = 10;  ///< full avg60
    double max_load_per_processor = 4;

    friend bool operator==(const Load&, const Load&) = default;
  } load;

  struct Thermal {
    double max_temperature_c = 95;  ///< where the zone has no trip point

    friend bool operator==(const Thermal&, const Thermal&) = default;
  } thermal;

  struct Clock {
    double max_http_offset_s = 60;
    /// 0 = by its design nothing synchronises the clock.
    std::chrono::seconds max_unsynchronised{3600};

    friend bool operator==(const Clock&, const Clock&) = default;
  } clock;

  struct Services {
    std::vector<std::string> expected;  ///< programs that must run

    friend bool operator==(const Services&, const Services&) = default;
  } services;

  struct Identity {
    double min_days_left = 30;  ///< of a certificate

    friend bool operator==(const Identity&, const Identity&) = default;
  } identity;

  struct Slots {
    double confirm_within_s = 600;   ///< after its start, of a running slot
    double install_within_s = 3600;  ///< of a slot that is being written

    friend bool operator==(const Slots&, const Slots&) = default;
  } slots;

  /// Of the reading of slots in the background.
  struct Integrity {
    double max_mib_per_s = 4;
    double period_s = 604'800;           ///< a week
    double max_io_pressure_percent = 1;  ///< avg10, of everybody else

    friend bool operator==(const Integrity&, const Integrity&) = default;
  } integrity;

  /// How long before it happens it is told.
  struct Trends {
    double warn_days = 30;
    double flash_warn_days = 365;

    friend bool operator==(const Trends&, const Trends&) = default;
  } trends;

  friend bool operator==(const Profile&, const Profile&) = default;
};

/// Errors: io, parse; the text names file, line, key and what is allowed.
Result<Profile> load_profile(const std::filesystem::path& file);

}  // namespace soundcheck
