#include "probes/firmware/filesystem_errors.hpp"

#include <catch2/catch.hpp>

#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using soundcheck::test::measured;

namespace {

Ext4Health ext4(std::optional<std::uint64_t> errors) {
  Ext4Health made;
  made.device = "mmcblk0p4";
  made.errors = errors;
  return made;
}

/// A file system that was mounted to be written and no longer can be.
Filesystem shut(std::string type) {
  Filesystem made;
  made.mount_point = "/data";
  made.type = std::move(type);
  made.device = "179:4";
  made.read_only = true;
  return made;
}

Verdict judge(const StorageState& state) {
  Verdict verdict{};
  firmware::judge_filesystem_errors(state, verdict);
  REQUIRE(verdict.findings.size() == 1);
  return verdict;
}

}  // namespace

TEST_CASE("an ext4 without errors is sound") {
  StorageState state;
  state.ext4 = {ext4(0)};
  state.ext4[0].warnings = 2;

  const auto verdict = judge(state);

  CHECK(verdict.findings[0].presence == Presence::absent);
  CHECK(verdict.findings[0].evidence == "mmcblk0p4 has no errors");
  CHECK(measured(verdict, "ext4_errors_mmcblk0p4") == 0);
  CHECK(measured(verdict, "ext4_warnings_mmcblk0p4") == 2);
}

TEST_CASE("errors are told with their time and the place in the kernel") {
  StorageState state;
  state.ext4 = {ext4(3)};
  state.ext4[0].first_error_unix_s = 1793000000;
  state.ext4[0].last_error_unix_s = 1793216000;
  state.ext4[0].last_error_func = "ext4_find_entry";

  const auto verdict = judge(state);

  CHECK(verdict.findings[0].presence == Presence::present);
  CHECK(verdict.findings[0].evidence ==
        "mmcblk0p4 has counted 3 errors within 2.5 days, the last in "
        "ext4_find_entry");
}

TEST_CASE("times of errors that go backwards are left out") {
  StorageState state;
  state.ext4 = {ext4(1)};
  state.ext4[0].first_error_unix_s = 1793216000;
  state.ext4[0].last_error_unix_s = 1500000000;

  CHECK(judge(state).findings[0].evidence == "mmcblk0p4 has counted 1 error");
}

TEST_CASE("an ext4 that does not tell is unknown, unless another has errors") {
  StorageState state;
  state.ext4 = {ext4(std::nullopt), ext4(0)};
  state.ext4[0].trouble = "errors_count:1: x";
  CHECK(judge(state).findings[0].presence == Presence::unknown);
  CHECK(judge(state).findings[0].evidence ==
        "mmcblk0p4 does not tell its errors: errors_count:1: x");

  state.ext4[1].errors = 1;
  CHECK(judge(state).findings[0].presence == Presence::present);
}

TEST_CASE("what nobody counts is unknown") {
  CHECK(judge({}).findings[0].presence == Presence::unknown);
}

TEST_CASE("a file system that turned read-only by itself has errors") {
  const auto type = GENERATE("ext4", "f2fs", "ubifs", "vfat");
  StorageState state;
  state.filesystems = {shut(type)};

  const auto verdict = judge(state);

  CHECK(verdict.findings[0].presence == Presence::present);
  CHECK(verdict.findings[0].evidence == "/data turned read-only by itself");
}

TEST_CASE("read-only on purpose, or by nature, is no error") {
  StorageState state;
  state.filesystems = {shut("ext4")};
  SECTION("it was mounted so") {
    state.filesystems[0].asked_read_only = true;
  }
  SECTION("another mount of the same device asks for it") {
    auto other = shut("ext4");
    other.asked_read_only = true;
    state.filesystems.push_back(other);
  }
  SECTION("an image") {
    state.filesystems = {shut("squashfs")};
  }
  SECTION("an overlay without an upper layer") {
    state.filesystems = {shut("overlay")};
  }

  CHECK(judge(state).findings[0].presence == Presence::unknown);
}
