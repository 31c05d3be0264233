#include "probes/firmware/manifest.hpp"

#include <catch2/catch.hpp>
#include <cerrno>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/firmware/manifest_fixture.hpp"

using namespace soundcheck;
using soundcheck::test::finding;
using soundcheck::test::measured;
using soundcheck::test::presence;
using Seen = FileComparison::Result;

namespace {

const std::vector<std::string> all_findings = {
    "firmware.manifest_untrusted",   "firmware.wrong_product",
    "firmware.manifest_rolled_back", "firmware.manifest_expired",
    "firmware.component_mismatch",   "firmware.file_changed"};

/// The findings that are present.
std::vector<std::string> present(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const auto& one : verdict.findings) {
    if (one.presence == Presence::present)
      ids.push_back(one.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("a speaker that runs what was released passes") {
  test::ReleasedSpeaker speaker;

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary == "tune-one 2.4.1, as released by release-1");
  for (const auto& id : all_findings)
    CHECK(presence(*verdict, id) == Presence::absent);
  CHECK(measured(*verdict, "counter") == 17);
  CHECK(measured(*verdict, "files") == 3);
  CHECK(measured(*verdict, "files_size") == 60);
}

TEST_CASE("a manifest that proves nothing leaves all that it says unknown") {
  test::ReleasedSpeaker speaker;
  speaker.store.manifest = Error(Errc::denied, "/m.pb: its signature is bad");

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->summary == "/m.pb: its signature is bad");
  CHECK(present(*verdict) ==
        std::vector<std::string>{"firmware.manifest_untrusted"});
  REQUIRE(verdict->findings.size() == all_findings.size());
  for (std::size_t i = 1; i < all_findings.size(); ++i)
    CHECK(presence(*verdict, all_findings[i]) == Presence::unknown);
  CHECK(!speaker.store.remembered);
}

TEST_CASE("a speaker without a manifest is not supported, not healthy") {
  test::ReleasedSpeaker speaker;
  speaker.store.manifest = Error(Errc::unsupported, "none is configured");

  CHECK(speaker.check().error() ==
        Error(Errc::unsupported,
              "reading the firmware manifest: none is configured"));
}

TEST_CASE("a manifest for another product says nothing of our files") {
  test::ReleasedSpeaker speaker;
  speaker.release().product = "tune-mini";

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(present(*verdict) ==
        std::vector<std::string>{"firmware.wrong_product"});
  CHECK(verdict->summary ==
        "it is for tune-mini 2.4.1, this is tune-one 2.4.1");
  CHECK(presence(*verdict, "firmware.file_changed") == Presence::unknown);
  CHECK(!speaker.store.remembered);
}

TEST_CASE("a manifest of another release does not belong to this image") {
  test::ReleasedSpeaker speaker;
  speaker.firmware.identity_answer.version = "2.4.0";

  CHECK(present(speaker.check().value()) ==
        std::vector<std::string>{"firmware.wrong_product"});
}

TEST_CASE("the profile's product goes before the model") {
  test::ReleasedSpeaker speaker;
  speaker.firmware.identity_answer.model = "Tune One Rev C";
  CHECK(present(speaker.check().value()) ==
        std::vector<std::string>{"firmware.wrong_product"});

  speaker.expected.product = "tune-one";
  CHECK(speaker.check().value().outcome == Outcome::passed);
}

TEST_CASE("a speaker that does not know what it is cannot tell") {
  test::ReleasedSpeaker speaker;
  SECTION("no model") {
    speaker.firmware.identity_answer.model = "";
  }
  SECTION("no version") {
    speaker.firmware.identity_answer.version = "";
  }

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "firmware.wrong_product") == Presence::unknown);
  CHECK(!speaker.store.remembered);
}

TEST_CASE("a counter below one that ran before is a rollback") {
  test::ReleasedSpeaker speaker;
  speaker.store.highest = 18;

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(present(*verdict) ==
        std::vector<std::string>{"firmware.manifest_rolled_back"});
  CHECK(verdict->summary == "its counter is 17, the highest so far 18");
  CHECK(!speaker.store.remembered);
}

TEST_CASE("a higher counter is remembered, the same one needs no writing") {
  test::ReleasedSpeaker speaker;
  speaker.store.highest = 16;
  CHECK(speaker.check().value().outcome == Outcome::passed);
  CHECK(speaker.store.remembered == 17);

  speaker.store.remembered.reset();
  speaker.store.highest = 17;
  CHECK(speaker.check().value().outcome == Outcome::passed);
  CHECK(!speaker.store.remembered);
}

TEST_CASE("where nobody remembers, only the rollback stays unknown") {
  test::ReleasedSpeaker speaker;
  speaker.store.highest = Error(Errc::unsupported, "nobody remembers");

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, "firmware.manifest_rolled_back") ==
        Presence::unknown);
}

TEST_CASE("a memory that was broken is no memory of nothing") {
  test::ReleasedSpeaker speaker;
  speaker.store.highest = Error(Errc::parse, "/c: is not a number");

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "/c: is not a number");
  CHECK(finding(*verdict, "firmware.file_changed").evidence ==
        "all that are listed are as released");
  CHECK(!speaker.store.remembered);
}

TEST_CASE("a manifest expires by a clock that can be trusted") {
  test::ReleasedSpeaker speaker;
  const auto expires = std::chrono::seconds(speaker.release().expires_unix_s);
  using namespace std::chrono_literals;

  speaker.clock.set_wall(expires - 36h);
  CHECK(
      finding(speaker.check().value(), "firmware.manifest_expired").evidence ==
      "it expires in 1.5 days");

  speaker.clock.set_wall(expires + 48h);
  const auto late = speaker.check().value();
  CHECK(late.outcome == Outcome::failed);
  CHECK(late.summary == "it expired 2.0 days ago");

  speaker.clock.set_trusted(false);
  const auto unsure = speaker.check().value();
  CHECK(unsure.outcome == Outcome::passed);
  CHECK(presence(unsure, "firmware.manifest_expired") == Presence::unknown);
}

TEST_CASE("a manifest may be for ever") {
  test::ReleasedSpeaker speaker;
  speaker.release().expires_unix_s = 0;
  speaker.clock.set_trusted(false);

  CHECK(
      finding(speaker.check().value(), "firmware.manifest_expired").evidence ==
      "it never expires");
}

TEST_CASE("each way in which a file differs is told by its path") {
  const auto [seen, error, text] = GENERATE(table<Seen, int, std::string>(
      {{Seen::other_size, 0, "has another size"},
       {Seen::other_content, 0, "has other content"},
       {Seen::missing, 0, "is missing"},
       {Seen::damaged, EIO, "cannot be read: Input/output error"}}));
  test::ReleasedSpeaker speaker;
  speaker.files.seen[0] = {seen, error};

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(present(*verdict) == std::vector<std::string>{"firmware.file_changed"});
  CHECK(verdict->summary == "/usr/sbin/soundcheckd " + text);
}

TEST_CASE("a file that nobody shows may be the one that differs") {
  test::ReleasedSpeaker speaker;
  speaker.files.seen[1] = {Seen::unread, EACCES};

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary ==
        "/etc/os-release cannot be read: Permission denied");
}

TEST_CASE("a component's file counts for the component") {
  test::ReleasedSpeaker speaker;
  speaker.files.seen[2] = {Seen::other_content};

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(present(*verdict) ==
        std::vector<std::string>{"firmware.component_mismatch"});
  CHECK(verdict->summary ==
        "wifi 7.45: /lib/firmware/wifi.bin has other content");
}

TEST_CASE("the version that a driver shows must be the released one") {
  test::ReleasedSpeaker speaker;
  speaker.release().components[0].version_file = "/sys/wifi/version";

  speaker.files.lines["/sys/wifi/version"] = "7.45";
  CHECK(speaker.check().value().outcome == Outcome::passed);

  speaker.files.lines["/sys/wifi/version"] = "7.44";
  CHECK(speaker.check().value().summary ==
        "wifi runs \"7.44\", released was 7.45");

  speaker.files.lines["/sys/wifi/version"] = "";
  CHECK(speaker.check().value().summary == "wifi runs \"\", released was 7.45");

  speaker.files.lines.clear();
  const auto verdict = speaker.check().value();
  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(verdict.summary == "wifi: /sys/wifi/version: not there");
}

TEST_CASE("a release without components has none that could differ") {
  test::ReleasedSpeaker speaker;
  speaker.release().components.clear();

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(finding(*verdict, "firmware.component_mismatch").evidence ==
        "all that are listed are as released");
}

TEST_CASE("all that is wrong is told at once") {
  test::ReleasedSpeaker speaker;
  speaker.store.highest = 20;
  speaker.files.seen[0].result = Seen::missing;
  speaker.files.seen[2].result = Seen::missing;

  CHECK(present(speaker.check().value()) ==
        std::vector<std::string>{"firmware.manifest_rolled_back",
                                 "firmware.component_mismatch",
                                 "firmware.file_changed"});
}

TEST_CASE("errors tell the step") {
  test::ReleasedSpeaker speaker;
  SECTION("manifest") {
    speaker.store.manifest = Error(Errc::io, "x");
    CHECK(speaker.check().error() ==
          Error(Errc::io, "reading the firmware manifest: x"));
  }
  SECTION("files") {
    speaker.files.error = Error(Errc::cancelled, "stopped");
    CHECK(speaker.check().error() ==
          Error(Errc::cancelled, "comparing files: stopped"));
  }
}
