#include "agent/cli/audio/audio_commands.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "agent/cli/audio/recordings.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/cli/audio/recorded_device.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

AudioOptions options_for(AudioVerb verb) {
  AudioOptions options;
  options.verb = verb;
  return options;
}

std::string content_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the stimulus is silence, the sweep, and silence to record") {
  const RecordedDevice device;
  auto options = options_for(AudioVerb::stimulus);
  options.out = device.file("sweep.wav");
  options.level_dbfs = -12;
  options.rate_hz = 44100;

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::good);
  CHECK_THAT(ended.out, Catch::Contains("record all microphones at 44100 Hz"));
  const auto wav = read_wav(options.out);
  REQUIRE(wav);
  CHECK(wav->format == WavFormat::pcm_24);
  CHECK(wav->rate_hz == 44100);
  const auto& samples = wav->channels.at(0);
  const auto lead = static_cast<std::size_t>(stimulus_lead_s * 44100);
  const auto first = std::find_if(samples.begin(), samples.end(),
                                  [](float x) { return x != 0; });
  CHECK(first - samples.begin() >= static_cast<std::ptrdiff_t>(lead));
  CHECK(*std::max_element(samples.begin(), samples.end()) ==
        Approx(0.2512).epsilon(0.01));
}

TEST_CASE("the stimulus itself is a device without a fault") {
  const RecordedDevice device;
  auto options = options_for(AudioVerb::stimulus);
  options.out = device.file("sweep.wav");
  REQUIRE(RecordedDevice::run(options).exit == Exit::good);
  options = options_for(AudioVerb::analyse);
  options.recording = device.file("sweep.wav");
  options.more_runs = {options.recording};
  options.json = true;

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::good);
  const auto document = boost::json::parse(ended.out);
  CHECK(document.at("faults").as_array().empty());
  for (const auto& finding : document.at("findings").as_array())
    if (finding.at("id") == "audio.no_output")
      CHECK(finding.at("presence") == "absent");
}

TEST_CASE("a healthy device passes but for what a file cannot tell") {
  const RecordedDevice device;

  const auto ended = device.analyse(device.record("rec.wav"));

  INFO(ended.out << ended.err);
  CHECK(ended.exit == Exit::good);
  CHECK_THAT(ended.out, Catch::StartsWith("verdict: PASS_PARTIAL"));
  CHECK_THAT(ended.out,
             Catch::Contains("recording and playing did not begin together"));
}

TEST_CASE("with a synchronous recording the latency is judged, too") {
  const RecordedDevice device;
  const auto capture = audio::HealthyDevice::instance().capture({}, {}, 1);
  auto options = options_for(AudioVerb::analyse);
  options.synchronous = true;
  options.recording = device.write("rec.wav", capture.runs.front().microphones);
  options.quiet = device.write("quiet.wav", capture.quiet);
  options.baseline = device.baseline();

  const auto ended = RecordedDevice::run(options);

  INFO(ended.out << ended.err);
  CHECK(ended.exit == Exit::good);
  CHECK_THAT(ended.out, Catch::Contains("latency             50."));
  CHECK_THAT(ended.out, !Catch::Contains("audio.latency"));
}

TEST_CASE("a broken part is named, with its microphone, in words and JSON") {
  const RecordedDevice device;
  synthetic::Device broken;
  broken.microphone[2].lowpass_hz = 1500;
  auto options = options_for(AudioVerb::analyse);
  options.recording = device.record("rec.wav", broken, {}, WavFormat::pcm_24);
  options.baseline = device.baseline();

  const auto words = RecordedDevice::run(options);
  options.json = true;
  const auto document = boost::json::parse(RecordedDevice::run(options).out);

  CHECK(words.exit == Exit::bad);
  CHECK_THAT(words.out,
             Catch::Contains("root fault: audio.mic_blocked, microphone 3"));
  CHECK(document.at("verdict") == "FAIL");
  const auto& fault = document.at("faults").at(0);
  CHECK(fault.at("id") == "audio.mic_blocked");
  CHECK(fault.at("microphones").at(0) == 3);
  CHECK(document.at("responses").as_array().size() == 4);
  CHECK(document.at("responses").at(0).at("bands").as_array().size() == 20);
  CHECK(document.at("thd").at(0).at("floor").is_number());
}

TEST_CASE("faults of the whole way of sound are named from files, too") {
  const RecordedDevice files;
  synthetic::Device device;
  std::string expected;
  SECTION("no output") {
    device.volume_db = -200;
    expected = "audio.no_output, one of amplifier, cable, loudspeaker or mute";
  }
  SECTION("a rate of 44.1 kHz taken for 48") {
    device.clock_ratio = 0.91875;
    expected = "audio.wrong_rate";
  }
  SECTION("drifting clocks") {
    device.clock_ratio = 1 + 200e-6;
    expected = "audio.clock_drift";
  }
  SECTION("a lost block") {
    device.lost_at_s = 0.7;
    device.lost_samples = 480;
    expected = "audio.dropout";
  }
  SECTION("stuck bits") {
    device.microphone[1].stuck_at_zero = 4;
    expected = "audio.mic_stuck_bits, microphone 2";
  }
  SECTION("swapped microphones") {
    device.swapped_a = 0;
    device.swapped_b = 2;
    expected = "audio.mic_swap";
  }

  const auto ended = files.analyse(files.record("rec.wav", device));

  INFO(ended.out << ended.err);
  CHECK(ended.exit == Exit::bad);
  CHECK_THAT(ended.out, Catch::Contains("root fault: " + expected));
}

TEST_CASE("distortion needs a second run, and asks for it") {
  const RecordedDevice device;
  synthetic::Device broken;
  broken.clip = 0.7;
  auto options = options_for(AudioVerb::analyse);
  options.recording = device.record("rec.wav", broken);
  options.baseline = device.baseline();

  const auto once = RecordedDevice::run(options);
  options.more_runs = {device.record("rec2.wav", broken)};
  const auto twice = RecordedDevice::run(options);

  CHECK(once.exit == Exit::could_not_tell);
  CHECK_THAT(once.out, Catch::Contains("once more and give it with --run"));
  CHECK(twice.exit == Exit::bad);
  CHECK_THAT(twice.out, Catch::Contains("audio.amp_clip"));
}

TEST_CASE("a baseline is learnt from a file and used for another") {
  const RecordedDevice device;
  auto options = options_for(AudioVerb::baseline);
  options.recording = device.record("golden.wav", {}, {.snr_db = 45});
  options.device = "unit-7";
  options.out = device.file("learnt.toml");

  REQUIRE(RecordedDevice::run(options).exit == Exit::good);
  const auto baseline = audio::load_baseline(options.out);
  REQUIRE(baseline);
  CHECK(baseline->device == "unit-7");
  CHECK_FALSE(baseline->latency_known);

  synthetic::Device quieter;
  quieter.volume_db = -8;
  auto again = options_for(AudioVerb::analyse);
  again.recording = device.record("rec.wav", quieter);
  again.baseline = options.out;
  CHECK_THAT(RecordedDevice::run(again).out,
             Catch::Contains("audio.speaker_level"));
}

TEST_CASE("a baseline stays as it was when none can be learnt") {
  const RecordedDevice device;
  synthetic::Device silent;
  silent.volume_db = -200;
  auto options = options_for(AudioVerb::baseline);
  options.recording = device.record("rec.wav", silent);
  options.device = "unit-7";
  options.out = device.baseline();
  const auto before = content_of(options.out);

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::could_not_tell);
  CHECK_THAT(ended.err, Catch::Contains("no baseline can be learnt"));
  CHECK(content_of(options.out) == before);
}

TEST_CASE("no baseline is written that could not be read again") {
  const RecordedDevice device;
  auto options = options_for(AudioVerb::baseline);
  options.recording = device.record("golden.wav", {}, {.snr_db = 45});
  options.device = "unit \xff";
  options.out = device.file("learnt.toml");

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::usage);
  CHECK_THAT(ended.err, Catch::Contains("learnt.toml:"));
  CHECK_FALSE(std::filesystem::exists(options.out));
}

TEST_CASE("a file that cannot be written is told and leaves nothing") {
  const RecordedDevice device;
  auto options = options_for(AudioVerb::stimulus);
  options.out = device.file("no-such-folder/sweep.wav");

  const auto ended = RecordedDevice::run(options);

  CHECK(ended.exit == Exit::cannot_create);
  CHECK_THAT(ended.err, Catch::Contains("sweep.wav: cannot be written: No "
                                        "such file or directory"));
}
