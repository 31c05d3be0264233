#include <cmath>

#include "probes/audio/analysis/summary.hpp"

namespace soundcheck::audio {

namespace {

std::string of_mic(std::string_view what, std::size_t microphone) {
  return std::string(what) + "_mic" + std::to_string(microphone + 1);
}

Measurement in_db(std::string name, const Estimate& power) {
  return {std::move(name), decibel_power(power.value), "dB",
          decibel_sigma(power)};
}

}  // namespace

void add_quiet_numbers(const Evidence& evidence, Analysis& out) {
  for (std::size_t m = 0; m < evidence.quiet.size(); ++m) {
    const auto& quiet = evidence.quiet[m];
    if (quiet.spectrum.power.empty())
      continue;
    out.measurements.push_back({of_mic("quiet_level", m), quiet.a_weighted_dbfs,
                                "dBFS", quiet.a_weighted_sigma_db});
    out.measurements.push_back(
        {of_mic("dc", m), quiet.facts.dc, "", quiet.facts.dc_sigma});
    out.measurements.push_back({of_mic("hum_excess", m), quiet.hum.excess_db,
                                "dB", quiet.hum.sigma_db});
  }
}

void add_response_numbers(const Evidence& evidence,
                          const Comparison& comparison,
                          const dsp::Gate& gate,
                          Analysis& out) {
  for (std::size_t m = 0; m < comparison.microphones.size(); ++m) {
    const auto& one = comparison.microphones[m];
    const auto& response = evidence.runs.front().microphones[m].response;
    ResponseCurve curve;
    for (std::size_t band = 0; band < dsp::band_count; ++band) {
      curve.level_db[band] = decibel_power(one.bands[band].value);
      curve.sigma_db[band] = decibel_sigma(one.bands[band]);
      curve.snr_db[band] = response.snr_db[band];
    }
    const auto& distortion = evidence.runs.front().microphones[m].distortion;
    for (std::size_t band = 0; band < distortion.bands; ++band) {
      curve.thd_percent[band] = distortion.thd_percent(band);
      curve.thd_sigma_percent[band] = distortion.sigma_percent(band);
    }
    curve.impulse = impulse_of(response.spectrum, gate);
    out.responses.push_back(curve);
    out.measurements.push_back(in_db(of_mic("level", m), one.whole));
  }
  out.measurements.push_back(in_db("level", comparison.level));
  out.measurements.push_back(in_db("treble_tilt", comparison.treble_tilt));
  out.measurements.push_back(in_db("bass_tilt", comparison.bass_tilt));
}

void add_timing_numbers(const Evidence& evidence,
                        const Timing& timing,
                        Analysis& out) {
  const auto& run = evidence.runs.front();
  if (run.arrival && evidence.baseline != nullptr && evidence.latency_known) {
    const double rate = evidence.baseline->plan.rate_hz;
    out.measurements.push_back({"latency",
                                1000 * static_cast<double>(run.lag) / rate,
                                "ms", 1000 / (rate * std::sqrt(12.0))});
  }
  for (std::size_t i = 0; i < timing.fits.size(); ++i) {
    out.measurements.push_back({of_mic("delay", timing.microphones[i]),
                                1e6 * timing.fits[i].delay_s, "us",
                                1e6 * timing.fits[i].sigma_s});
  }
  if (timing.measured)
    out.measurements.push_back(
        {"clock_drift", timing.ppm, "ppm", timing.sigma_ppm});
}

void add_distortion_numbers(const DistortionFindings& found, Analysis& out) {
  out.thd_percent = found.thd_percent;
  out.thd_sigma_percent = found.thd_sigma_percent;
  out.thd_floor_percent = found.floor_percent;
  out.wants_another_run = out.wants_another_run || found.wants_another_run;
  const auto at_1_khz = static_cast<std::size_t>(dsp::band_of_1_khz);
  out.measurements.push_back({"thd_1_khz", found.thd_percent[at_1_khz], "%",
                              found.thd_sigma_percent[at_1_khz]});
  out.measurements.push_back(
      {"thd_floor_1_khz", found.floor_percent[at_1_khz], "%"});
  // The largest of thousands of samples of noise spreads by about 1 dB.
  out.measurements.push_back({"residual_crest", found.crest_db, "dB", 1.0});
  out.measurements.push_back(
      {"residual_over_noise", found.over_noise_db, "dB", 1.0});
}

}  // namespace soundcheck::audio
