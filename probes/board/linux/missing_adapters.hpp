#pragma once

#include "probes/board/network.hpp"
#include "probes/board/radio.hpp"
#include "probes/board/resolver.hpp"
#include "probes/board/web.hpp"

namespace soundcheck {

// Ports that this build has no adapter for. Asking one is answered, as for any
// hardware that a board lacks, with Errc::unsupported.

inline Error missing_adapter(const char* what) {
  return {Errc::unsupported,
          std::string("this build has no adapter for the ") + what};
}

class MissingRadio final : public Radio {
 public:
  Task<WifiLink> link() override { co_return missing_adapter("radio"); }
};

class MissingNetwork final : public Network {
 public:
  Task<NetworkState> state() override { co_return missing_adapter("network"); }
  Task<Reachability> reach(std::string, std::string) override {
    co_return missing_adapter("network");
  }
};

class MissingResolver final : public Resolver {
 public:
  Task<std::vector<std::string>> servers() override {
    co_return missing_adapter("resolver");
  }
  Task<DnsAnswer> ask(std::string,
                      std::string,
                      std::chrono::milliseconds) override {
    co_return missing_adapter("resolver");
  }
};

class MissingWeb final : public Web {
 public:
  Task<WebAnswer> get(WebRequest) override { co_return missing_adapter("web"); }
};

}  // namespace soundcheck
