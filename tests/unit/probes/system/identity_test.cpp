#include "probes/system/identity.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/system/fake_system.hpp"
#include "tests/unit/probes/system/fake_web.hpp"

using namespace soundcheck;

namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t today = 20'000 * day;

class FakeIdentity final : public DeviceIdentity {
 public:
  Task<IdentityState> state() override { co_return state_; }
  Result<IdentityState> state_ = IdentityState();
};

/// A speaker with an identity that is good for 300 days, and a right clock.
struct Fixture {
  Fixture() {
    state().device = "speaker-7";
    state().certificates = {{"speaker-7", today - day, today + 300 * day}};
    state().authorities = {{"ca", today - day, today + 3000 * day}};
    state().has_key = true;
    state().key_fits = true;
    state().key_mode = 0600;
    system.clock_->synchronised = true;
    system.clock_->wall_unix_s = today;
    limits.server.http_url = "http://time.example/204";
  }
  IdentityState& state() { return identity.state_.value(); }
  /// The kernel vouches no more for its clock.
  void set_unsure(std::int64_t wall_unix_s) {
    system.clock_->synchronised = false;
    system.clock_->wall_unix_s = wall_unix_s;
  }
  Result<Verdict> run() {
    return test::run(
        system::check_identity(identity, system, web, limits, progress));
  }
  Verdict check() { return run().value(); }

  FakeIdentity identity;
  test::FakeSystem system;
  test::FakeWeb web;
  test::Steps progress;
  system::IdentityLimits limits;
};

const std::string missing = "system.identity_missing";
const std::string readable = "system.key_readable";
const std::string expired = "system.certificate_expired";
const std::string soon = "system.certificate_expires_soon";

}  // namespace

TEST_CASE("an identity that is whole, private and good passes") {
  Fixture f;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  for (const auto& id : {missing, readable, expired, soon})
    CHECK(test::presence(verdict, id) == Presence::absent);
  CHECK(verdict.summary ==
        "key and certificate belong together; the speaker's certificate is "
        "good for 300 days; that of the broker's authority is good for 3000 "
        "days");
  CHECK(test::measured(verdict, "certificate_days_left") == 300);
  CHECK(test::measured(verdict, "authority_days_left") == 3000);
  CHECK(!f.web.asked);
}

TEST_CASE("a file that is of no use is an identity that is missing") {
  Fixture f;
  SECTION("key") {
    f.state().has_key = false;
    f.state().problems = {"/k: cannot be read: No such file or directory"};
  }
  SECTION("certificate") {
    f.state().problems = {"/c: no certificate in PEM"};
  }
  SECTION("a key of another certificate") {
    f.state().key_fits = false;
  }

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, missing) == Presence::present);
  CHECK(!test::finding(verdict, missing).evidence.empty());
  CHECK(test::presence(verdict, expired) == Presence::absent);
}

TEST_CASE("with nothing to read nothing is said of its dates") {
  Fixture f;
  f.state() = IdentityState();
  f.state().problems = {"/k: not there", "/c: not there", "/a: not there"};

  const auto verdict = f.check();

  CHECK(test::finding(verdict, missing).evidence ==
        "/k: not there; /c: not there; /a: not there");
  CHECK(test::presence(verdict, missing) == Presence::present);
  for (const auto& id : {readable, expired, soon})
    CHECK(test::presence(verdict, id) == Presence::unknown);
  CHECK(verdict.measurements.empty());
}

TEST_CASE("a certificate of another name passes, and its name is not told") {
  Fixture f;
  f.state().certificates[0].common_name = "All our speakers";

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(verdict.summary.find("under another name") != std::string::npos);
  CHECK(!test::tells(verdict, "All our speakers"));
}

TEST_CASE("a key that everybody may read fails with its mode") {
  Fixture f;
  f.state().key_is_open = true;
  f.state().key_mode = 0644;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, readable) == Presence::present);
  CHECK(verdict.summary ==
        "everybody on the speaker may read or change the key (mode 644)");
}

TEST_CASE("a certificate that is over fails") {
  Fixture f;
  SECTION("the speaker's") {
    f.state().certificates[0].not_after_unix_s = today - 3 * day;
  }
  SECTION("one above it") {
    f.state().certificates.push_back({"above", 0, today - 3 * day});
  }
  SECTION("the authority's") {
    f.state().authorities[0].not_after_unix_s = today - 3 * day;
  }

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, expired) == Presence::present);
  CHECK(test::finding(verdict, expired).evidence.ends_with("ended 3 days ago"));
  CHECK(test::presence(verdict, soon) == Presence::absent);
}

TEST_CASE("a certificate that ends soon is told before it is over") {
  Fixture f;
  f.state().certificates[0].not_after_unix_s = today + 29 * day;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, soon) == Presence::present);
  CHECK(test::presence(verdict, expired) == Presence::absent);
  CHECK(verdict.summary == "the speaker's certificate is good for 29 days");

  f.limits.min_days_left = 14;
  CHECK(f.check().outcome == Outcome::passed);
}

TEST_CASE("an unsure clock that finds all good is believed without asking") {
  Fixture f;
  f.set_unsure(today + 10 * day);

  CHECK(f.check().outcome == Outcome::passed);
  CHECK(!f.web.asked);
}

TEST_CASE("what an unsure clock doubts, a server decides") {
  Fixture f;
  const auto wall = GENERATE(as<std::int64_t>(), 0, today + 9000 * day);
  f.set_unsure(wall);

  SECTION("all is good") {
    f.web.answer = test::dated(today);
    CHECK(f.check().outcome == Outcome::passed);
  }
  SECTION("it is over") {
    f.web.answer = test::dated(today + 400 * day);
    CHECK(test::presence(f.check(), expired) == Presence::present);
  }
  CHECK(f.web.asked->url == "http://time.example/204");
}

TEST_CASE("without a time nothing is over, and nothing is good") {
  Fixture f;
  const auto wall = GENERATE(as<std::int64_t>(), 0, today + 9000 * day);
  f.set_unsure(wall);

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(test::presence(verdict, missing) == Presence::absent);
  CHECK(test::presence(verdict, expired) == Presence::unknown);
  CHECK(test::presence(verdict, soon) == Presence::unknown);
  CHECK(verdict.measurements.empty());
  CHECK(verdict.summary == test::finding(verdict, expired).evidence);
  CHECK(verdict.summary.ends_with(", by a clock for which nobody vouches"));
}

TEST_CASE("a certificate that begins later is unknown, not over") {
  Fixture f;
  f.state().certificates[0].not_before_unix_s = today + day;

  const auto verdict = f.check();

  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(test::finding(verdict, expired).evidence ==
        "the speaker's certificate begins after the clock's time");
}

TEST_CASE("an identity or a clock that cannot be asked is an error") {
  Fixture f;
  SECTION("identity") {
    f.identity.state_ = Error(Errc::unsupported, "none");
    CHECK(f.run().error() ==
          Error(Errc::unsupported, "reading the speaker's identity: none"));
  }
  SECTION("clock") {
    f.system.clock_ = Error(Errc::io, "adjtimex: no");
    CHECK(f.run().error() ==
          Error(Errc::io, "reading the clock: adjtimex: no"));
  }
}
