// When keys do not fit, or are lost on the way.

#include "tests/unit/probes/wifi/association_fixture.hpp"

using namespace soundcheck;
using namespace soundcheck::joining;

TEST_CASE("two failed key exchanges at a good signal are a wrong passphrase") {
  Fixture f;
  f.was_in();
  f.hear(event(Kind::key_failed, 0s));
  f.hear(event(Kind::key_failed, 0s));
  f.hear(event(Kind::network_not_found, 0s));

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(named(verdict) == Names{"wifi.wrong_passphrase"});
  CHECK(test::finding(verdict, "wifi.wrong_passphrase").evidence ==
        "2 failed key exchanges at -50 dBm, none that went well");
  CHECK(presence(verdict, "wifi.handshake_lost") == Presence::absent);
  CHECK(test::measured(verdict, "key_failures") == 2);
  CHECK(test::measured(verdict, "signal") == -50);
}

TEST_CASE("a failure of before and one of now are two") {
  Fixture f;
  f.past = {event(Kind::key_failed, 1h - 30s)};
  f.hear(event(Kind::key_failed, 0s));

  CHECK(named(f.check()) == Names{"wifi.wrong_passphrase"});
}

TEST_CASE("when the failures are known already nobody has to listen") {
  Fixture f;
  f.past = {event(Kind::key_failed, 1h - 60s),
            event(Kind::key_failed, 1h - 30s)};

  CHECK(named(f.check()) == Names{"wifi.wrong_passphrase"});
  CHECK(f.supplicant.listened == 0);
}

TEST_CASE("after one failed key exchange the next is waited for") {
  Fixture f;
  f.hear(event(Kind::key_failed, 0s));
  f.hear_later(event(Kind::key_failed, 0s));

  CHECK(named(f.check()) == Names{"wifi.wrong_passphrase"});
  CHECK(!f.supplicant.tried_again);
}

TEST_CASE("one failed key exchange proves nothing") {
  Fixture f;
  f.hear(event(Kind::key_failed, 0s));

  const auto verdict = f.check();

  CHECK(f.supplicant.listened == 2);
  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(presence(verdict, "wifi.wrong_passphrase") == Presence::unknown);
  CHECK(verdict.summary == "not joined: the cause does not show yet");
}

TEST_CASE("with a weak signal a key that was right before is lost on the way") {
  Fixture f;
  f.was_in();
  f.radio.heard_answers = {{access_point(-84)}};
  f.hear(event(Kind::key_failed, 0s));
  f.hear(event(Kind::key_failed, 0s));

  const auto verdict = f.check();

  CHECK(named(verdict) == Names{"wifi.handshake_lost"});
  CHECK(presence(verdict, "wifi.wrong_passphrase") == Presence::absent);
}

TEST_CASE("with a weak signal a key that never worked cannot be judged") {
  Fixture f;
  f.radio.heard_answers = {{access_point(-84)}};
  f.hear(event(Kind::key_failed, 0s));
  f.hear(event(Kind::key_failed, 0s));

  const auto verdict = f.check();

  CHECK(named(verdict).empty());
  CHECK(presence(verdict, "wifi.wrong_passphrase") == Presence::unknown);
  CHECK(presence(verdict, "wifi.handshake_lost") == Presence::unknown);
}

TEST_CASE("a handshake of which nothing was heard is lost, not wrong") {
  Fixture f;
  f.hear(event(Kind::disconnected, 0s, 15));
  f.hear(event(Kind::disconnected, 0s, 15));

  CHECK(named(f.check()) == Names{"wifi.handshake_lost"});
}

TEST_CASE("handshakes that only the kernel saw are of a wrong passphrase too") {
  Fixture f;
  f.past = {event(Kind::broker_online, 10s),
            event(Kind::disconnected, 1h - 30s, 15)};
  f.hear(event(Kind::disconnected, 0s, 15));
  f.hear(event(Kind::key_failed, 0s));
  f.supplicant.news.events.back().monotonic = f.clock.monotonic();

  CHECK(named(f.check()) == Names{"wifi.wrong_passphrase"});
}

TEST_CASE("one handshake unheard, and one of before, are lost") {
  Fixture f;
  f.past = {event(Kind::disconnected, 1h - 30s, 15)};
  f.hear(event(Kind::disconnected, 0s, 15));

  CHECK(named(f.check()) == Names{"wifi.handshake_lost"});
}

TEST_CASE("joining only at the second try, again and again, is a fault") {
  Fixture f;
  f.radio.link_answer.value().associated = true;
  f.past = {event(Kind::key_failed, 40min), event(Kind::address_gained, 41min),
            event(Kind::key_failed, 50min), event(Kind::address_gained, 51min)};

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(named(verdict) == Names{"wifi.handshake_lost"});
}
