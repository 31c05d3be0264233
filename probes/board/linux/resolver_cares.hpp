#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/worker.hpp"
#include "probes/board/resolver.hpp"

namespace soundcheck {

/// The servers of /etc/resolv.conf below the root, each asked apart through
/// c-ares.
class ResolverCares final : public Resolver {
 public:
  ResolverCares(Worker& worker, BoardRoot root)
      : worker_(worker), root_(std::move(root)) {}
  Task<std::vector<std::string>> servers() override;
  Task<std::vector<DnsAnswer>> ask(std::vector<DnsQuestion> questions,
                                   std::chrono::milliseconds timeout) override;

 private:
  Worker& worker_;
  BoardRoot root_;
};

}  // namespace soundcheck
