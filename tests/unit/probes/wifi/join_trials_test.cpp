#include "probes/wifi/join_trials.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;
using wifi::trials_of;
using Kind = ConnectionEvent::Kind;

namespace {

constexpr auto now = 10h;

/// So many seconds ago.
ConnectionEvent ago(Kind kind,
                    std::chrono::milliseconds age,
                    std::optional<int> code = std::nullopt) {
  ConnectionEvent event;
  event.kind = kind;
  event.monotonic = now - age;
  event.code = code;
  event.by_access_point = true;
  return event;
}

}  // namespace

TEST_CASE("without events nothing is known") {
  const auto trials = trials_of({}, now);

  CHECK(trials.key_failures == 0);
  CHECK(!trials.was_in);
  CHECK(!trials.last_signal_dbm);
}

TEST_CASE("a failed handshake is told twice and counts once") {
  const auto trials = trials_of(
      {ago(Kind::disconnected, 30s, 15), ago(Kind::key_failed, 30s),
       ago(Kind::disconnected, 10s, 15), ago(Kind::disconnected, 10s, 15),
       ago(Kind::key_failed, 9500ms)},
      now);

  CHECK(trials.key_failures == 2);
  CHECK(trials.handshakes_timed_out == 0);
  CHECK(trials.handshakes_unheard == 0);
}

TEST_CASE("only who listens can say that a handshake was never heard") {
  const std::vector<ConnectionEvent> events = {
      ago(Kind::disconnected, 30s, 15), ago(Kind::disconnected, 10s, 15)};

  const auto read = trials_of(events, now);
  const auto listened = trials_of(events, now, now - 20s);

  CHECK(read.key_failures == 0);
  CHECK(read.handshakes_timed_out == 2);
  CHECK(read.handshakes_unheard == 0);
  CHECK(listened.handshakes_timed_out == 2);
  CHECK(listened.handshakes_unheard == 1);
}

TEST_CASE("who got in before had the right key, and starts anew") {
  const auto trials =
      trials_of({ago(Kind::key_failed, 50min), ago(Kind::rejected, 40min, 17),
                 ago(Kind::broker_online, 35min), ago(Kind::key_failed, 10s)},
                now);

  CHECK(trials.was_in);
  CHECK(trials.key_failures == 1);
  CHECK(trials.refusals == 0);
}

TEST_CASE("an association alone is no proof of the key") {
  const auto trials =
      trials_of({ago(Kind::associated, 30s), ago(Kind::key_failed, 27s),
                 ago(Kind::associated, 10s), ago(Kind::key_failed, 7s)},
                now);

  CHECK(!trials.was_in);
  CHECK(trials.key_failures == 2);
}

TEST_CASE("getting in after one or two failures is a recovery") {
  const auto trials = trials_of(
      {ago(Kind::key_failed, 20min), ago(Kind::address_gained, 19min),
       ago(Kind::key_failed, 10min), ago(Kind::key_failed, 9min),
       ago(Kind::address_gained, 8min), ago(Kind::address_gained, 7min)},
      now);

  CHECK(trials.recoveries == 2);
}

TEST_CASE("getting in after many failures is a corrected key") {
  const auto trials =
      trials_of({ago(Kind::key_failed, 10min), ago(Kind::key_failed, 9min),
                 ago(Kind::key_failed, 8min), ago(Kind::address_gained, 7min)},
                now);

  CHECK(trials.recoveries == 0);
  CHECK(trials.was_in);
}

TEST_CASE("old failures and old recoveries do not matter") {
  const auto trials = trials_of(
      {ago(Kind::key_failed, 3h), ago(Kind::key_failed, 2h),
       ago(Kind::key_failed, 50min), ago(Kind::address_gained, 49min)},
      now);

  CHECK(trials.key_failures == 0);
  CHECK(trials.recoveries == 0);
}

TEST_CASE("refusals count with their status, silence is none") {
  const auto trials =
      trials_of({ago(Kind::rejected, 30s), ago(Kind::rejected, 20s, 1),
                 ago(Kind::rejected, 19900ms, 1), ago(Kind::rejected, 10s, 17)},
                now);

  CHECK(trials.refusals == 2);
  CHECK(trials.refusal_status == 17);
}

TEST_CASE(
    "being sent away by a busy access point is kept, other ends are not") {
  CHECK(trials_of({ago(Kind::disconnected, 5s, 5)}, now).kick_reason == 5);
  CHECK(trials_of({ago(Kind::disconnected, 5s, 12)}, now).kick_reason == 12);
  CHECK(!trials_of({ago(Kind::disconnected, 5s, 3)}, now).kick_reason);
  auto ours = ago(Kind::disconnected, 5s, 5);
  ours.by_access_point = false;
  CHECK(!trials_of({ours}, now).kick_reason);
}

TEST_CASE("the last signal and access point survive everything") {
  auto loud = ago(Kind::disconnected, 20s, 4);
  loud.signal_dbm = -84;
  loud.bssid = "02:00:00:aa:bb:cc";

  const auto trials = trials_of(
      {loud, ago(Kind::network_not_found, 10s), ago(Kind::scan_failed, 5s)},
      now);

  CHECK(trials.last_signal_dbm == -84);
  CHECK(trials.last_bssid == "02:00:00:aa:bb:cc");
  CHECK(trials.not_found == 1);
  CHECK(trials.scan_failures == 1);
}
