#pragma once

#include <catch2/catch.hpp>

#include "probes/wifi/association.hpp"
#include "tests/support/fake_connection_log.hpp"
#include "tests/support/fake_radio.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

// What the tests of joining share: a speaker, its network and its supplicant.
namespace soundcheck::joining {

using namespace std::chrono_literals;
using test::presence;
using Kind = ConnectionEvent::Kind;

class FakeSupplicant final : public Supplicant {
 public:
  explicit FakeSupplicant(test::ManualClock& clock) : clock_(clock) {}

  Task<SupplicantState> state() override {
    if (error.code != Errc::internal)
      co_return error;
    co_return answer;
  }
  Task<SupplicantNews> listen(
      std::chrono::milliseconds patience,
      bool try_again,
      std::function<bool(const SupplicantNews&)> enough) override {
    ++listened;
    longest = patience;
    tried_again = try_again;
    const auto& heard = listened > 1 ? later : news;
    SupplicantNews so_far;
    for (const auto& event : heard.events) {
      if (enough(so_far))
        break;
      so_far.events.push_back(event);
    }
    so_far.scans = heard.scans;
    clock_.advance(4s);
    co_return so_far;
  }

  SupplicantState answer;
  Error error;  ///< Errc::internal: none
  SupplicantNews news;
  SupplicantNews later;  ///< what is heard by listening on
  int listened = 0;
  std::chrono::milliseconds longest{};
  bool tried_again = false;

 private:
  test::ManualClock& clock_;
};

inline constexpr std::string_view name = "Home of Alice";
inline constexpr std::string_view address = "02:00:00:aa:bb:cc";

inline ConnectionEvent event(Kind kind,
                             std::chrono::milliseconds monotonic,
                             std::optional<int> code = std::nullopt) {
  auto one = test::event_at(kind, monotonic);
  one.code = code;
  one.by_access_point = true;
  one.bssid = address;
  return one;
}

inline AccessPoint access_point(int dbm, std::chrono::milliseconds age = 1s) {
  AccessPoint one;
  one.ssid = name;
  one.bssid = address;
  one.signal_dbm = dbm;
  one.age = age;
  one.security = {{KeyManagement::psk}, false, false};
  return one;
}

/// A speaker that is not in its network, which is heard well.
struct Fixture {
  Fixture() {
    WantedNetwork home;
    home.ssid = name;
    home.security = WifiSecurity{{KeyManagement::psk}, false, false};
    supplicant.answer.networks = {home};
    supplicant.news.scans = 2;
    radio.heard_answers = {{access_point(-50)}};
    clock.advance(1h);
  }

  Verdict check() {
    test::FakeConnectionLog log(past);
    return test::run(wifi::check_association(radio, supplicant, log, clock,
                                             Profile::Wifi(), steps))
        .value();
  }
  void was_in() { past = {event(Kind::broker_online, 10s)}; }
  void hear(ConnectionEvent one) {
    one.monotonic = clock.monotonic() +
                    std::chrono::seconds(10 * supplicant.news.events.size());
    supplicant.news.events.push_back(std::move(one));
  }
  void hear_later(ConnectionEvent one) {
    one.monotonic = clock.monotonic() + 100s;
    supplicant.later.events.push_back(std::move(one));
  }

  test::ManualClock clock;
  test::FakeRadio radio;
  FakeSupplicant supplicant{clock};
  std::vector<ConnectionEvent> past;
  test::Steps steps;
};

/// The findings that are present.
inline std::vector<std::string> named(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const auto& finding : verdict.findings) {
    if (finding.presence == Presence::present)
      ids.push_back(finding.id);
  }
  return ids;
}

using Names = std::vector<std::string>;

}  // namespace soundcheck::joining
