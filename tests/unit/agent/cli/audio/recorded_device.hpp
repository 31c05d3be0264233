#pragma once

#include <filesystem>
#include <sstream>

#include "agent/cli/audio/audio_commands.hpp"
#include "agent/cli/audio/wav.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/audio/analysis/healthy_device.hpp"

namespace soundcheck::cli {

/// Recordings of a simulated device as files, and what the command says of
/// them.
class RecordedDevice {
 public:
  /// A hand began the recording: a second of the room, then the sweep.
  std::string record(const std::string& name,
                     const synthetic::Device& device = {},
                     const synthetic::Ambience& ambience = {},
                     WavFormat format = WavFormat::pcm_16) const;
  /// The same of samples that are given.
  std::string write(const std::string& name,
                    const audio::Channels& channels,
                    unsigned rate_hz = 48000,
                    WavFormat format = WavFormat::pcm_16) const;
  std::string file(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  /// The healthy device's baseline, as a file.
  std::string baseline() const;

  struct Ended {
    Exit exit;
    std::string out, err;
  };
  static Ended run(const AudioOptions& options);
  /// `audio analyse` with the baseline.
  Ended analyse(const std::string& recording) const;

 private:
  test::TemporaryFolder folder_;
};

/// A second of the room and the sweep in one, as a hand would record it.
audio::Channels with_lead(const audio::Capture& capture);

}  // namespace soundcheck::cli
