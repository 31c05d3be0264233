#include "probes/board/linux/throttling_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

struct Fixture {
  void device(const std::string& name,
              const std::string& type,
              const std::string& state) {
    const auto folder = "sys/class/thermal/" + name + "/";
    files.write(folder + "type", type + "\n");
    files.write(folder + "cur_state", state + "\n");
  }
  void policy(const std::string& name,
              const std::string& allowed,
              const std::string& possible) {
    const auto folder = "sys/devices/system/cpu/cpufreq/" + name + "/";
    files.write(folder + "scaling_max_freq", allowed + "\n");
    files.write(folder + "cpuinfo_max_freq", possible + "\n");
  }
  Throttling read() const { return read_throttling(BoardRoot(files.path())); }

  test::TemporaryFolder files;
};

}  // namespace

TEST_CASE("a processor at its best is not slowed down") {
  Fixture f;
  f.device("cooling_device0", "cpufreq-cpu0", "0");
  f.policy("policy0", "1512000", "1512000");

  CHECK(f.read().can_tell);
  CHECK(f.read().devices.empty());
  CHECK(f.read().frequency_percent == 100);
}

TEST_CASE("what is slowed down is named with its state") {
  Fixture f;
  f.device("cooling_device0", "cpufreq-cpu0", "3");
  f.device("cooling_device1", "devfreq-ddr", "1");
  f.policy("policy0", "756000", "1512000");
  f.policy("policy4", "1800000", "2000000");

  CHECK(f.read().devices == "cpufreq-cpu0 at 3, devfreq-ddr at 1");
  CHECK(f.read().frequency_percent == 50);
}

TEST_CASE("a fan that turns slows nothing down") {
  Fixture f;
  f.device("cooling_device0", "pwm-fan", "2");

  CHECK(!f.read().can_tell);
  CHECK(f.read().devices.empty());
}

TEST_CASE("what is garbled or not there cannot be told") {
  Fixture f;
  SECTION("nothing there") {}
  SECTION("garbled") {
    f.device("cooling_device0", "cpufreq-cpu0", "hot");
    f.device("cooling_device1", "", "1");
    f.files.write("sys/class/thermal/cooling_device2/type", "cpufreq-cpu1\n");
    f.policy("policy0", "?", "1512000");
    f.policy("policy1", "5", "0");
  }

  CHECK(!f.read().can_tell);
  CHECK(!f.read().frequency_percent);
}
