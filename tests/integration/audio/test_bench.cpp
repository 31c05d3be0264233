#include "tests/integration/audio/test_bench.hpp"

#include <cstdlib>
#include <fstream>

namespace soundcheck::test {

TestBench::TestBench() {
  // Read by alsa-lib when the first device is opened, and by programs that a
  // test starts.
  setenv("ALSA_CONFIG_PATH", ALSA_CONFIG, 1);
  state_ = bench::SharedState::open((folder_.path() / "state").string());
  if (!state_)
    throw std::runtime_error("cannot make the state of a bench");
}

std::string TestBench::device() const {
  const auto path = folder_.path().string();
  return "bench:STATE=" + path + "/state,FAULTS=" + path + "/faults";
}

std::string TestBench::device_with_playback() const {
  auto name = device();
  return name.insert(name.find(':'), "_with_playback");
}

AlsaDevices TestBench::devices() const {
  return {device(), device(), device(), "Master", 0};
}

void TestBench::set_faults(const std::string& lines) const {
  // In one step: a reader never sees half of it.
  folder_.write("faults.new", lines);
  std::filesystem::rename(folder_.path() / "faults.new",
                          folder_.path() / "faults");
}

}  // namespace soundcheck::test
