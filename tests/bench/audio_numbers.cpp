#include "tests/bench/audio_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "tests/bench/audio_meter.hpp"

namespace soundcheck::bench {

namespace {

double share_within(std::vector<double> errors, double share) {
  std::sort(errors.begin(), errors.end());
  return errors[static_cast<std::size_t>(
      share * static_cast<double>(errors.size() - 1))];
}

bool print_bar(bool met) {
  std::printf("%s\n", met ? "" : "   MISSED");
  return met;
}

struct ResponseErrors {
  std::vector<double> magnitudes;
  double squares = 0;  ///< of error over sigma
  double error_squares = 0;
};

void add_room(SweepMeter& meter,
              double snr_db,
              std::uint64_t room,
              std::uint64_t seed,
              ResponseErrors& out) {
  const auto walls = meter.make_room(room);
  const auto truth = meter.hear({}, walls, {.snr_db = 90}, seed);
  const auto noisy = meter.hear({}, walls, {.snr_db = snr_db}, seed + 1);
  for (std::size_t m = 0; m < truth.size(); ++m) {
    for (std::size_t band = 0; band < audio::dsp::band_count; ++band) {
      const double error =
          noisy[m].linear.level_db(band) - truth[m].linear.level_db(band);
      out.magnitudes.push_back(std::abs(error));
      out.error_squares += error * error;
      out.squares += std::pow(error / noisy[m].linear.sigma_db(band), 2);
    }
  }
}

}  // namespace

bool print_response_errors(std::uint64_t seed, int rooms) {
  struct Bar {
    double snr_db, within_db;
  };
  std::printf(
      "response, 200 Hz..16 kHz, same room\n"
      "   SNR dB   RMS dB   95 %% dB   bar dB   error/sigma (0.75..1.1)\n");
  bool met = true;
  SweepMeter meter;
  for (const auto bar :
       {Bar{-10, 99}, Bar{0, 0.5}, Bar{10, 0.2}, Bar{20, 0.06}, Bar{30, 99}}) {
    ResponseErrors errors;
    for (int room = 1; room <= rooms; ++room)
      add_room(meter, bar.snr_db, seed + static_cast<std::uint64_t>(room),
               seed * 1000 + static_cast<std::uint64_t>(room), errors);
    const auto count = static_cast<double>(errors.magnitudes.size());
    const double honesty = std::sqrt(errors.squares / count);
    const double most = share_within(errors.magnitudes, 0.95);
    std::printf("   %6.0f   %6.3f   %6.3f   %6.2f   %.2f", bar.snr_db,
                std::sqrt(errors.error_squares / count), most, bar.within_db,
                honesty);
    met &=
        print_bar(most <= bar.within_db && honesty >= 0.75 && honesty <= 1.1);
  }
  return met;
}

namespace {

struct ThdErrors {
  double squares = 0, worst = 0, floor = 0, truth = 0;
  int count = 0, all = 0;

  double rms() const { return std::sqrt(squares / std::max(1, count)); }
};

void add_thd(const Heard& heard,
             const audio::dsp::PerBand<double>& truth,
             ThdErrors& out) {
  const auto& thd = heard.distortion;
  for (std::size_t band = 1; band < 9; ++band, ++out.all) {
    out.floor += thd.floor_percent(band);
    if (truth[band] < 3 * thd.floor_percent(band))
      continue;
    const double error = thd.thd_percent(band) / truth[band] - 1;
    out.squares += error * error;
    out.truth += truth[band];
    out.worst = std::max(out.worst, std::abs(error));
    ++out.count;
  }
}

bool print_thd(SweepMeter& meter,
               const char* name,
               const synthetic::Device& device,
               std::uint64_t seed,
               int runs) {
  const auto truth = stepped_sine_thd(meter.sweep(), device);
  bool met = true;
  for (const double snr_db : {30.0, 20.0}) {
    ThdErrors errors;
    for (int run = 0; run < runs; ++run) {
      const auto all =
          meter.hear(device, meter.make_room(0), {.snr_db = snr_db},
                     seed * 77 + static_cast<std::uint64_t>(run));
      for (const auto& heard : all)
        add_thd(heard, truth, errors);
    }
    std::printf("   %-12s  %6.0f   %5d   %6.2f   %8.1f   %8.1f   %8.2f", name,
                snr_db, errors.count, errors.truth / std::max(1, errors.count),
                100 * errors.rms(), 100 * errors.worst,
                errors.floor / std::max(1, errors.all));
    met &= print_bar(2 * errors.rms() <= 0.1);
  }
  return met;
}

}  // namespace

bool print_distortion_errors(std::uint64_t seed, int rooms) {
  synthetic::Device clips, clips_hard, weak_motor;
  clips.clip = 0.6;
  clips_hard.clip = 0.3;
  weak_motor.motor = 3;
  std::printf(
      "THD against stepped sines, 250 Hz..1.3 kHz, where it is 3 x floor\n"
      "   device        SNR dB   bands   true %%   RMS err %%   worst %%"
      "   floor %%   (bar: 2 RMS <= 10 %%)\n");
  SweepMeter meter;
  bool met = print_thd(meter, "healthy", {}, seed, rooms);
  met &= print_thd(meter, "clips at 0.6", clips, seed, rooms);
  met &= print_thd(meter, "clips at 0.3", clips_hard, seed, rooms);
  met &= print_thd(meter, "weak motor", weak_motor, seed, rooms);
  return met;
}

namespace {

struct TimingErrors {
  std::vector<double> delay_us, honesty, drift_ppm, drift_honesty;
};

void add_timing(SweepMeter& meter,
                double snr_db,
                double ppm,
                std::uint64_t room,
                std::uint64_t seed,
                TimingErrors& out) {
  const auto walls = meter.make_room(room);
  const auto truth = meter.hear({}, walls, {.snr_db = 90}, seed);
  synthetic::Device device;
  device.clock_ratio = 1 + ppm * 1e-6;
  const auto noisy = meter.hear(device, walls, {.snr_db = snr_db}, seed + 1);
  std::vector<audio::dsp::CrossSpectrum> crosses;
  for (std::size_t m = 0; m < truth.size(); ++m)
    crosses.push_back(audio::dsp::make_cross(noisy[m].linear.spectrum,
                                             noisy[m].noise.power,
                                             truth[m].linear.spectrum));
  const auto fit = meter.fit(crosses, ppm != 0);
  if (ppm != 0) {
    // A recorder that is slow reads the stimulus faster.
    out.drift_ppm.push_back(std::abs(std::abs(fit.ppm) - std::abs(ppm)));
    out.drift_honesty.push_back(out.drift_ppm.back() / fit.sigma_ppm);
    return;
  }
  for (const auto& delay : fit.microphones) {
    out.delay_us.push_back(std::abs(1e6 * delay.delay_s));
    out.honesty.push_back(std::abs(delay.delay_s) / delay.sigma_s);
  }
}

double rms(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values)
    sum += value * value;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

bool print_timing_errors(std::uint64_t seed, int rooms) {
  SweepMeter meter;
  bool met = true;
  std::printf("delay, same room\n   SNR dB   95 %% us   error/sigma\n");
  for (const double snr_db : {-10.0, 0.0, 20.0}) {
    TimingErrors errors;
    for (int room = 1; room <= rooms; ++room)
      add_timing(meter, snr_db, 0, seed + static_cast<std::uint64_t>(room),
                 seed * 31 + static_cast<std::uint64_t>(room), errors);
    const double most = share_within(errors.delay_us, 0.95);
    std::printf("   %6.0f   %7.3f   %.2f", snr_db, most, rms(errors.honesty));
    met &= print_bar(snr_db < 0 || most <= 0.3);
  }
  std::printf("clock ratio, same room\n   SNR dB   ppm   worst ppm (bar 5)\n");
  for (const double snr_db : {0.0, 20.0}) {
    for (const double ppm : {-300.0, -50.0, 200.0, 700.0}) {
      TimingErrors errors;
      for (int room = 1; room <= std::min(rooms, 8); ++room)
        add_timing(meter, snr_db, ppm, seed + static_cast<std::uint64_t>(room),
                   seed * 37 + static_cast<std::uint64_t>(room), errors);
      const double worst = share_within(errors.drift_ppm, 1);
      std::printf("   %6.0f   %4.0f   %.2f", snr_db, ppm, worst);
      met &= print_bar(worst <= 5);
    }
  }
  return met & print_latency_errors(seed, rooms);
}

bool print_latency_errors(std::uint64_t seed, int rooms) {
  SweepMeter meter;
  bool met = true;
  std::printf("latency, other room\n   SNR dB   worst samples (bar 1)\n");
  for (const double snr_db : {0.0, 10.0, 20.0}) {
    std::ptrdiff_t worst = 0;
    for (int room = 1; room <= rooms; ++room) {
      synthetic::Device device;
      device.latency += 50 * room + room % 7;
      meter.hear(
          device, meter.make_room(seed + static_cast<std::uint64_t>(room)),
          {.snr_db = snr_db}, seed * 41 + static_cast<std::uint64_t>(room));
      const auto late = meter.lag() - meter.reference_lag();
      worst = std::max(worst, std::abs(late - (50 * room + room % 7)));
    }
    std::printf("   %6.0f   %ld", snr_db, static_cast<long>(worst));
    met &= print_bar(worst <= 1);
  }
  return met;
}

}  // namespace soundcheck::bench
