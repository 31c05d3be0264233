#include <catch2/catch.hpp>

#include "tests/unit/probes/audio/analysis/healthy_device.hpp"

namespace soundcheck::audio {

namespace {

using synthetic::Device;

/// The root fault at 25 dB SNR, and its microphones.
template <class Change>
RankedFault root_after(Change change, std::size_t runs = 1) {
  Device device;
  change(device);
  const auto analysis =
      HealthyDevice::instance().analyse(device, {.snr_db = 25}, runs);
  INFO(analysis.explanation);
  REQUIRE(analysis.verdict == AudioVerdict::fail);
  return analysis.faults.front();
}

}  // namespace

TEST_CASE("a healthy device in another room passes") {
  const auto analysis =
      HealthyDevice::instance().analyse({}, {.snr_db = 40}, 1);

  for (const auto& fault : analysis.faults)
    UNSCOPED_INFO(id_of(fault.code));
  CHECK(analysis.faults.empty());
  CHECK((analysis.verdict == AudioVerdict::pass ||
         analysis.verdict == AudioVerdict::pass_partial));
  CHECK(analysis.responses.size() == 4);
}

TEST_CASE("a fault of the loudspeaker is named, not its symptoms") {
  CHECK(root_after([](Device& d) { d.volume_db = -200; }).code ==
        Code::no_output);
  CHECK(root_after([](Device& d) { d.volume_db = -24; }).code ==
        Code::volume_low);
  CHECK(root_after([](Device& d) { d.speaker_lowpass_hz = 2500; }).code ==
        Code::speaker_hf_loss);
  CHECK(root_after([](Device& d) { d.speaker_highpass_hz = 520; }).code ==
        Code::speaker_lf_loss);
  CHECK(root_after([](Device& d) { d.clip = 0.6; }, 2).code == Code::amp_clip);
  CHECK(root_after([](Device& d) { d.buzz = 0.3; }, 3).code == Code::rub_buzz);
}

TEST_CASE("a fault of a microphone is named with the microphone") {
  const auto blocked = root_after([](Device& d) {
    d.microphone[2].lowpass_hz = 1500;
    d.microphone[2].gain_db = -6;
  });
  CHECK(blocked.code == Code::mic_blocked);
  CHECK(blocked.microphones == std::vector<std::size_t>{2});

  const auto turned =
      root_after([](Device& d) { d.microphone[1].turned_over = true; });
  CHECK(turned.code == Code::mic_polarity);
  CHECK(turned.microphones == std::vector<std::size_t>{1});

  const auto open = root_after([](Device& d) { d.microphone[3].open = true; });
  CHECK(open.code == Code::mic_dead_analog);
  CHECK(open.microphones == std::vector<std::size_t>{3});
}

TEST_CASE("a fault of clock or buffers is named") {
  CHECK(root_after([](Device& d) { d.clock_ratio = 44100.0 / 48000; }).code ==
        Code::wrong_rate);
  CHECK(root_after([](Device& d) {
          d.lost_at_s = 0.74;
          d.lost_samples = 480;
        }).code == Code::dropout);
  CHECK(root_after([](Device& d) { d.latency = 3360; }).code == Code::latency);
}

TEST_CASE("a wrong rate is named in a room as loud as the sweep") {
  for (const double ratio : {44100.0 / 48000, 48000.0 / 44100}) {
    Device device;
    device.clock_ratio = ratio;
    for (const double snr_db : {5.0, 0.0}) {
      const auto analysis =
          HealthyDevice::instance().analyse(device, {.snr_db = snr_db}, 1);
      INFO(snr_db << " dB: " << analysis.explanation);
      CHECK(root_of(analysis) == Code::wrong_rate);
    }
  }
}

TEST_CASE("a rate that is far off is named, too") {
  // 32 kHz taken for 48 kHz and the other way round, and 16 kHz for 48 kHz.
  for (const double ratio : {48000.0 / 32000, 32000.0 / 48000, 3.0}) {
    const auto root = root_after([&](Device& d) { d.clock_ratio = ratio; });
    INFO(ratio);
    CHECK(root.code == Code::wrong_rate);
  }
}

TEST_CASE("what a loop cannot tell apart is said to be one of several") {
  const auto dead = root_after([](Device& d) { d.volume_db = -200; });
  CHECK(dead.one_of ==
        std::vector<std::string>{"amplifier", "cable", "loudspeaker", "mute"});
}

}  // namespace soundcheck::audio
