#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/unit/agent/cli/audio/recorded_device.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

audio::Channels constant(std::size_t channels, double seconds, float value) {
  return audio::Channels(
      channels,
      std::vector<float>(static_cast<std::size_t>(seconds * 48000), value));
}

}  // namespace

TEST_CASE("recordings that cannot be used are refused with their name") {
  const RecordedDevice device;
  const auto ended = [&](const std::string& file) {
    const auto done = device.analyse(file);
    CHECK(done.exit == Exit::data);
    CHECK(done.out.empty());
    CHECK_THAT(done.err, Catch::Contains("rec.wav"));
    return done.err;
  };

  CHECK_THAT(ended(device.write("rec.wav", constant(4, 0, 0))),
             Catch::Contains("no samples"));
  CHECK_THAT(ended(device.write("rec.wav", constant(4, 5, 0), 44100)),
             Catch::Contains("44100 samples per second, the stimulus 48000"));
  CHECK_THAT(ended(device.write("rec.wav", constant(4, 2, 0))),
             Catch::Contains("take 2.7 s"));
  CHECK_THAT(ended(device.write("rec.wav", constant(1, 61, 0))),
             Catch::Contains("at most 60 s"));
  CHECK_THAT(ended(device.file("rec.wav") + "/x"),
             Catch::Contains("rec.wav/x: Not a directory"));
}

TEST_CASE("a recording that stopped within the sweep is refused") {
  const RecordedDevice device;
  auto channels = with_lead(audio::HealthyDevice::instance().capture());
  // Three seconds of the room before, and half of the sweep only.
  for (auto& channel : channels) {
    channel.insert(channel.begin(), channel.begin(), channel.begin() + 47000);
    channel.insert(channel.begin(), channel.begin(), channel.begin() + 47000);
    channel.resize(3 * 47000 + 48000);
  }

  const auto ended = device.analyse(device.write("rec.wav", channels));

  CHECK(ended.exit == Exit::data);
  CHECK_THAT(ended.err, Catch::Contains("rec.wav: ends too early"));
}

TEST_CASE("another number of channels than the baseline's is no fault") {
  const RecordedDevice device;
  synthetic::Device two;
  two.microphones = 2;

  const auto ended = device.analyse(device.record("rec.wav", two));

  CHECK(ended.exit == Exit::could_not_tell);
  CHECK_THAT(ended.out,
             Catch::StartsWith("verdict: INCONCLUSIVE (baseline), the baseline "
                               "has 4 microphones, the recording 2"));
}

TEST_CASE("runs that differ in their channels are no fault") {
  const RecordedDevice device;
  AudioOptions options;
  options.verb = AudioVerb::analyse;
  options.recording = device.record("rec.wav");
  options.more_runs = {device.write("rec2.wav", constant(3, 5, 0))};

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::could_not_tell);
  CHECK_THAT(ended.out, Catch::Contains("(input)"));
}

TEST_CASE("samples that are no numbers are no fault") {
  const RecordedDevice device;
  const float nan = std::numeric_limits<float>::quiet_NaN();

  const auto ended = device.analyse(
      device.write("rec.wav", constant(4, 5, nan), 48000, WavFormat::float_32));

  CHECK(ended.exit == Exit::could_not_tell);
  CHECK_THAT(ended.out,
             Catch::Contains("(input), samples that are no numbers"));
}

TEST_CASE("silence in every channel is a dead converter and nothing else") {
  const RecordedDevice device;

  const auto ended = device.analyse(device.write("rec.wav", constant(4, 5, 0)));

  CHECK(ended.exit == Exit::bad);
  CHECK_THAT(ended.out, Catch::Contains("root fault: audio.mic_dead_digital"));
}

TEST_CASE("a clipped recording is one fault") {
  const RecordedDevice device;
  synthetic::Device loud;
  loud.converter_gain_db = 36;

  const auto ended = device.analyse(device.record("rec.wav", loud));

  CHECK(ended.exit == Exit::bad);
  CHECK_THAT(ended.out, Catch::Contains("root fault: audio.clip_in"));
  CHECK_THAT(ended.out, !Catch::Contains("also:"));
}

TEST_CASE("as much noise as sweep names no fault of a healthy device") {
  const RecordedDevice device;

  const auto ended =
      device.analyse(device.record("rec.wav", {}, {.snr_db = 0}));

  CHECK(ended.exit != Exit::bad);
  CHECK_THAT(ended.out, !Catch::Contains("root fault"));
}

TEST_CASE("a broken baseline file is told with its line") {
  const RecordedDevice device;
  AudioOptions options;
  options.verb = AudioVerb::analyse;
  options.recording = device.record("rec.wav");
  options.baseline = device.file("rec.wav");

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::data);
  CHECK_THAT(ended.err, Catch::Contains("rec.wav:"));
}
