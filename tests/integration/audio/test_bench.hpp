#pragma once

#include <memory>
#include <string>

#include "probes/board/linux/sound_alsa.hpp"
#include "probes/profile.hpp"
#include "tests/acoustic-bench/shared_state.hpp"
#include "tests/support/temporary_folder.hpp"

namespace soundcheck::test {

/// An acoustic bench for one test, reached through ALSA by its name.
class TestBench {
 public:
  TestBench();

  /// "bench:STATE=...,FAULTS=..."
  std::string device() const;
  /// The same with a fifth recorded channel for what is played.
  std::string device_with_playback() const;
  AlsaDevices devices() const;
  void set_faults(const std::string& lines) const;
  /// What the processes of this bench share.
  bench::SharedState& state() { return *state_; }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<bench::SharedState> state_;
};

}  // namespace soundcheck::test
