#include "tests/unit/agent/cli/audio/recorded_device.hpp"

namespace soundcheck::cli {

audio::Channels with_lead(const audio::Capture& capture) {
  auto channels = capture.quiet;
  for (std::size_t m = 0; m < channels.size(); ++m) {
    const auto& sweep = capture.runs.front().microphones[m];
    channels[m].insert(channels[m].end(), sweep.begin(), sweep.end());
  }
  return channels;
}

std::string RecordedDevice::record(const std::string& name,
                                   const synthetic::Device& device,
                                   const synthetic::Ambience& ambience,
                                   WavFormat format) const {
  return write(
      name,
      with_lead(audio::HealthyDevice::instance().capture(device, ambience)),
      48000, format);
}

std::string RecordedDevice::write(const std::string& name,
                                  const audio::Channels& channels,
                                  unsigned rate_hz,
                                  WavFormat format) const {
  return folder_.write(name, to_wav(channels, rate_hz, format)).string();
}

std::string RecordedDevice::baseline() const {
  return folder_
      .write("baseline.toml",
             audio::to_text(audio::HealthyDevice::instance().baseline()))
      .string();
}

RecordedDevice::Ended RecordedDevice::run(const AudioOptions& options) {
  std::ostringstream out, err;
  const auto exit = execute_audio(options, out, err);
  return {exit, out.str(), err.str()};
}

RecordedDevice::Ended RecordedDevice::analyse(
    const std::string& recording) const {
  AudioOptions options;
  options.verb = AudioVerb::analyse;
  options.recording = recording;
  options.baseline = baseline();
  return run(options);
}

}  // namespace soundcheck::cli
