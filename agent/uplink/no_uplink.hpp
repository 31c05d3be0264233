#pragma once

#include "agent/uplink/uplink.hpp"

namespace soundcheck {

/// The uplink of a speaker that has no cloud.
class NoUplink final : public Uplink {
 public:
  void start(Handlers) override {}
  bool publish(Channel, std::string, bool) override { return false; }
  bool connected() const override { return false; }
  std::string state() const override { return "no broker is configured"; }
  Task<BrokerState> way() override {
    co_return Error(Errc::unsupported, "no broker is configured");
  }
  std::uint64_t sent_bytes() const override { return 0; }
  boost::asio::awaitable<bool> stop(std::string) override { co_return true; }
};

}  // namespace soundcheck
