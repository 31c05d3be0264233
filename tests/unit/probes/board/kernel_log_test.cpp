#include "probes/board/linux/kernel_log.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture() { files.write("dev/kmsg", ""); }
  void append(const std::string& file, const std::string& text) {
    std::ofstream(files.path() / file, std::ios::app) << text;
  }
  void record(int level, const std::string& text) {
    append("dev/kmsg", std::to_string(level) + "," +
                           std::to_string(sequence++) + ",95000000,-;" + text +
                           "\n");
  }
  void look() { REQUIRE(log.look(BoardRoot(files.path()), now)); }
  LogState state() const { return log.state(now); }

  test::TemporaryFolder files;
  KernelLog log;
  std::chrono::milliseconds now = 100s;
  int sequence = 1;
};

}  // namespace

TEST_CASE("what was there at the first look is not counted") {
  Fixture f;
  for (int i = 0; i < 900; ++i)
    f.record(6, "boot: step");
  f.look();
  f.record(6, "usb 1-1: new device");
  f.record(3, "usb 1-1: it is broken");
  f.append("dev/kmsg", " SUBSYSTEM=usb\n DEVICE=c189:1\n");
  f.now += 30s;
  f.look();

  CHECK(f.state().records_per_minute == Approx(4));
  CHECK(f.state().errors_per_minute == Approx(2));
  CHECK(f.state().noisiest == "usb");
}

TEST_CASE("records that the kernel has overwritten are counted by number") {
  Fixture f;
  f.record(6, "noisy: 1");
  f.look();
  f.sequence += 1000;
  f.record(6, "noisy: 2");
  f.now += 30s;
  f.look();

  CHECK(f.state().records_per_minute == Approx(2002));
}

TEST_CASE("a kill for want of memory is remembered, also from before") {
  Fixture f;
  f.record(3, "Memory cgroup out of memory: Killed process 9 (leaky) x");
  f.look();

  REQUIRE(f.log.last_kill());
  CHECK(f.log.last_kill()->program == "leaky");
  CHECK(f.log.last_kill()->at == 95s);
}

TEST_CASE("what a program writes of a kill is not believed") {
  Fixture f;
  f.record(8 + 3, "Out of memory: Killed process 9 (victim) x");
  f.look();

  CHECK(!f.log.last_kill());
}

TEST_CASE("garbled lines are passed over") {
  Fixture f;
  f.look();
  f.append("dev/kmsg", "?\n\n;;;\n6,x,3,-;a: b\n\xff\xfe\n");
  f.record(6, "player: fine");
  f.now += 30s;
  f.look();

  CHECK(f.state().records_per_minute == Approx(2));
}

TEST_CASE("what a starting board tells is no storm") {
  Fixture f;
  f.now = 20s;
  f.files.write("var/log/messages", "");
  f.look();
  for (int i = 0; i < 500; ++i) {
    f.append("dev/kmsg", "6," + std::to_string(f.sequence++) +
                             ",21000000,-;usb 1-1: new device\n");
    f.append("var/log/messages", "Nov 26 10:00:01 speaker init: up\n");
  }
  f.now += 20s;
  f.look();

  CHECK(f.state().measured == 20s);
  CHECK(f.state().records_per_minute == 0);
}

TEST_CASE("a line that is not whole yet is read when it is") {
  Fixture f;
  f.look();
  f.append("dev/kmsg", "6,1,95000000,-;pla");
  f.look();
  f.append("dev/kmsg", "yer: late\n");
  f.now += 30s;
  f.look();

  CHECK(f.state().noisiest == "player");
}

TEST_CASE("syslogd's file is followed, too, and the louder one told") {
  Fixture f;
  f.files.write("var/log/messages", "Nov 26 10:00:00 speaker init: up\n");
  f.look();
  f.record(6, "usb 1-1: new device");
  for (int i = 0; i < 500; ++i)
    f.append("var/log/messages", "Nov 26 10:00:01 speaker noisy[7]: again\n");
  f.now += 30s;
  f.look();

  CHECK(f.state().records_per_minute == Approx(1000));
  CHECK(f.state().noisiest == "noisy");
}

TEST_CASE("more than can be read of it at once is counted by its size") {
  Fixture f;
  f.files.write("var/log/messages", "");
  f.look();
  const std::string line =
      "Nov 26 10:00:01 speaker noisy[7]: again and again\n";
  std::string much;
  for (int i = 0; i < 20'000; ++i)
    much += line;
  f.append("var/log/messages", much);
  f.now += 60s;
  f.look();

  CHECK(f.state().records_per_minute == Approx(20'000).epsilon(0.01));
}

TEST_CASE("a file that was begun anew is read from its beginning") {
  Fixture f;
  f.files.write("var/log/messages",
                "Nov 26 10:00:00 speaker init: a long line of before\n");
  f.look();
  f.files.write("var/log/messages", "Nov 26 10:00:01 speaker player: up\n");
  f.now += 30s;
  f.look();

  CHECK(f.state().records_per_minute == Approx(2));
  CHECK(f.state().noisiest == "player");
}

TEST_CASE("a board without such a log is told from one that may not be read") {
  const test::TemporaryFolder empty;
  KernelLog log;

  CHECK(log.look(BoardRoot(empty.path()), 1s).error() ==
        Error(Errc::unsupported, "/dev/kmsg: No such file or directory"));
}
