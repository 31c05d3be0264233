#include "tests/unit/probes/audio/synthetic/bench.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/unit/probes/audio/synthetic/voice.hpp"

namespace soundcheck::synthetic {

namespace {

/// The sweep's RMS at the microphones, healthy and without walls.
constexpr double heard_rms = 0.02;

float to_16_bits(double sample, std::uint32_t stuck_at_zero) {
  const double code = std::clamp(std::round(sample * 32767), -32768.0, 32767.0);
  auto bits = static_cast<std::uint16_t>(static_cast<std::int16_t>(code));
  bits = static_cast<std::uint16_t>(bits & ~stuck_at_zero);
  return static_cast<float>(static_cast<std::int16_t>(bits)) / 32768.0F;
}

double hum_at(double t_s, double rms, double phase) {
  const double turn = 2 * std::numbers::pi * 50 * t_s;
  return rms * std::numbers::sqrt2 *
         (std::sin(turn + phase) + 0.5 * std::sin(2 * turn + 2 * phase) +
          0.3 * std::sin(3 * turn + 1));
}

/// What the microphone's own parts make of what it hears.
void pass_microphone(std::vector<float>& samples,
                     const Device& device,
                     const MicrophoneFault& fault,
                     double rate_hz,
                     double hum_phase,
                     Chance& chance) {
  const double own = std::pow(10.0, fault.noise_dbfs / 20);
  const double gain = std::pow(10.0, fault.gain_db / 20) *
                      (fault.turned_over ? -1 : 1) * (fault.open ? 0 : 1);
  const double converter = std::pow(10.0, device.converter_gain_db / 20);
  for (std::size_t n = 0; n < samples.size(); ++n) {
    double x = static_cast<double>(samples[n]) * gain + own * chance.normal() +
               fault.dc;
    if (device.hum_rms > 0)
      x += hum_at(static_cast<double>(n) / rate_hz, device.hum_rms, hum_phase);
    samples[n] =
        fault.dead ? 0 : to_16_bits(x * converter, fault.stuck_at_zero);
  }
}

void lose_samples(std::vector<float>& samples,
                  std::size_t quiet,
                  double rate_hz,
                  const Device& device) {
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(quiet) +
                  std::lround(device.latency + device.lost_at_s * rate_hz);
  samples.erase(at, at + static_cast<std::ptrdiff_t>(device.lost_samples));
}

std::size_t heard_as(std::size_t channel, const Device& device) {
  if (channel == device.swapped_a)
    return device.swapped_b;
  return channel == device.swapped_b ? device.swapped_a : channel;
}

double rms_of(std::span<const float> samples) {
  double sum = 0;
  for (const double x : samples)
    sum += x * x;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace

Bench::Bench(const audio::dsp::Sweep& sweep)
    : sweep_(sweep),
      stimulus_(sweep.samples()),
      fft_(sweep.recorded()),
      long_fft_(2 * sweep.recorded()),
      loudspeaker_(sweep.recorded(), sweep.plan().rate_hz),
      healthy_(play({}, 0)),
      gain_(1) {
  const Room nowhere(0, fft_.size(), sweep.plan().rate_hz);
  gain_ = heard_rms / healthy_rms(nowhere);
}

Spectrum Bench::play(const Device& device, std::uint64_t seed) {
  Chance chance(seed);
  return loudspeaker_.play(stimulus_, sweep_.amplitude(), device, chance);
}

double Bench::healthy_rms(const Room& room) {
  const auto heard = sound_at(healthy_, room.response(0), {});
  return rms_of(std::span(heard).subspan(
      static_cast<std::size_t>(Device{}.latency), stimulus_.size()));
}

std::vector<float> Bench::sound_at(const Spectrum& played,
                                   const Spectrum& response,
                                   const MicrophoneFault& fault) {
  const double bin_hz =
      sweep_.plan().rate_hz / static_cast<double>(fft_.size());
  Spectrum heard(fft_.bins());
  for (std::size_t k = 0; k < heard.size(); ++k) {
    heard[k] = played[k] * response[k] * static_cast<float>(gain_);
    if (fault.lowpass_hz > 0)
      heard[k] *= std::complex<float>(
          lowpass(static_cast<double>(k) * bin_hz, fault.lowpass_hz, 0.6));
  }
  std::vector<float> samples(fft_.size());
  fft_.inverse(heard, samples);
  return samples;
}

std::vector<float> Bench::draw_noise(const Ambience& ambience,
                                     double rms,
                                     Chance& chance) {
  if (ambience.noise == Noise::talk)
    return draw_talk(long_fft_.size(), sweep_.plan().rate_hz, rms, chance);
  const double bin_hz =
      sweep_.plan().rate_hz / static_cast<double>(long_fft_.size());
  Spectrum spectrum(long_fft_.bins());
  for (std::size_t k = 1; k + 1 < spectrum.size(); ++k) {
    const double f = std::max(40.0, static_cast<double>(k) * bin_hz);
    const double weight = ambience.noise == Noise::pink ? std::sqrt(1 / f) : 1;
    spectrum[k] = std::complex<float>(chance.normals() * weight);
  }
  std::vector<float> samples(long_fft_.size());
  long_fft_.inverse(spectrum, samples);
  const auto scale = static_cast<float>(rms / rms_of(samples));
  for (auto& sample : samples)
    sample *= scale;
  return samples;
}

std::vector<float> Bench::draw_burst(double rms, Chance& chance) const {
  const double rate = sweep_.plan().rate_hz;
  const auto start = static_cast<std::size_t>(
      chance.uniform(0.2, 0.7) * sweep_.seconds() * rate + Device{}.latency);
  auto burst =
      draw_syllable(static_cast<std::size_t>(0.25 * rate), rate, rms, chance);
  burst.insert(burst.begin(), start, 0.0F);
  burst.resize(fft_.size());
  return burst;
}

Recorded Bench::record(const Device& device,
                       const Spectrum& played,
                       const Room& room,
                       const Ambience& ambience,
                       std::uint64_t seed) {
  Chance chance(seed);
  const double rate = sweep_.plan().rate_hz;
  const double sweep_rms = healthy_rms(room);
  const double noise_rms = sweep_rms * std::pow(10.0, -ambience.snr_db / 20);
  const auto quiet = static_cast<std::size_t>(quiet_s * rate);
  std::vector<float> burst(fft_.size());
  if (ambience.burst_db > -200)
    burst =
        draw_burst(sweep_rms * std::pow(10.0, ambience.burst_db / 20), chance);
  std::vector<float> talk;
  const double hum_phase = chance.uniform(0, 6.28);

  Recorded out;
  for (std::size_t channel = 0; channel < device.microphones; ++channel) {
    const auto& fault = device.microphone[channel];
    const auto sound =
        sound_at(played, room.response(heard_as(channel, device)), fault);
    auto samples = talk;
    if (samples.empty())
      samples = draw_noise(ambience, noise_rms, chance);
    // One voice reaches all microphones, other noise each on its own way.
    if (ambience.noise == Noise::talk)
      talk = samples;
    for (std::size_t n = 0; n < sound.size(); ++n)
      samples[quiet + n] += sound[n] + burst[n];
    lose_samples(samples, quiet, rate, device);
    samples.resize(quiet + fft_.size());
    pass_microphone(samples, device, fault, rate, hum_phase, chance);
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(quiet);
    out.quiet.emplace_back(samples.begin(), middle);
    out.sweep.emplace_back(middle, samples.end());
  }
  return out;
}

Recorded Bench::record(const Device& device,
                       std::uint64_t room,
                       const Ambience& ambience,
                       std::uint64_t seed) {
  const Room walls(room, fft_.size(), sweep_.plan().rate_hz);
  return record(device, play(device, seed), walls, ambience, seed);
}

}  // namespace soundcheck::synthetic
