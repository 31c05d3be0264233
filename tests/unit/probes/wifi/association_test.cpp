#include "tests/unit/probes/wifi/association_fixture.hpp"

using namespace soundcheck;
using namespace soundcheck::joining;

TEST_CASE("a speaker in its network passes without listening") {
  Fixture f;
  f.radio.link_answer.value().associated = true;
  f.radio.link_answer.value().authorized = true;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(verdict.summary == "joined");
  CHECK(named(verdict).empty());
  CHECK(f.supplicant.listened == 0);
}

TEST_CASE(
    "a speaker in its network passes when nobody joins it by our socket") {
  Fixture f;
  f.radio.link_answer.value().associated = true;
  f.supplicant.error = Error(Errc::unsupported, "no wpa_supplicant");

  CHECK(f.check().outcome == Outcome::passed);
}

TEST_CASE("an association without keys is none") {
  Fixture f;
  f.radio.link_answer.value().associated = true;
  f.radio.link_answer.value().authorized = false;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(f.supplicant.listened == 1);
  CHECK(f.supplicant.tried_again);
  CHECK(f.supplicant.longest <= 8s);
}

TEST_CASE("a scan that is under way when patience ends is waited for") {
  Fixture f;
  f.radio.heard_answers = {{}, {access_point(-50, 100ms)}};
  f.supplicant.news.scans = 0;
  f.supplicant.later.scans = 2;

  const auto verdict = f.check();

  CHECK(f.supplicant.listened == 2);
  CHECK(!f.supplicant.tried_again);
  CHECK(f.supplicant.longest <= 8s);
  CHECK(test::measured(verdict, "scans") == 2);
}

TEST_CASE(
    "after one refusal, asked for at once again, the next is waited for") {
  Fixture f;
  f.hear(event(Kind::rejected, 0s, 17));
  f.hear(event(Kind::rejected, 0s, 17));
  f.supplicant.news.events.back().monotonic =
      f.supplicant.news.events.front().monotonic + 20ms;
  f.hear_later(event(Kind::rejected, 0s, 17));

  CHECK(named(f.check()) == Names{"wifi.refused"});
}

TEST_CASE("a refusal of before, told again at once, is still one") {
  Fixture f;
  f.past = {event(Kind::rejected, 1h - 500ms, 17)};
  f.hear(event(Kind::rejected, 0s, 17));
  f.supplicant.news.events.back().monotonic = 1h + 100ms;
  f.hear_later(event(Kind::rejected, 0s, 17));

  CHECK(named(f.check()) == Names{"wifi.refused"});
  CHECK(f.supplicant.listened == 2);
}

TEST_CASE("an access point that refuses twice refuses") {
  Fixture f;
  f.hear(event(Kind::rejected, 0s, 17));
  f.hear(event(Kind::rejected, 0s, 17));

  const auto verdict = f.check();

  CHECK(named(verdict) == Names{"wifi.refused"});
  CHECK(
      test::finding(verdict, "wifi.refused").evidence ==
      "refused 2 times, the last with status 17 (no room for another device)");
}

TEST_CASE("being sent away by a busy access point is a refusal") {
  Fixture f;
  f.hear(event(Kind::disconnected, 0s, 5));

  CHECK(named(f.check()) == Names{"wifi.refused"});
}

TEST_CASE("a network that wants more than the speaker has does not match") {
  Fixture f;
  auto wpa3 = access_point(-50);
  wpa3.security = {{KeyManagement::sae}, true, true};
  f.radio.heard_answers = {{wpa3}};

  const auto verdict = f.check();

  CHECK(named(verdict) == Names{"wifi.security_mismatch"});
  CHECK(test::finding(verdict, "wifi.security_mismatch").evidence ==
        "the network wants WPA3 (SAE), protected management frames required; "
        "the speaker has WPA2 (PSK), no protected management frames");
}

TEST_CASE("a refusal for its security does not match either") {
  Fixture f;
  f.hear(event(Kind::rejected, 0s, 31));

  CHECK(named(f.check()) == Names{"wifi.security_mismatch"});
}

TEST_CASE("without knowing what the speaker may use no mismatch is claimed") {
  Fixture f;
  f.supplicant.answer.networks[0].security.reset();

  CHECK(presence(f.check(), "wifi.security_mismatch") == Presence::unknown);
}

TEST_CASE("an only scan may have begun before we listened") {
  Fixture f;
  f.supplicant.news.scans = 1;
  f.radio.heard_answers = {{access_point(-50, 1s)}, {access_point(-50, 5s)}};

  CHECK(presence(f.check(), "wifi.access_point_gone") == Presence::absent);
}

TEST_CASE("a network that was weak before it was lost is out of range") {
  Fixture f;
  f.radio.heard_answers = {{access_point(-85)}, {access_point(-85, 20s)}};

  const auto verdict = f.check();

  CHECK(named(verdict) == Names{"wifi.out_of_range"});
  CHECK(test::measured(verdict, "last_signal") == -85);
  CHECK(presence(verdict, "wifi.wrong_passphrase") == Presence::unknown);
}

TEST_CASE("a network that was loud before it was lost is switched off") {
  Fixture f;
  auto lost = event(Kind::disconnected, 1h - 60s, 4);
  lost.signal_dbm = -45;
  f.past = {lost};
  f.radio.heard_answers = {{}};

  CHECK(named(f.check()) == Names{"wifi.access_point_gone"});
}

TEST_CASE("our access point under another name is renamed") {
  Fixture f;
  auto renamed = access_point(-50);
  renamed.ssid = "Home of Bob";
  f.radio.heard_answers = {{access_point(-50, 5s)},
                           {access_point(-50, 20s), renamed}};

  CHECK(named(f.check()) == Names{"wifi.network_renamed"});
}

TEST_CASE("a network of which nothing is known is just not found") {
  Fixture f;
  f.radio.heard_answers = {{}};

  CHECK(named(f.check()) == Names{"wifi.network_not_found"});
}

TEST_CASE("without a scan nobody can say that the network is missing") {
  Fixture f;
  f.radio.heard_answers = {{}};
  f.supplicant.news.scans = 0;

  const auto verdict = f.check();

  CHECK(f.supplicant.listened == 2);
  CHECK(named(verdict).empty());
  CHECK(presence(verdict, "wifi.network_not_found") == Presence::unknown);
}

TEST_CASE("a radio that is switched off, down or gone is dead") {
  for (const int way : {0, 1, 2, 3}) {
    Fixture f;
    if (way == 0)
      f.radio.state_answer.block = RadioState::Block::software;
    if (way == 1)
      f.radio.state_answer.block = RadioState::Block::hardware;
    if (way == 2)
      f.radio.state_answer.up = false;
    if (way == 3)
      f.radio.state_answer.present = false;

    const auto verdict = f.check();

    CHECK(verdict.outcome == Outcome::failed);
    CHECK(named(verdict) == Names{"wifi.radio_dead"});
    CHECK(presence(verdict, "wifi.network_not_found") == Presence::unknown);
    CHECK(f.supplicant.listened == 0);
  }
}

TEST_CASE("a radio whose scans all fail is dead") {
  Fixture f;
  f.supplicant.news.scans = 0;
  f.radio.heard_answers = {{}};
  for (int i = 0; i < 3; ++i)
    f.hear(event(Kind::scan_failed, 0s, 5));

  CHECK(named(f.check()) == Names{"wifi.radio_dead"});
}

TEST_CASE("a speaker that was never told a network is not set up") {
  Fixture f;
  f.supplicant.answer.networks.clear();

  const auto verdict = f.check();

  CHECK(named(verdict) == Names{"wifi.no_network_stored"});
  CHECK(f.supplicant.listened == 0);
}

TEST_CASE("joining while we listen is joined") {
  Fixture f;
  f.hear(event(Kind::associated, 0s));

  CHECK(f.check().outcome == Outcome::passed);
}

TEST_CASE("without the right to ask it says what it needs") {
  Fixture f;
  f.supplicant.error = Error(Errc::denied, "needs the right to use it");

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(test::finding(verdict, "wifi.wrong_passphrase").evidence ==
        "denied: needs CAP_NET_ADMIN or the supplicant's socket");
  CHECK(presence(verdict, "wifi.radio_dead") == Presence::absent);
}

TEST_CASE("a board without Wi-Fi cannot be asked why it is not joined") {
  Fixture f;
  f.radio.state_error = Error(Errc::unsupported, "no wireless interface");
  test::FakeConnectionLog log(f.past);

  const auto verdict = test::run(wifi::check_association(
      f.radio, f.supplicant, log, f.clock, Profile::Wifi(), f.steps));

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}

TEST_CASE("no word of the verdict tells which network is not joined") {
  Fixture f;
  f.radio.heard_answers = {{access_point(-50, 5s)}, {access_point(-50, 20s)}};
  const auto gone = f.check();
  f.radio.heard_answers = {{access_point(-50)}};
  f.hear(event(Kind::key_failed, 0s));
  f.hear(event(Kind::key_failed, 0s));
  const auto wrong = f.check();

  for (const auto& verdict : {gone, wrong}) {
    CHECK(!test::tells(verdict, "Alice"));
    CHECK(!test::tells(verdict, "aa:bb"));
  }
}
