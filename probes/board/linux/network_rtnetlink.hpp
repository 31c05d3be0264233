#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/network.hpp"

namespace soundcheck {

/// Interfaces, addresses and routes out of the kernel's tables, and questions
/// to hosts on the link. Below the root lies /sys/class/net, which tells
/// wireless interfaces from others.
class NetworkRtnetlink final : public Network {
 public:
  NetworkRtnetlink(Worker& worker, BoardRoot root)
      : worker_(worker), root_(std::move(root)) {}
  Task<NetworkState> state() override;
  Task<Reachability> reach(std::string address,
                           std::string interface_name) override;
  Task<bool> claimed(std::string address, std::string interface_name) override;
  Task<Peers> peers(DefaultRoute route, std::string own_address) override;

 private:
  Worker& worker_;
  BoardRoot root_;
};

}  // namespace soundcheck
