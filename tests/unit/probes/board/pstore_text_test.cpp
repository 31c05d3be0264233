#include "probes/board/linux/pstore_text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace soundcheck;
using Kind = CrashRecord::Kind;

namespace {

/// As Linux 6.1 writes it on arm64 (record shortened).
const std::string sysrq =
    "Panic#1 Part1\n"
    "<6>[   21.000000] wlan1: associated\n"
    "<6>[   42.512345] sysrq: Trigger a crash\n"
    "<0>[   42.512400] Kernel panic - not syncing: sysrq triggered crash\n"
    "<4>[   42.512500] CPU: 0 PID: 512 Comm: sh Not tainted 6.1.0-56-arm64\n"
    "<0>[   42.513000] ---[ end Kernel panic - not syncing: sysrq triggered "
    "crash ]---\n"
    "\nECC: No errors detected\n";

CrashRecord parsed(std::string_view bytes) {
  CrashRecord record;
  parse_crash_record(bytes, record);
  return record;
}

}  // namespace

TEST_CASE("a panic has its own words as headline, without level and time") {
  const auto crash = parsed(sysrq);

  CHECK(crash.kind == Kind::panic);
  CHECK(crash.headline == "Kernel panic - not syncing: sysrq triggered crash");
  CHECK(crash.text == sysrq);
}

TEST_CASE("a panic that an oops led to tells of both") {
  const auto crash = parsed(
      "Panic#2 Part1\n"
      "<1>[    9.1][    T1] Unable to handle kernel NULL pointer dereference "
      "at "
      "virtual address 0000000000000010\n"
      "<0>[    9.2][    T1] Internal error: Oops: 0000000096000044 [#1] SMP\n"
      "<0>[    9.3][    T1] Kernel panic - not syncing: Oops: Fatal "
      "exception\n");

  CHECK(crash.kind == Kind::panic);
  CHECK(crash.headline ==
        "Kernel panic - not syncing: Oops: Fatal exception; Unable to handle "
        "kernel NULL pointer dereference at virtual address 0000000000000010");
}

TEST_CASE("an oops alone is one, whatever word the processor has for it") {
  for (const std::string sign :
       {"BUG: kernel NULL pointer dereference, address: 0000000000000000",
        "kernel BUG at mm/slub.c:369!", "Oops: 0002 [#1] SMP PTI",
        "watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [aplay:311]",
        "Internal error: Oops - undefined instruction: 0 [#1] ARM"}) {
    const auto crash = parsed("Oops#1 Part1\n<4>[    1.5] " + sign + "\n");

    CHECK(crash.kind == Kind::oops);
    CHECK(crash.headline == sign);
  }
}

TEST_CASE("an ordinary end that the board keeps is no crash") {
  for (const std::string reason :
       {"Shutdown", "Emergency", "Restart", "Halt", "Poweroff"}) {
    CAPTURE(reason);
    CHECK(parsed(reason + "#1 Part1\n<6>[ 1.0] reboot: System\n").kind ==
          Kind::no_crash);
  }
}

TEST_CASE("a record whose first line is damaged is told by the rest") {
  CHECK(parsed("Pa\xffic#\n<0>[ 1.0] Kernel panic - not syncing: x").kind ==
        Kind::panic);
  CHECK(parsed("\n<0>[ 1.0] Oops: 0002 [#1]").kind == Kind::oops);
}

TEST_CASE("what cannot be read is a crash without words") {
  for (const std::string_view rubbish :
       {"", "\n\n", "<", "<4", "[", "[[", "no crash at all", "Panic",
        "\x78\x9c\xed\x00"}) {
    CAPTURE(rubbish);
    const auto crash = parsed(rubbish);

    CHECK(crash.kind == Kind::unreadable);
    CHECK(crash.headline.empty());
  }
}

TEST_CASE("bytes that are no text become harmless") {
  const auto crash = parsed(
      "Panic#1 Part1\n<0>[1.0] Kernel panic - not syncing: a\x1b[31m\xe9\t\rb");

  CHECK(crash.headline == "Kernel panic - not syncing: a?[31m? ?b");
  CHECK(crash.text ==
        "Panic#1 Part1\n<0>[1.0] Kernel panic - not syncing: a?[31m? ?b");
}

TEST_CASE("a long line does not make a long headline") {
  const auto crash =
      parsed("Kernel panic - not syncing: " + std::string(5000, 'x'));

  CHECK(crash.headline.size() == 160);
}

TEST_CASE("of a long record the end is kept, from the start of a line") {
  std::string record =
      "Panic#1 Part1\n<0>[ 0.1] Kernel panic - not syncing: early\n";
  for (int i = 0; i < 2000; ++i)
    record += "<4>[ 1.0] line " + std::to_string(i) + "\n";

  const auto crash = parsed(record);

  CHECK(crash.headline == "Kernel panic - not syncing: early");
  CHECK(crash.text.size() <= 8192);
  CHECK(crash.text.size() > 8100);
  CHECK(crash.text.starts_with("<4>[ 1.0] line "));
  CHECK(crash.text.ends_with("line 1999\n"));
}

TEST_CASE("a long record without lines is cut where it must be") {
  const auto crash = parsed(std::string(20000, '\x01'));

  CHECK(crash.text == std::string(8192, '?'));
}
