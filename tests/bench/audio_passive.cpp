#include "tests/bench/audio_passive.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "probes/audio/analysis/playback.hpp"
#include "tests/acoustic-bench/room.hpp"
#include "tests/acoustic-bench/snr.hpp"
#include "tests/acoustic-bench/talk_and_music.hpp"

namespace soundcheck::bench {

namespace {

using audio::Code;

struct PassiveCase {
  const char* name;
  std::function<void(Faults&)> break_it;
  std::optional<Code> root;
};

std::vector<PassiveCase> passive_cases() {
  return {
      {"healthy", [](Faults&) {}, std::nullopt},
      {"speaker mute", [](Faults& f) { f.speaker_mute = true; },
       Code::no_output},
      {"speaker -6 dB", [](Faults& f) { f.speaker_gain_db = -6; },
       Code::speaker_level},
      {"speaker -24 dB", [](Faults& f) { f.speaker_gain_db = -24; },
       Code::volume_low},
      {"treble lost", [](Faults& f) { f.speaker_lowpass_hz = 2500; },
       Code::speaker_hf_loss},
      {"leak", [](Faults& f) { f.speaker_highpass_hz = 520; },
       Code::speaker_lf_loss},
      {"speaker inverted", [](Faults& f) { f.speaker_inverted = true; },
       Code::speaker_polarity},
      {"mic dead", [](Faults& f) { f.microphones[1].dead = true; },
       Code::mic_dead_analog},
      {"mic blocked", [](Faults& f) { f.microphones[1].blocked = true; },
       Code::mic_blocked},
      {"mic -6 dB", [](Faults& f) { f.microphones[1].gain_db = -6; },
       Code::mic_gain},
      {"mic inverted", [](Faults& f) { f.microphones[1].inverted = true; },
       Code::mic_polarity},
  };
}

constexpr double music_dbfs = -20;

std::vector<float> music(std::uint64_t seed) {
  std::vector<float> samples(std::size_t{5} * rate_hz);
  add_music(seed, 0, std::pow(10, music_dbfs / 20) / std::sqrt(2.0), samples);
  return samples;
}

/// Learnt in a quiet factory by the sweep.
audio::Baseline learn() {
  const Room factory(acoustics(99));
  audio::Capture capture;
  const audio::dsp::Sweep sweep(capture.plan);
  auto wire = sweep.samples();
  wire.resize(sweep.recorded());
  Take take;
  capture.runs.push_back({factory.record(wire, take), {}, 0});
  take.started = 1'000'000;
  capture.quiet =
      factory.record(std::vector<float>(std::size_t{rate_hz}), take);
  return audio::learn_baseline(capture, "unit-1", {}).value();
}

struct Count {
  int right = 0, wrong = 0, none = 0;
  std::map<std::string, int> others;
};

void count(const audio::Analysis& analysis,
           std::optional<Code> root,
           Count& out) {
  const bool named = !analysis.faults.empty();
  const bool right =
      root ? named && analysis.faults.front().code == *root : !named;
  out.right += right ? 1 : 0;
  out.wrong += !right && named ? 1 : 0;
  out.none += !right && !named ? 1 : 0;
  if (!right)
    ++out.others[named ? in_words(analysis.faults.front())
                       : std::string(audio::to_string(analysis.verdict))];
}

/// Largest error of 95 of 100 third octaves from 200 Hz to 8 kHz, against what
/// the same microphone shows in the same room without noise.
double error_db(const audio::Analysis& noisy,
                const audio::Analysis& clean,
                std::vector<double>& errors) {
  for (std::size_t m = 0; m < noisy.responses.size(); ++m)
    for (std::size_t band = 0; band < 17; ++band)
      errors.push_back(std::abs(noisy.responses[m].level_db[band] -
                                clean.responses[m].level_db[band]));
  auto sorted = errors;
  std::ranges::sort(sorted);
  return sorted.empty() ? 0 : sorted[sorted.size() * 95 / 100];
}

class Passive {
 public:
  Passive(std::uint64_t seed, int rooms) : seed_(seed), rooms_(rooms) {}

  bool print(double snr_db);
  void print_error(double snr_db);

 private:
  audio::Analysis analyse(std::uint64_t room,
                          const Faults& faults,
                          double snr_db);

  std::uint64_t seed_;
  int rooms_;
  audio::Baseline baseline_ = learn();
};

audio::Analysis Passive::analyse(std::uint64_t number,
                                 const Faults& faults,
                                 double snr_db) {
  const Room room(acoustics(number));
  audio::PlaybackCapture capture;
  capture.played = music(number);
  Take take;
  take.faults = faults;
  take.faults.noise_kind = NoiseKind::pink;
  take.faults.noise_dbfs =
      noise_dbfs_for(room, capture.played, take.mixer, snr_db);
  take.started = static_cast<std::int64_t>(number) * 10'000'000;
  capture.microphones = room.record(capture.played, take);
  return audio::analyse_playback(capture, &baseline_, {});
}

bool Passive::print(double snr_db) {
  int right = 0, wrong = 0, all = 0;
  std::printf("-- %g dB SNR\n", snr_db);
  for (const auto& one : passive_cases()) {
    Faults faults;
    one.break_it(faults);
    Count tally;
    for (int r = 1; r <= rooms_; ++r)
      count(
          analyse(seed_ * 100 + static_cast<std::uint64_t>(r), faults, snr_db),
          one.root, tally);
    std::printf("%-18s right %3d  wrong %3d  open %3d", one.name, tally.right,
                tally.wrong, tally.none);
    for (const auto& [what, times] : tally.others)
      std::printf("  %s x%d", what.c_str(), times);
    std::printf("\n");
    right += tally.right;
    wrong += tally.wrong;
    all += rooms_;
  }
  const bool met = wrong == 0 && (snr_db < 20 || right >= 0.98 * all);
  std::printf("right %.1f %%, wrong name %d of %d%s\n",
              100.0 * right / std::max(1, all), wrong, all,
              met ? "" : "   MISSED");
  return met;
}

void Passive::print_error(double snr_db) {
  std::vector<double> errors;
  double most = 0;
  for (int r = 1; r <= rooms_; ++r) {
    const auto room = seed_ * 100 + static_cast<std::uint64_t>(r);
    most = error_db(analyse(room, {}, snr_db), analyse(room, {}, 60), errors);
  }
  std::printf("response within %.2f dB (95 %%) at %g dB SNR\n", most, snr_db);
}

}  // namespace

bool print_passive(std::uint64_t seed, int rooms) {
  Passive passive(seed, rooms);
  bool met = true;
  for (const double snr_db : {30.0, 20.0, 10.0, 0.0})
    met &= passive.print(snr_db);
  for (const double snr_db : {20.0, 10.0, 0.0})
    passive.print_error(snr_db);
  return met;
}

}  // namespace soundcheck::bench
