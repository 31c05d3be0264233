#include "probes/firmware/integrity.hpp"

#include "tests/unit/probes/firmware/slots_fixture.hpp"

using namespace soundcheck;
using soundcheck::test::finding;
using soundcheck::test::measured;
using soundcheck::test::presence;
using State = VerityDevice::State;

namespace {

constexpr auto* fallback = "firmware.fallback_slot_damaged";
constexpr auto* system_corrupt = "firmware.system_corrupt";
constexpr std::uint64_t mebibyte = std::uint64_t{1024} * 1024;

struct Board final : SlotVerifications, Verity {
  Result<SlotsState> state = test::healthy();
  Result<std::vector<SlotVerification>> seen = std::vector<SlotVerification>();
  Result<std::vector<VerityDevice>> found = std::vector<VerityDevice>();

  /// B was read and is intact; A cannot be compared.
  Board() {
    for (auto& slot : state->slots) {
      slot.sha256 = std::string(64, 'a');
      slot.size_bytes = 64 * mebibyte;
      slot.installed_unix_s = 1000;
      auto& one = seen->emplace_back();
      one.slot = slot.name;
      one.sha256 = slot.sha256;
      one.installed_unix_s = slot.installed_unix_s;
    }
    a().running = a().cannot = true;
    a().why_not = "its file system may be written to";
    b().verdict = SlotVerification::Verdict::intact;
    b().age_s = 7200;
  }
  SlotVerification& a() { return seen->at(0); }
  SlotVerification& b() { return seen->at(1); }
  void verity(State device, std::string why = "") {
    found->push_back({"root", device, std::move(why)});
  }

  Result<std::vector<SlotVerification>> slots() const override { return seen; }
  Result<std::vector<VerityDevice>> devices() override { return found; }

  Result<Verdict> check() {
    test::FakeSlots slots(state);
    test::Steps progress;
    const firmware::IntegrityPorts ports{slots, *this, *this};
    return test::run(firmware::check_integrity(ports, progress));
  }
};

}  // namespace

TEST_CASE("a fallback that was read and is intact passes") {
  Board board;

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary == "slot B was read and is intact, 2.0 h ago");
  CHECK(presence(*verdict, fallback) == Presence::absent);
  CHECK(presence(*verdict, system_corrupt) == Presence::unknown);
  CHECK(measured(*verdict, "verified_b") == 100);
  CHECK(measured(*verdict, "verified_ago_b") == 2);
}

TEST_CASE("a fallback with another hash is damaged, and where") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::damaged;
  board.b().damaged_at = 12 * mebibyte + 5;

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, fallback) == Presence::present);
  CHECK(verdict->summary ==
        "slot B is not what was installed, first in the MiB at 12 MiB");
}

TEST_CASE("damage that has no place says why") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::damaged;

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->summary ==
        "slot B is not what was installed, where is not known: it was never "
        "read while intact");
}

TEST_CASE("a fallback whose medium gives nothing is damaged") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::lost;
  board.b().damaged_at = 3 * mebibyte;

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(presence(*verdict, fallback) == Presence::present);
  CHECK(verdict->summary == "slot B cannot be read at 3 MiB");
}

TEST_CASE("what was read before the last update says nothing of now") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::damaged;
  board.state->slots[1].installed_unix_s = 2000;

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, fallback) == Presence::unknown);
  CHECK(finding(*verdict, fallback).evidence ==
        "slot B was not read to its end yet");
  CHECK(measured(*verdict, "verified_b") == std::nullopt);
}

TEST_CASE("a fallback that is being read is not known yet") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::none;
  board.b().age_s.reset();
  board.b().read_percent = 40;
  board.b().why_not = "something is playing";

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(finding(*verdict, fallback).evidence ==
        "slot B was not read to its end yet, but to 40 %: something is "
        "playing");
  CHECK(measured(*verdict, "verified_b") == 40);
}

TEST_CASE("a fallback that may not be read is not healthy") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::none;
  board.b().why_not = "/dev/slot-B: Permission denied";

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary.find("Permission denied") != std::string::npos);
}

TEST_CASE("a fallback that may have been written to is nobody's fault") {
  Board board;
  board.b().verdict = SlotVerification::Verdict::none;
  board.b().cannot = true;
  board.b().why_not = "its file system was mounted for writing";
  board.verity(State::intact);

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, fallback) == Presence::unknown);
}

TEST_CASE("a running slot that was compared is judged like the fallback") {
  Board board;
  board.a().cannot = false;
  board.a().verdict = SlotVerification::Verdict::intact;
  auto verdict = board.check();
  REQUIRE(verdict);
  CHECK(presence(*verdict, system_corrupt) == Presence::absent);

  board.a().verdict = SlotVerification::Verdict::damaged;
  verdict = board.check();
  REQUIRE(verdict);
  CHECK(presence(*verdict, system_corrupt) == Presence::present);
  CHECK(presence(*verdict, fallback) == Presence::absent);
}

TEST_CASE("a wrong block under dm-verity is a corrupt system") {
  Board board;
  board.verity(State::intact);
  auto verdict = board.check();
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(finding(*verdict, system_corrupt).evidence ==
        "dm-verity root met no wrong block");

  board.verity(State::corrupt);
  verdict = board.check();
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->summary == "dm-verity root met a wrong block");
}

TEST_CASE("who may not ask dm-verity does not call it healthy") {
  Board board;
  board.verity(State::unknown, "the device mapper: Permission denied");

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary ==
        "dm-verity root: the device mapper: Permission denied");
}

TEST_CASE("dm-verity alone is enough to tell something") {
  Board board;
  board.state = Error(Errc::unsupported, "no slots");
  board.seen = std::vector<SlotVerification>();
  board.verity(State::intact);

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, fallback) == Presence::unknown);
}

TEST_CASE("slots that cannot be asked for leave the fallback unknown") {
  Board board;
  board.state = Error(Errc::parse, "/etc/rauc/system.conf:3: nonsense");
  board.seen = std::vector<SlotVerification>();

  const auto verdict = board.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(finding(*verdict, fallback).evidence ==
        "/etc/rauc/system.conf:3: nonsense");
}

TEST_CASE("a board without anything to compare is not supported") {
  Board board;
  board.state->slots[0].sha256.clear();
  board.state->slots[1].sha256.clear();
  auto verdict = board.check();
  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
  CHECK(verdict.error().what ==
        "the updater recorded no checksum, nor is there dm-verity");

  board = {};
  board.state = Error(Errc::unsupported, "no slots");
  verdict = board.check();
  REQUIRE(!verdict);
  CHECK(verdict.error().what == "no slots; nor is there dm-verity");

  board = {};
  board.seen = NoSlotVerifications().slots();
  verdict = board.check();
  REQUIRE(!verdict);
  CHECK(verdict.error().what == "only the daemon reads slots");
}
