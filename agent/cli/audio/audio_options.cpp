#include "agent/cli/audio/audio_options.hpp"

#include <CLI/CLI.hpp>

#include "agent/cli/subcommand.hpp"

namespace soundcheck::cli {

namespace {

void add_stimulus_options(CLI::App& command, AudioOptions& options) {
  command
      .add_option("--rate", options.rate_hz,
                  "samples per second of the stimulus, 8000 to 192000; 48000 "
                  "or the baseline's")
      ->check(CLI::Range(8000, 192'000));
  command
      .add_option("--level", options.level_dbfs,
                  "its level in dBFS, -80 to 0; -20 or the baseline's")
      ->check(CLI::Range(-80.0, 0.0));
  command
      .add_option("--seconds", options.seconds,
                  "how long its sweep lasts, 0.2 to 10; 1.5 or the baseline's")
      ->check(CLI::Range(0.2, 10.0));
}

void add_recording_options(CLI::App& command, AudioOptions& options) {
  command
      .add_option("--recording", options.recording,
                  "WAV of all microphones while the stimulus played")
      ->required();
  command
      .add_option("--run", options.more_runs,
                  "the same once more; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--quiet", options.quiet,
                     "WAV of a second or more without the stimulus; else what "
                     "precedes the sweep");
  command.add_flag("--synchronous", options.synchronous,
                   "recording began with playing the sweep, so that the "
                   "latency can be judged; else the sweep is looked for");
}

}  // namespace

void add_audio_command(CLI::App& app, AudioOptions& options, bool& asked) {
  auto* audio = app.add_subcommand(
      "audio", "judge recordings of the test sweep, without a daemon");
  audio->require_subcommand(1);

  auto* stimulus =
      add_subcommand(*audio, "stimulus", "write the sweep to be played",
                     AudioVerb::stimulus, options.verb, asked);
  stimulus->add_option("--out", options.out, "WAV to write")->required();
  add_stimulus_options(*stimulus, options);

  auto* analyse = add_subcommand(*audio, "analyse", "name the broken part",
                                 AudioVerb::analyse, options.verb, asked);
  add_recording_options(*analyse, options);
  analyse->add_option("--baseline", options.baseline,
                      "how the device sounds when it is healthy (TOML)");
  add_stimulus_options(*analyse, options);
  analyse->add_option("--plot", options.plot, "SVG picture to write");
  analyse
      ->add_option("--max-thd", options.max_thd_percent,
                   "more distortion than this, in percent, is a fault; 4")
      ->check(CLI::Range(0.01, 100.0));

  auto* baseline =
      add_subcommand(*audio, "baseline", "learn how a healthy device sounds",
                     AudioVerb::baseline, options.verb, asked);
  add_recording_options(*baseline, options);
  baseline->add_option("--device", options.device, "whose baseline it is")
      ->required();
  baseline->add_option("--out", options.out, "TOML to write")->required();
  baseline
      ->add_option("--volume-gain", options.volume_gain_db,
                   "what the mixer said while it was recorded, in dB (amixer "
                   "tells it); the daemon makes up for another volume")
      ->check(CLI::Range(-200.0, 60.0));
  add_stimulus_options(*baseline, options);
}

}  // namespace soundcheck::cli
