#include "probes/catalog_parts.hpp"
#include "probes/wifi/air.hpp"
#include "probes/wifi/association.hpp"
#include "probes/wifi/link.hpp"
#include "probes/wifi/stability.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

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

}  // namespace

std::vector<Probe> wifi_probes(const Board& board, const Profile& profile) {
  return {wifi_association(board, profile), wifi_stability(board),
          wifi_link(board.radio, profile), wifi_air(board, profile)};
}

}  // namespace soundcheck
