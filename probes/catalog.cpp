#include "probes/catalog.hpp"

#include "probes/audio/electrical.hpp"
#include "probes/audio/passive.hpp"
#include "probes/audio/sweep.hpp"
#include "probes/firmware/identity.hpp"
#include "probes/firmware/storage.hpp"
#include "probes/network/address.hpp"
#include "probes/network/broker.hpp"
#include "probes/network/conflict.hpp"
#include "probes/network/dns.hpp"
#include "probes/network/gateway.hpp"
#include "probes/network/internet.hpp"
#include "probes/network/ipv6.hpp"
#include "probes/network/loss.hpp"
#include "probes/network/mtu.hpp"
#include "probes/network/peers.hpp"
#include "probes/system/clock.hpp"
#include "probes/system/load.hpp"
#include "probes/system/memory.hpp"
#include "probes/system/thermal.hpp"
#include "probes/wifi/air.hpp"
#include "probes/wifi/association.hpp"
#include "probes/wifi/link.hpp"
#include "probes/wifi/stability.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

// Reading what the kernel already knows disturbs nobody.
constexpr Cost reading{.seconds = 0.1};

constexpr Cost asking(double seconds) {
  return {.seconds = seconds, .airtime = true};
}

Probe wifi_association(const Board& board, const Profile& profile) {
  return {"wifi.association",
          "Joining the Wi-Fi",
          wifi::join_patience + wifi::more_patience + 10s,
          asking(0.5),
          Hardware::radio,
          [board, limits = profile.wifi](Progress& progress) {
            return wifi::check_association(board.radio, board.supplicant,
                                           board.connection_log, board.clock,
                                           limits, progress);
          }};
}

Probe wifi_link(Radio& radio, const Profile& profile) {
  return {"wifi.link",
          "Wi-Fi link",
          5s,
          reading,
          Hardware::radio,
          [&radio, limits = profile.wifi](Progress& progress) {
            return wifi::check_link(radio, limits, progress);
          }};
}

Probe wifi_stability(const Board& board) {
  return {"wifi.stability",
          "Wi-Fi stability",
          5s,
          reading,
          Hardware::radio,
          [board](Progress& progress) {
            return wifi::check_stability(board.radio, board.connection_log,
                                         board.clock, progress);
          }};
}

/// The rules of this one were tested on forged numbers only: no simulated air
/// has what they look for.
Probe wifi_air(const Board& board, const Profile& profile) {
  return {"wifi.air",
          "Air around the Wi-Fi",
          20s,
          asking(4),
          Hardware::radio,
          [board, limits = profile.wifi](Progress& progress) {
            return wifi::check_air(board.radio, board.network, board.clock,
                                   limits, progress);
          }};
}

Probe network_address(Network& network, const Profile& profile) {
  return {"network.address",
          "Network address",
          5s,
          reading,
          Hardware::none,
          [&network, limits = profile.network](Progress& progress) {
            return network::check_address(network, limits, progress);
          }};
}

Probe network_conflict(Network& network, const Profile& profile) {
  return {"network.conflict",
          "Address conflict",
          5s,
          asking(1),
          Hardware::none,
          [&network, limits = profile.network](Progress& progress) {
            return network::check_conflict(network, limits, progress);
          }};
}

Probe network_gateway(Network& network, const Profile& profile) {
  // Two address families, each with up to eight seconds for the kernel to make
  // up its mind about a silent neighbour.
  return {"network.gateway",
          "Gateway",
          20s,
          asking(2),
          Hardware::none,
          [&network, limits = profile.network](Progress& progress) {
            return network::check_gateway(network, limits, progress);
          }};
}

Probe network_dns(Resolver& resolver, Path& path, const Profile& profile) {
  // All servers at once, in doubt a second time, then the anchors.
  return {"network.dns",
          "DNS servers",
          3 * profile.network.dns_timeout + 3s,
          asking(0.5),
          Hardware::none,
          [&resolver, &path, limits = profile.network](Progress& progress) {
            return network::check_dns(resolver, path, limits,
                                      network::made_up_names(), progress);
          }};
}

Probe network_internet(Web& web, Path& path, const Profile& profile) {
  // Twice and a second host, with the anchors in between.
  const auto& network = profile.network;
  return {"network.internet",
          "Internet",
          3 * network.http_timeout + network.dns_timeout + 2s,
          asking(1),
          Hardware::none,
          [&web, &path, limits = network](Progress& progress) {
            return network::check_internet(web, path, limits, progress);
          }};
}

Probe network_broker(BrokerLink& broker) {
  // The way is tried anew, then an attempt to connect is waited for.
  return {"network.broker",
          "Broker",
          25s,
          asking(0.1),
          Hardware::none,
          [&broker](Progress& progress) {
            return network::check_broker(broker, progress);
          }};
}

Probe network_ipv6(Network& network, Web& web, const Profile& profile) {
  return {"network.ipv6",
          "IPv6",
          2 * profile.network.http_timeout + 2s,
          asking(0.2),
          Hardware::none,
          [&network, &web, limits = profile.network](Progress& progress) {
            return network::check_ipv6(network, web, limits, progress);
          }};
}

Probe network_mtu(Path& path, Web& web, const Profile& profile) {
  // An anchor that does not answer takes two seconds, and so does the search.
  return {"network.mtu",
          "Packet size",
          profile.network.http_timeout + 15s,
          asking(0.1),
          Hardware::none,
          [&path, &web, limits = profile.network](Progress& progress) {
            return network::check_mtu(path, web, limits, progress);
          }};
}

Probe network_loss(Network& network, Path& path, const Profile& profile) {
  return {"network.loss",
          "Loss behind the router",
          15s,
          asking(1.2),
          Hardware::none,
          [&network, &path, limits = profile.network](Progress& progress) {
            return network::check_loss(network, path, limits, progress);
          }};
}

Probe network_peers(Network& network, const Profile& profile) {
  return {"network.peers",
          "Other devices at home",
          10s,
          asking(4.2),
          Hardware::none,
          [&network, limits = profile.network](Progress& progress) {
            return network::check_peers(network, limits, progress);
          }};
}

Probe audio_electrical(Sound& sound, const Profile& profile) {
  return {"audio.electrical",
          "Sound card and microphones, silent",
          10s,
          {.seconds = 1.2},
          Hardware::audio,
          [&sound, limits = profile.audio](Progress& progress) {
            return audio::check_electrical(sound, limits, progress);
          }};
}

Probe audio_passive(Sound& sound, Compute& compute, const Profile& profile) {
  return {"audio.passive",
          "Loudspeaker and microphones, by ordinary playback",
          30s,
          {.seconds = 6},
          Hardware::audio,
          [&sound, &compute, limits = profile.audio](Progress& progress) {
            return audio::check_passive(sound, compute, limits, progress);
          }};
}

Probe audio_sweep(Sound& sound, Compute& compute, const Profile& profile) {
  return {"audio.sweep",
          "Loudspeaker and microphones",
          audio::sweep_deadline(profile.audio),
          {.seconds = 4, .audible = true, .interrupts_playback = true},
          Hardware::audio,
          [&sound, &compute, limits = profile.audio](Progress& progress) {
            return audio::check_sweep(sound, compute, limits, progress);
          }};
}

Probe audio_rub_buzz(Sound& sound, Compute& compute, const Profile& profile) {
  return {"audio.rub_buzz",
          "Rub and buzz, at listening level",
          audio::sweep_deadline(profile.audio),
          {.seconds = 4, .audible = true, .interrupts_playback = true},
          Hardware::audio,
          [&sound, &compute, limits = profile.audio](Progress& progress) {
            return audio::check_rub_buzz(sound, compute, limits, progress);
          }};
}

Probe firmware_identity(Firmware& firmware) {
  return {"firmware.identity",
          "Firmware version",
          5s,
          reading,
          Hardware::none,
          [&firmware](Progress& progress) {
            return firmware::check_identity(firmware, progress);
          }};
}

Probe firmware_storage(Storage& storage, const Profile& profile) {
  return {"firmware.storage",
          "Storage space and wear",
          5s,
          reading,
          Hardware::storage,
          [&storage, limits = profile.storage](Progress& progress) {
            return firmware::check_storage(storage, limits, progress);
          }};
}

Probe system_memory(System& system, const Profile& profile) {
  return {"system.memory",
          "Memory",
          5s,
          reading,
          Hardware::none,
          [&system, limits = profile.memory](Progress& progress) {
            return system::check_memory(system, limits, progress);
          }};
}

Probe system_load(System& system, const Profile& profile) {
  return {"system.load",
          "Processor and storage load",
          5s,
          reading,
          Hardware::none,
          [&system, limits = profile.load](Progress& progress) {
            return system::check_load(system, limits, progress);
          }};
}

Probe system_thermal(System& system, const Profile& profile) {
  return {"system.thermal",
          "Temperature",
          5s,
          reading,
          Hardware::none,
          [&system, limits = profile.thermal](Progress& progress) {
            return system::check_thermal(system, limits, progress);
          }};
}

Probe system_clock(System& system, Web& web, const Profile& profile) {
  system::ClockLimits limits;
  limits.http_url = profile.network.http_url;
  limits.http_timeout = profile.network.http_timeout;
  limits.max_http_offset_s = profile.clock.max_http_offset_s;
  return {"system.clock",
          "Clock",
          profile.network.http_timeout + 2s,
          asking(0.5),
          Hardware::none,
          [&system, &web, limits](Progress& progress) {
            return system::check_clock(system, web, limits, progress);
          }};
}

}  // namespace

std::vector<Probe> make_catalog(Board board, const Profile& profile) {
  return {wifi_association(board, profile),
          wifi_stability(board),
          wifi_link(board.radio, profile),
          wifi_air(board, profile),
          network_address(board.network, profile),
          network_conflict(board.network, profile),
          network_gateway(board.network, profile),
          network_dns(board.resolver, board.path, profile),
          network_internet(board.web, board.path, profile),
          network_broker(board.broker),
          network_ipv6(board.network, board.web, profile),
          network_mtu(board.path, board.web, profile),
          network_loss(board.network, board.path, profile),
          network_peers(board.network, profile),
          audio_electrical(board.sound, profile),
          audio_passive(board.sound, board.compute, profile),
          audio_sweep(board.sound, board.compute, profile),
          audio_rub_buzz(board.sound, board.compute, profile),
          firmware_identity(board.firmware),
          firmware_storage(board.storage, profile),
          system_memory(board.system, profile),
          system_load(board.system, profile),
          system_thermal(board.system, profile),
          system_clock(board.system, board.web, profile)};
}

}  // namespace soundcheck
