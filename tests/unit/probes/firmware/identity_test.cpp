#include "probes/firmware/identity.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;

namespace {

class FakeFirmware final : public Firmware {
 public:
  explicit FakeFirmware(Result<FirmwareIdentity> identity)
      : identity_(std::move(identity)) {}
  Task<FirmwareIdentity> identity() override { co_return identity_; }

 private:
  Result<FirmwareIdentity> identity_;
};

Result<Verdict> check(Result<FirmwareIdentity> identity) {
  FakeFirmware firmware(std::move(identity));
  test::Steps progress;
  return test::run(firmware::check_identity(firmware, progress));
}

}  // namespace

TEST_CASE("an image with a version passes and says who it is") {
  const auto verdict = check(FirmwareIdentity{
      "tuneos", "2.4.1", "20261102", "6.1.38", "Tune One", "A", "boot"});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary ==
        "tuneos 2.4.1, build 20261102, slot A, kernel 6.1.38, on Tune One");
  REQUIRE(verdict->findings.size() == 1);
  CHECK(verdict->findings[0].id == "firmware.no_version");
  CHECK(verdict->findings[0].presence == Presence::absent);
}

TEST_CASE("an image without a version fails") {
  const auto verdict = check(FirmwareIdentity{});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->findings.at(0).presence == Presence::present);
  CHECK(verdict->summary == "firmware without a version");
}

TEST_CASE("an identity that cannot be read is an error with the step") {
  CHECK(check(Error(Errc::parse, "x")).error() ==
        Error(Errc::parse, "reading the firmware's identity: x"));
}
