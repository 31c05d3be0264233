#include "probes/board/linux/system_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

struct Fixture {
  Fixture() {
    folder.write("proc/meminfo", "MemTotal: 8 kB\nMemAvailable: 4 kB\n");
    folder.write("proc/loadavg", "0.1 0.2 0.3 1/2 3\n");
    folder.write("sys/devices/system/cpu/online", "0-1\n");
    kernel.time = [this] { return time; };
  }
  SystemFiles system() const { return {BoardRoot(folder.path()), kernel}; }

  test::TemporaryFolder folder;
  KernelCalls kernel;
  Result<KernelTime> time = KernelTime{true, 0.5, 1000};
};

}  // namespace

TEST_CASE("what an older kernel does not tell is absent") {
  Fixture f;

  const auto memory = test::run(f.system().memory());
  const auto load = test::run(f.system().load());

  REQUIRE(memory);
  CHECK(!memory->oom_kills);
  CHECK(!memory->pressure);
  REQUIRE(load);
  CHECK(load->processors == 2);
  CHECK(!load->cpu_pressure);
  CHECK(!load->io_pressure);
}

TEST_CASE("a system without /proc is unsupported, not healthy") {
  const test::TemporaryFolder empty;
  SystemFiles system(BoardRoot(empty.path()), {});

  CHECK(test::run(system.memory()).error() ==
        Error(Errc::unsupported, "/proc/meminfo: not there"));
  CHECK(test::run(system.load()).error() ==
        Error(Errc::unsupported, "/proc/loadavg: not there"));
  CHECK(test::run(system.thermal()).value().empty());
}

TEST_CASE("a garbled file of the kernel is told with file and line") {
  Fixture f;
  const auto [file, text, problem] =
      GENERATE(table<std::string, std::string, std::string>({
          {"proc/vmstat", "oom_kill x\n",
           "/proc/vmstat:1: oom_kill must be a count"},
          {"proc/pressure/memory", "?\n",
           "/proc/pressure/memory:1: must begin with \"some\" or \"full\""},
      }));
  f.folder.write(file, text);

  CHECK(test::run(f.system().memory()).error() == Error(Errc::parse, problem));
}

TEST_CASE("garbled pressure of processors or storage is told too") {
  Fixture f;
  const auto name = GENERATE(as<std::string>(), "cpu", "io");
  f.folder.write("proc/pressure/" + name, "some avg10=1\n");

  const auto load = test::run(f.system().load());

  REQUIRE(!load);
  CHECK(load.error().what.starts_with("/proc/pressure/" + name + ":1: "));
}

TEST_CASE("the RTC that the kernel was set from is compared") {
  Fixture f;
  f.folder.write("sys/class/rtc/rtc0/hctosys", "0\n");
  f.folder.write("sys/class/rtc/rtc0/since_epoch", "5\n");
  f.folder.write("sys/class/rtc/rtc1/hctosys", "1\n");
  f.folder.write("sys/class/rtc/rtc1/since_epoch", "1003\n");

  const auto clock = test::run(f.system().clock());

  REQUIRE(clock);
  CHECK(clock->synchronised);
  CHECK(clock->estimated_error_ms == 0.5);
  CHECK(clock->wall_unix_s == 1000);
  CHECK(clock->rtc_offset_s == 3);
}

TEST_CASE("without an RTC, or with a dead one, there is no offset") {
  Fixture f;
  SECTION("none") {}
  SECTION("it cannot be read") {
    f.folder.write("sys/class/rtc/rtc0/since_epoch/a", "reading fails");
  }

  const auto clock = test::run(f.system().clock());

  REQUIRE(clock);
  CHECK(!clock->rtc_offset_s);
}

TEST_CASE("a garbled RTC and a kernel that refuses are errors") {
  Fixture f;
  SECTION("RTC") {
    f.folder.write("sys/class/rtc/rtc0/since_epoch", "soon\n");
    CHECK(test::run(f.system().clock()).error() ==
          Error(Errc::parse,
                "/sys/class/rtc/rtc0/since_epoch:1: must be one whole number"));
  }
  SECTION("kernel") {
    f.time = Error(Errc::io, "adjtimex: no");
    CHECK(test::run(f.system().clock()).error() ==
          Error(Errc::io, "adjtimex: no"));
  }
}

TEST_CASE("the kernel of this machine answers adjtimex") {
  const auto time = ask_kernel_time();

  REQUIRE(time);
  CHECK(time->wall_unix_s > 1'600'000'000);
  CHECK(time->estimated_error_ms.has_value() == time->synchronised);
}
