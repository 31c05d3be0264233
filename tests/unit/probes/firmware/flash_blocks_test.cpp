#include "probes/firmware/flash_blocks.hpp"

#include <catch2/catch.hpp>

#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using soundcheck::test::finding;
using soundcheck::test::measured;

namespace {

using Count = std::optional<std::uint64_t>;

UbiDevice ubi(Count bad, Count reserved) {
  UbiDevice made;
  made.device = "ubi0";
  made.bad_blocks = bad;
  made.reserved_for_bad = reserved;
  made.max_erase_count = 1407;
  made.volumes = {{"rootfs", 0, 0}};
  return made;
}

Verdict judge(std::vector<UbiDevice> devices) {
  Verdict verdict{};
  firmware::judge_blocks(devices, {}, verdict);
  return verdict;
}

}  // namespace

TEST_CASE("the reserve is judged on what is left of it") {
  const auto [bad, reserved, expected] =
      GENERATE(table<Count, Count, Presence>({
          {2, 38, Presence::absent},
          {30, 10, Presence::absent},  // exactly a quarter
          {31, 9, Presence::present},
          {40, 0, Presence::present},
          {0, 40, Presence::absent},
          {0, 0, Presence::unknown},
          {std::nullopt, 40, Presence::unknown},
          {2, std::nullopt, Presence::unknown},
      }));
  CAPTURE(bad.value_or(999), reserved.value_or(999));

  CHECK(finding(judge({ubi(bad, reserved)}), "firmware.flash_reserve_low")
            .presence == expected);
}

TEST_CASE("a low reserve is told with its numbers") {
  const auto verdict = judge({ubi(36, 4)});

  CHECK(finding(verdict, "firmware.flash_reserve_low").evidence ==
        "ubi0 has 10.0 % of its reserve left, 36 bad blocks (limit 25.0 %)");
  CHECK(measured(verdict, "bad_blocks_ubi0") == 36);
  CHECK(measured(verdict, "reserved_blocks_ubi0") == 4);
  CHECK(measured(verdict, "most_erased_ubi0") == 1407);
}

TEST_CASE("an unread reserve names the file") {
  auto garbled = ubi(std::nullopt, 4);
  garbled.trouble = "bad_peb_count:1: must be one whole number";

  CHECK(finding(judge({garbled}), "firmware.flash_reserve_low").evidence ==
        "ubi0 does not tell its bad blocks: bad_peb_count:1: must be one whole "
        "number");
}

TEST_CASE("a volume is whole only if both of its marks say so") {
  const auto [corrupted, marker, expected] =
      GENERATE(table<Count, Count, Presence>({
          {0, 0, Presence::absent},
          {1, 0, Presence::present},
          {0, 1, Presence::present},
          {std::nullopt, 1, Presence::present},
          {0, std::nullopt, Presence::unknown},
          {std::nullopt, 0, Presence::unknown},
      }));
  auto device = ubi(2, 38);
  device.volumes = {{"rootfs", corrupted, marker}, {"data", 0, 0}};

  CHECK(finding(judge({device}), "firmware.volume_damaged").presence ==
        expected);
}

TEST_CASE("a damaged volume is named, with what befell it") {
  auto device = ubi(2, 38);
  device.volumes = {{"rootfs", 1, 0}, {"spare", 0, 1}};

  CHECK(finding(judge({device}), "firmware.volume_damaged").evidence ==
        "ubi0:rootfs is corrupted, ubi0:spare was written half");
}

TEST_CASE("without raw NAND nothing is known of its blocks") {
  const auto verdict = judge({});

  CHECK(finding(verdict, "firmware.flash_reserve_low").presence ==
        Presence::unknown);
  CHECK(finding(verdict, "firmware.volume_damaged").presence ==
        Presence::unknown);
  CHECK(verdict.measurements.empty());
}
