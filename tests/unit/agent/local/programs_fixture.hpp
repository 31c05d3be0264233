#pragma once

#include "agent/local/server.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

namespace soundcheck::test {

/// What a program says of itself, `count` times.
inline v1::LocalRequest event(std::uint64_t id,
                              std::string name,
                              double count = 1) {
  auto message = request(id);
  message.mutable_post()->set_name(std::move(name));
  message.mutable_post()->set_value(count);
  message.mutable_post()->set_unit("event");
  return message;
}

/// A daemon that has all which libsoundcheck asks for: see agent/sdk.
struct Programs : LocalFixture {
  Programs() {
    catalog.reserve(catalog.size() + local::AppProbeDesk::most);
    silent.reserve(local::AppProbeDesk::most);
  }
  // Its clients end before what they use.
  ~Programs() {
    server->stop();
    poll();
  }
  void serve(local::Access access = {}, local::Limits limits = {}) {
    auto all = ports();
    all.access = std::move(access);
    all.app_reports = &reports;
    all.app_probes = app_probes.get();
    all.bell = &bell;
    all.knowledge = [this]() -> const diagnosis::Knowledge& {
      return knowledge;
    };
    server =
        local::Server::listen(io, file, std::move(all), clock, limits).value();
  }
  std::vector<v1::LocalResponse> answers(RawClient& client) {
    poll();
    return client.take();
  }

  diagnosis::Knowledge knowledge;
  local::AppReports reports{clock};
  Bell bell{io.get_executor()};
  std::vector<Probe> silent;
  std::unique_ptr<local::AppProbeDesk> app_probes =
      local::make_app_probes(io.get_executor(), catalog, silent);
};

}  // namespace soundcheck::test
