#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/audio/dsp/bands.hpp"
#include "probes/audio/dsp/sweep.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::audio {

/// How one device sounded when it left the factory: everything that later runs
/// are compared with.
struct Baseline {
  struct Microphone {
    std::vector<float> impulse;       ///< what the gate cut out
    dsp::PerBand<double> sigma_db{};  ///< of its response
    dsp::PerBand<double> thd_percent{};
    double quiet_dbfs = 0;         ///< A-weighted
    double quiet_treble_dbfs = 0;  ///< 5..12 kHz

    friend bool operator==(const Microphone&, const Microphone&) = default;
  };

  std::string device;
  dsp::SweepPlan plan;
  double latency_s = 0;
  bool latency_known = true;  ///< as of Capture
  /// What the mixer amplified by while it was learnt; absent = not told.
  std::optional<double> volume_gain_db;
  /// Noise found during the sweep against the direct sound, in dB: what room
  /// and loudspeaker leave there by themselves.
  double leakage_db = -56;
  std::vector<Microphone> microphones;

  friend bool operator==(const Baseline&, const Baseline&) = default;
};

/// A versioned text (TOML) that says itself what its numbers are.
std::string to_text(const Baseline& baseline);

/// Errors: parse, with file, line and what is wrong, also for another version
/// or numbers that no device can have.
Result<Baseline> parse_baseline(std::string_view text, std::string file);
Result<Baseline> load_baseline(const std::filesystem::path& file);

/// Why this baseline is not for that device and sweep; empty = it is. An empty
/// device is not compared.
std::string mismatch(const Baseline& baseline,
                     std::string_view device,
                     const dsp::SweepPlan& plan,
                     std::size_t microphones);

}  // namespace soundcheck::audio
