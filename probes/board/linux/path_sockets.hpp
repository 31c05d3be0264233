#pragma once

#include "probes/board/linux/worker.hpp"
#include "probes/board/path.hpp"

namespace soundcheck {

/// Sockets of the kernel: ICMP, with or without privilege, and TCP.
class PathSockets final : public Path {
 public:
  explicit PathSockets(Worker& worker) : worker_(worker) {}
  Task<std::vector<bool>> answering(std::vector<std::string> hosts,
                                    std::chrono::milliseconds timeout) override;
  Task<std::vector<EchoSeries>> echo(
      std::vector<std::string> hosts,
      int count,
      std::chrono::milliseconds interval) override;
  Task<std::vector<Passage>> pass(std::string host,
                                  std::vector<std::size_t> sizes) override;

 private:
  Worker& worker_;
};

}  // namespace soundcheck
