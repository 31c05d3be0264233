#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/resolver.hpp"

namespace soundcheck {

/// The servers of /etc/resolv.conf below the root, asked one by one through
/// c-ares.
class ResolverCares final : public Resolver {
 public:
  ResolverCares(Worker& worker, BoardRoot root)
      : worker_(worker), root_(std::move(root)) {}
  Task<std::vector<std::string>> servers() override;
  Task<DnsAnswer> ask(std::string server,
                      std::string name,
                      std::chrono::milliseconds timeout) override;

 private:
  Worker& worker_;
  BoardRoot root_;
};

}  // namespace soundcheck
