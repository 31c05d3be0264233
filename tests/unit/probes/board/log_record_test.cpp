#include "probes/board/linux/log_record.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

TEST_CASE("a record of the kernel's log has number, level, time and text") {
  const auto record =
      parse_log_record("11,339,5140900,-;NET: Registered; PF_INET6", "f");

  REQUIRE(record);
  CHECK(record->sequence == 339);
  CHECK(record->level == 3);
  CHECK(!record->by_kernel);  // of facility 1, a program
  CHECK(record->since_boot == 5140ms);
  CHECK(record->text == "NET: Registered; PF_INET6");
}

TEST_CASE("a newer kernel may tell more before the text") {
  const auto record =
      parse_log_record("6,7,8000,c,caller=T1,more=2;brcmfmac: up", "f");

  REQUIRE(record);
  CHECK(record->text == "brcmfmac: up");
  CHECK(record->by_kernel);
}

TEST_CASE("what is no record is told with the file") {
  for (const auto* bad :
       {"", ";", "6,339", "6;text", "x,1,2,-;text", "6,x,2,-;text",
        "6,1,x,-;text", "6,1,-2,-;text", " SUBSYSTEM=usb", "-1,1,2,-;text",
        "6,99999999999999999999,2,-;text"}) {
    CAPTURE(bad);
    CHECK(parse_log_record(bad, "/dev/kmsg").error() ==
          Error(Errc::parse,
                "/dev/kmsg:1: must be a record of the kernel's log"));
  }
}

TEST_CASE("who writes is named by what stands before the colon") {
  CHECK(log_source("brcmfmac: brcmf_c_preinit: firmware 1.2") == "brcmfmac");
  CHECK(log_source("usb 1-1: new device") == "usb");
  CHECK(log_source("player[812]: late") == "player");
  CHECK(log_source("EXT4-fs (mmcblk0p3): error") == "EXT4-fs");
}

TEST_CASE("what is no plain name may be anything and names nobody") {
  for (const auto* text :
       {"", ": text", "no colon here", "a:b", "192.168.1.2: seen",
        "aa/bb: text", "the owner's home: joined", "Smith family: joined",
        "a-name-that-is-too-long-to-be-one: text", "\xff\xfe: text"}) {
    CAPTURE(text);
    CHECK(log_source(text).empty());
  }
}

TEST_CASE("a line of syslogd's file has its text behind time and host") {
  CHECK(syslog_text("Nov 26 10:00:00 speaker player[812]: late") ==
        "player[812]: late");
  CHECK(syslog_text("Nov  6 10:00:00 speaker user.info player: late") ==
        "player: late");
  CHECK(syslog_text("Nov 26 10:00:00 speaker kernel: a.b: c") ==
        "kernel: a.b: c");
}

TEST_CASE("what is no such line has no text") {
  for (const auto* line :
       {"", "short", "2026-11-26T10:00:00+00:00 speaker player: late",
        "Nov 26 10:00:00", "a line of something else entirely"}) {
    CAPTURE(line);
    CHECK(syslog_text(line).empty());
  }
}

TEST_CASE("the kernel tells which program it killed for want of memory") {
  CHECK(killed_for_memory(
            "Out of memory: Killed process 812 (player) total-vm:9kB") ==
        "player");
  CHECK(killed_for_memory(
            "Memory cgroup out of memory: Killed process 7 (leaky) total-vm") ==
        "leaky");
  // A program names itself as it likes.
  CHECK(killed_for_memory("Out of memory: Killed process 7 (a b) x") == "");
}

TEST_CASE("other texts tell of no kill") {
  for (const auto* text :
       {"", "Out of memory: Killed process",
        "Out of memory: Killed process 8 x",
        "Out of memory: Killed process 8 (open",
        "player: it says Out of memory: Killed process 8 (liar)"}) {
    CAPTURE(text);
    CHECK(!killed_for_memory(text));
  }
}
