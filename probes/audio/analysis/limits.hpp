#pragma once

namespace soundcheck::audio {

/// Starting points, to be fitted to real units. Levels are judged against the
/// device's own baseline; the room and where the device stands in it move a
/// third octave by up to 1.9 dB, the mean from 0.5 to 8 kHz by 0.2 and the
/// microphones against each other by 0.06 (30 simulated rooms).
struct AudioLimits {
  double dc = 0.005;  ///< of full scale
  unsigned full_scale_samples = 10;
  double quiet_over_array_db = 8;
  double quiet_over_baseline_db = 6;
  double hum_db = 20;         ///< line over its neighbours
  double no_output_db = -26;  ///< against the baseline
  double volume_low_db = -15;
  double level_db = 3;
  double tilt_db = -6;      ///< treble or bass against the middle
  double mic_level_db = 2;  ///< against the array
  double mic_tilt_db = -6;
  double mic_dead_db = -25;       ///< 0.5..8 kHz, against the array
  double mic_dead_bass_db = -20;  ///< 200..800 Hz: a blocked port passes these
  double thd_percent = 4;         ///< or three times the baseline's
  double thd_over_baseline = 3;
  double residual_crest_db = 16.5;
  double residual_over_noise_db = 17;
  /// Peaks further below the sweep are those of its own fades.
  double residual_peak_db = -70;
  /// So far below the sweep the residual's noise must be to be judged.
  double residual_noise_db = 26;
  double latency_s = 0.005;
  double drift_ppm = 30;
  double octave_spread_s = 0.001;
  double mic_delay_s = 3e-6;  ///< swapped channels differ by more
  double noise_rise_db = 5;   ///< sweep against quiet: somebody spoke
  /// Weakest gain from stimulus to microphone that a healthy device has, for
  /// devices without a baseline.
  double least_gain_db = -40;
};

}  // namespace soundcheck::audio
