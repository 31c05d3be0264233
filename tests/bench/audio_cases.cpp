#include "tests/bench/audio_cases.hpp"

#include <cstdlib>
#include <iostream>

namespace soundcheck::bench {

namespace {

using audio::Code;
using synthetic::Device;

/// A healthy device with one thing changed.
template <class Change>
Device broken(Change change) {
  Device device;
  change(device);
  return device;
}

template <class Change>
Device broken_mic(std::size_t m, Change change) {
  Device device;
  change(device.microphone[m]);
  return device;
}

void add_loudspeaker(std::vector<FaultCase>& out) {
  const auto add = [&out](std::string_view name, Code root, auto change,
                          bool linear = true) {
    out.push_back({name, broken(change), root, std::nullopt, linear});
  };
  add("loudspeaker dead", Code::no_output,
      [](Device& d) { d.volume_db = -200; });
  add("volume -24 dB", Code::volume_low, [](Device& d) { d.volume_db = -24; });
  add("loudspeaker -6 dB", Code::speaker_level,
      [](Device& d) { d.volume_db = -6; });
  add("treble lost", Code::speaker_hf_loss,
      [](Device& d) { d.speaker_lowpass_hz = 2500; });
  add("leak", Code::speaker_lf_loss,
      [](Device& d) { d.speaker_highpass_hz = 520; });
  add(
      "voice coil rubs", Code::rub_buzz, [](Device& d) { d.buzz = 0.3; },
      false);
  add(
      "loose part", Code::rub_buzz, [](Device& d) { d.rattle = 0.6; }, false);
  add(
      "amplifier clips", Code::amp_clip, [](Device& d) { d.clip = 0.6; },
      false);
  add("loudspeaker polarity", Code::speaker_polarity,
      [](Device& d) { d.speaker_turned_over = true; });
}

void add_microphones(std::vector<FaultCase>& out) {
  using Mic = synthetic::MicrophoneFault;
  const auto add = [&out](std::string_view name, Code root, std::size_t m,
                          auto change, bool linear = true) {
    out.push_back({name, broken_mic(m, change), root, m, linear});
  };
  add("mic dead, digital", Code::mic_dead_digital, 2,
      [](Mic& m) { m.dead = true; });
  add("mic open", Code::mic_dead_analog, 2, [](Mic& m) {
    m.open = true;
    m.noise_dbfs = -80;
  });
  add("mic port blocked", Code::mic_blocked, 2, [](Mic& m) {
    m.lowpass_hz = 1500;
    m.gain_db = -6;
  });
  add("mic gain -4 dB", Code::mic_gain, 1, [](Mic& m) { m.gain_db = -4; });
  add("mic polarity", Code::mic_polarity, 1,
      [](Mic& m) { m.turned_over = true; });
  add("mic DC", Code::mic_dc, 3, [](Mic& m) { m.dc = 0.02; });
  add("mic stuck bits", Code::mic_stuck_bits, 0,
      [](Mic& m) { m.stuck_at_zero = 0x3c; });
  add(
      "mic noisy", Code::mic_noisy, 1, [](Mic& m) { m.noise_dbfs = -45; },
      false);
}

void add_whole_device(std::vector<FaultCase>& out) {
  const auto add = [&out](std::string_view name, Code root, auto change,
                          bool linear = true) {
    out.push_back({name, broken(change), root, std::nullopt, linear});
  };
  add("mics swapped", Code::mic_swap, [](Device& d) {
    d.swapped_a = 1;
    d.swapped_b = 2;
  });
  add("converter overload", Code::clip_in,
      [](Device& d) { d.converter_gain_db = 32; });
  add(
      "hum", Code::hum, [](Device& d) { d.hum_rms = 0.004; }, false);
  add("wrong rate", Code::wrong_rate,
      [](Device& d) { d.clock_ratio = 44100.0 / 48000; });
  add("clock drift 200 ppm", Code::clock_drift,
      [](Device& d) { d.clock_ratio = 1 + 200e-6; });
  add("10 ms lost", Code::dropout, [](Device& d) {
    d.lost_at_s = 0.74;
    d.lost_samples = 480;
  });
  add("latency +20 ms", Code::latency, [](Device& d) { d.latency = 3360; });
}

}  // namespace

std::vector<FaultCase> fault_cases() {
  std::vector<FaultCase> cases;
  add_loudspeaker(cases);
  add_microphones(cases);
  add_whole_device(cases);
  return cases;
}

Trial::Trial(const audio::dsp::Sweep& sweep) : bench_(sweep) {
  auto recorded = bench_.record({}, baseline_room, {.snr_db = 45}, 1);
  audio::Capture capture{sweep.plan(), {}, std::move(recorded.quiet)};
  capture.runs.push_back(with_codes(std::move(recorded.sweep)));
  auto learnt = audio::learn_baseline(capture, "bench", {});
  if (!learnt) {
    std::cerr << learnt.error().what << "\n";
    std::exit(1);
  }
  baseline_ = std::move(*learnt);
}

audio::SweepRun Trial::with_codes(synthetic::Channels samples) {
  audio::SweepRun run{std::move(samples), {}, 0};
  for (const auto& channel : run.microphones)
    run.codes.push_back(audio::dsp::mask_of_samples(channel, 16));
  return run;
}

synthetic::Room Trial::make_room(std::uint64_t seed) const {
  const auto& sweep = bench_.sweep();
  return {seed, sweep.recorded(), sweep.plan().rate_hz};
}

audio::Analysis Trial::check(const synthetic::Device& device,
                             const synthetic::Spectrum& played,
                             const synthetic::Room& room,
                             const synthetic::Ambience& ambience,
                             std::uint64_t seed,
                             std::size_t least_runs) {
  constexpr std::size_t most_runs = 4;
  audio::Capture capture{bench_.sweep().plan(), {}, {}};
  audio::Analysis analysis;
  for (std::size_t run = 0; run < most_runs; ++run) {
    auto recorded =
        bench_.record(device, played, room, ambience, seed * 16 + run);
    if (run == 0)
      capture.quiet = std::move(recorded.quiet);
    capture.runs.push_back(with_codes(std::move(recorded.sweep)));
    if (run + 1 < least_runs)
      continue;
    analysis = audio::analyse(capture, &baseline_, {});
    if (analysis.reason != "interference" && !analysis.wants_another_run)
      break;
  }
  return analysis;
}

}  // namespace soundcheck::bench
