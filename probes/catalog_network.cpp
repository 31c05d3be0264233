#include "probes/catalog_parts.hpp"
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

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

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

}  // namespace

std::vector<Probe> network_probes(const Board& board, const Profile& profile) {
  return {network_address(board.network, profile),
          network_conflict(board.network, profile),
          network_gateway(board.network, profile),
          network_dns(board.resolver, board.path, profile),
          network_internet(board.web, board.path, profile),
          network_broker(board.broker),
          network_ipv6(board.network, board.web, profile),
          network_mtu(board.path, board.web, profile),
          network_loss(board.network, board.path, profile),
          network_peers(board.network, profile)};
}

}  // namespace soundcheck
