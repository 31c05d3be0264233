#include "probes/catalog.hpp"

#include <catch2/catch.hpp>

#include "probes/board/linux/linux_board.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  test::TemporaryFolder root;
  Profile profile;
  LinuxBoard board{profile, {.root = root.path()}};
  std::vector<Probe> catalog = make_catalog(board.board(), profile);

  const Probe& find(std::string_view id) const {
    for (const auto& probe : catalog) {
      if (probe.id == id)
        return probe;
    }
    throw std::logic_error("no probe " + std::string(id));
  }
};

}  // namespace

TEST_CASE("the catalog lists every probe in the order people read it") {
  const Fixture f;

  std::vector<std::string> ids;
  for (const auto& probe : f.catalog)
    ids.push_back(probe.id);

  CHECK(ids ==
        std::vector<std::string>{
            "wifi.association",   "wifi.stability",    "wifi.link",
            "wifi.air",           "network.address",   "network.conflict",
            "network.gateway",    "network.dns",       "network.internet",
            "network.broker",     "network.ipv6",      "network.mtu",
            "network.loss",       "network.peers",     "audio.electrical",
            "audio.passive",      "audio.sweep",       "audio.rub_buzz",
            "firmware.slots",     "firmware.identity", "firmware.manifest",
            "firmware.integrity", "firmware.storage",  "system.resets",
            "system.services",    "system.memory",     "system.load",
            "system.log",         "system.thermal",    "system.clock",
            "system.identity",    "system.trends",     "app.events"});
}

TEST_CASE("every row says what it is, how long it may take and what it costs") {
  const Fixture f;

  for (const auto& probe : f.catalog) {
    CAPTURE(probe.id);
    CHECK(!probe.title.empty());
    CHECK(probe.run);
    CHECK(probe.cost.seconds > 0);
    CHECK(std::chrono::duration<double>(probe.deadline).count() >
          probe.cost.seconds);
    // The command line and the wire give a person at most a minute.
    CHECK(probe.deadline <= 60s);
  }
}

TEST_CASE("deadlines grow with the timeouts of the profile") {
  Fixture f;
  f.profile.network.http_timeout = 10s;
  f.profile.network.dns_timeout = 10s;

  f.catalog = make_catalog(f.board.board(), f.profile);

  CHECK(f.find("network.internet").deadline > 20s);
  CHECK(f.find("network.dns").deadline > 30s);
  CHECK(f.find("system.clock").deadline > 10s);
}

TEST_CASE("a row runs its probe on the board's own port") {
  Fixture f;
  f.root.write("etc/os-release", "ID=tuneos\nVERSION_ID=7\n");
  f.root.write("proc/meminfo", "MemTotal: 100 kB\nMemAvailable: 1 kB\n");
  test::Steps steps;

  const auto identity = test::run(f.find("firmware.identity").run(steps));
  const auto memory = test::run(f.find("system.memory").run(steps));
  const auto thermal = test::run(f.find("system.thermal").run(steps));

  REQUIRE(identity);
  CHECK(identity->summary == "tuneos 7");
  REQUIRE(memory);
  CHECK(test::presence(*memory, "system.memory_low") == Presence::present);
  REQUIRE(!thermal);
  CHECK(thermal.error().code == Errc::unsupported);
  CHECK(steps.texts.size() == 3);
}
