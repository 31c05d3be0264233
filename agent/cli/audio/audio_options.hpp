#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace soundcheck::cli {

enum class AudioVerb { stimulus, analyse, baseline };

/// What `soundcheck audio ...` is asked for.
struct AudioOptions {
  AudioVerb verb = AudioVerb::stimulus;
  bool json = false;
  std::string out;  ///< of stimulus and baseline
  // The stimulus; what is not given comes from the baseline, else from
  // dsp::SweepPlan.
  std::optional<double> rate_hz, level_dbfs, seconds;
  std::string recording;
  std::vector<std::string> more_runs;
  std::string quiet;
  bool synchronous = false;
  std::string baseline;
  std::string plot;
  std::optional<double> max_thd_percent;
  std::string device;
  std::optional<double> volume_gain_db;
};

/// Adds the command `audio` with its verbs; `asked` becomes true when it is
/// what the user wants. Both must outlive `app`.
void add_audio_command(CLI::App& app, AudioOptions& options, bool& asked);

}  // namespace soundcheck::cli
