#include "probes/board/linux/system_watch.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <unistd.h>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  Fixture() { kills(0); }
  void kills(int count) {
    files.write("proc/vmstat", "oom_kill " + std::to_string(count) + "\n");
  }
  void process(int pid, const std::string& name, int pages, int ticks) {
    files.write("proc/" + std::to_string(pid) + "/stat",
                std::to_string(pid) + " (" + name +
                    ") S 1 1 1 0 -1 0 5 0 0 0 " + std::to_string(ticks) +
                    " 0 0 0 20 0 1 0 100 4096 " + std::to_string(pages) + "\n");
  }
  void look_at(std::chrono::milliseconds since_boot) {
    time.since_boot = since_boot;
    REQUIRE(watch.look());
  }
  std::optional<MemoryKill> last_kill() const {
    MemoryState state;
    watch.add_to(state);
    return state.last_kill;
  }
  std::optional<std::chrono::milliseconds> unsynchronised_for() const {
    ClockState state;
    watch.add_to(state);
    return state.unsynchronised_for;
  }

  test::TemporaryFolder files;
  KernelTime time;
  SystemWatch watch{BoardRoot(files.path()),
                    {[this]() -> Result<KernelTime> { return time; }, {}}};
};

}  // namespace

TEST_CASE("without a kill there is none to tell of") {
  Fixture f;
  f.look_at(100s);

  CHECK(!f.last_kill());
}

TEST_CASE("a kill while it is watched was between two looks") {
  Fixture f;
  f.look_at(7200s);
  f.kills(1);
  f.look_at(7260s);
  f.look_at(7300s);

  const auto kill = f.last_kill();
  REQUIRE(kill);
  CHECK(kill->at_least_ago == 40s);
  CHECK(kill->at_most_ago == 100s);
  CHECK(kill->program.empty());
}

TEST_CASE("of kills before the first look only the boot is known") {
  Fixture f;
  f.kills(2);
  f.look_at(7200s);

  const auto kill = f.last_kill();
  REQUIRE(kill);
  CHECK(kill->at_least_ago == 0s);
  CHECK(kill->at_most_ago == 7200s);
}

TEST_CASE("the kernel's log tells when it was and whom it met") {
  Fixture f;
  f.files.write("dev/kmsg",
                "3,1,7000000000,-;Out of memory: Killed process 9 (leaky) x\n");
  f.kills(2);
  f.look_at(7200s);

  const auto kill = f.last_kill();
  REQUIRE(kill);
  CHECK(kill->program == "leaky");
  CHECK(kill->at_least_ago == 200s);
  CHECK(kill->at_most_ago == 200s);
}

TEST_CASE("a log that has lost the newest kill does not date it") {
  Fixture f;
  f.files.write("dev/kmsg",
                "3,1,9000000,-;Out of memory: Killed process 9 (old) x\n");
  f.kills(1);
  f.look_at(7200s);
  f.kills(2);
  f.look_at(7260s);

  const auto kill = f.last_kill();
  REQUIRE(kill);
  CHECK(kill->program.empty());
  CHECK(kill->at_most_ago == 60s);
}

TEST_CASE("a counter that cannot be read is no kill") {
  Fixture f;
  f.files.write("proc/vmstat", "oom_kill many\n");
  f.look_at(7200s);

  CHECK(!f.last_kill());
}

TEST_CASE("programs are known by their memory and their time") {
  Fixture f;
  f.process(7, "player", 1000, 100);
  f.process(9, "hog", 10, 100);
  f.files.write("proc/11/stat", "garbled");
  f.look_at(100s);
  f.process(9, "hog", 10, 1000);
  f.look_at(110s);

  MemoryState memory;
  f.watch.add_to(memory);
  LoadState load;
  f.watch.add_to(load);

  REQUIRE(memory.biggest);
  CHECK(memory.biggest->name == "player");
  CHECK(memory.biggest->resident_bytes ==
        1000 * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
  REQUIRE(load.busiest);
  CHECK(load.busiest->name == "hog");
  CHECK(load.busiest->processor_percent == Approx(90));
}

TEST_CASE("how long the clock has not been synchronised is counted") {
  Fixture f;
  f.look_at(100s);
  CHECK(f.unsynchronised_for() == 100s);

  f.time.synchronised = true;
  f.look_at(200s);
  f.time.synchronised = false;
  f.look_at(500s);

  CHECK(f.unsynchronised_for() == 300s);
}

TEST_CASE("the log is watched only when somebody watches") {
  boost::asio::io_context io;
  Fixture f;
  f.files.write("dev/kmsg", "");
  f.look_at(100s);
  CHECK(f.watch.log().error() ==
        Error(Errc::unsupported, "only the daemon watches the log"));

  f.watch.start(io.get_executor());
  f.look_at(130s);

  REQUIRE(f.watch.log());
  CHECK(f.watch.log()->records_per_minute == 0);
}

TEST_CASE("a board without a log says so") {
  boost::asio::io_context io;
  Fixture f;
  f.watch.start(io.get_executor());

  CHECK(f.watch.log().error() ==
        Error(Errc::unsupported, "/dev/kmsg: No such file or directory"));
}
