#include "probes/board/linux/supplicant_wpa.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <mutex>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/fake_supplicant.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

namespace {

using Messages = std::vector<std::string>;

/// wpa_supplicant with two networks, of which one rests.
class Fixture {
 public:
  explicit Fixture(Messages events = {}, const char* interface_name = "wlan0")
      : answers_{{"STATUS", {"wpa_state=SCANNING\n"}},
                 {"LIST_NETWORKS",
                  {"network id / ssid / bssid / flags\n"
                   "0\thome\tany\t[TEMP-DISABLED]\n"
                   "1\told\tany\t[DISABLED]\n"
                   "2\tguests\tany\t\n"}},
                 {"GET_NETWORK 0 key_mgmt", {"WPA-PSK WPA-PSK-SHA256"}},
                 {"GET_NETWORK 0 ieee80211w", {"3"}},
                 {"GET pmf", {"1\n"}},
                 {"GET_NETWORK 2 key_mgmt", {"FAIL\n"}},
                 {"SCAN", {"FAIL-BUSY\n"}},
                 {"ATTACH", {"OK\n"}},
                 {"DETACH", {"OK\n"}}},
        supplicant_(
            root_.path() / "run/wpa_supplicant" / interface_name,
            [this, events = std::move(events)](const std::string& command) {
              const std::lock_guard lock(mutex_);
              asked_.push_back(command);
              auto messages = answers_[command];
              if (command == "SCAN")
                messages.insert(messages.end(), events.begin(), events.end());
              return messages;
            }) {}

  SupplicantWpa adapter(std::string interface_name = "wlan0") {
    return {worker_, BoardRoot(root_.path()), "/run/wpa_supplicant",
            std::move(interface_name)};
  }
  Messages asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  test::TemporaryFolder root_;
  Worker worker_;
  std::mutex mutex_;
  Messages asked_;
  std::map<std::string, Messages> answers_;
  test::FakeSupplicant supplicant_;
};

bool never(const SupplicantNews&) {
  return false;
}

}  // namespace

TEST_CASE("the supplicant's networks come with what they may use") {
  Fixture f;
  auto adapter = f.adapter();

  const auto state = test::run(adapter.state());

  REQUIRE(state);
  CHECK(!state->completed);
  REQUIRE(state->networks.size() == 2);
  const auto& home = state->networks[0];
  CHECK(home.ssid == "home");
  REQUIRE(home.security);
  CHECK(home.security->keys == std::vector<KeyManagement>{KeyManagement::psk});
  CHECK(home.security->protection_possible);
  CHECK(!home.security->protection_required);
  CHECK(state->networks[1].ssid == "guests");
  CHECK(!state->networks[1].security);
}

TEST_CASE("without a name the first interface with a socket is asked") {
  Fixture f({}, "wlp2s0");
  auto adapter = f.adapter("");

  CHECK(test::run(adapter.state()));
}

TEST_CASE("listening asks for a scan and hears what comes of it") {
  Fixture f({"<3>CTRL-EVENT-SCAN-RESULTS ",
             "<3>CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\"home\" "
             "auth_failures=2 duration=20 reason=WRONG_KEY",
             "<3>CTRL-EVENT-NETWORK-NOT-FOUND "});
  auto adapter = f.adapter();
  const auto once = [](const SupplicantNews& news) {
    return !news.events.empty();
  };

  const auto news = test::run(adapter.listen(5s, true, once));

  REQUIRE(news);
  CHECK(news->scans == 1);
  REQUIRE(news->events.size() == 1);
  CHECK(news->events[0].kind == Kind::key_failed);
  CHECK(news->events[0].monotonic > 0ms);
  const auto asked = f.asked();
  CHECK(std::find(asked.begin(), asked.end(), "SCAN") != asked.end());
}

TEST_CASE("listening without trying changes nothing, and ends in time") {
  Fixture f;
  auto adapter = f.adapter();

  const auto news = test::run(adapter.listen(1ms, false, never));

  REQUIRE(news);
  CHECK(news->events.empty());
  for (const auto& command : f.asked())
    CHECK((command == "ATTACH" || command == "DETACH"));
}

TEST_CASE("without a supplicant the adapter says so") {
  const test::TemporaryFolder root;
  Worker worker;
  for (const auto* interface_name : {"wlan0", ""}) {
    SupplicantWpa adapter(worker, BoardRoot(root.path()), "/run/wpa_supplicant",
                          interface_name);

    CHECK(test::run(adapter.state()).error().code == Errc::unsupported);
    CHECK(test::run(adapter.listen(1ms, true, never)).error().code ==
          Errc::unsupported);
  }
}
