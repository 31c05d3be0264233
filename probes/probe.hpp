#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// One number a probe took. `unit` is "dBm", "ms", "%", "count", "bytes", ...
/// or empty for a pure number; `sigma` its standard deviation where known.
struct Measurement {
  std::string name;
  double value;
  std::string unit;
  std::optional<double> sigma = std::nullopt;
};

enum class Presence { unknown, present, absent };

/// A three-valued symptom. Ids are those of the knowledge base, for example
/// "network.dns_no_answer". `evidence` is for experts, at most 200 bytes.
struct Finding {
  std::string id;
  Presence presence;
  std::string evidence;
  /// That it is present, 0..1, where the probe can say; otherwise as
  /// `presence`.
  std::optional<double> confidence = std::nullopt;
};

enum class Outcome { passed, failed, inconclusive, not_supported, cancelled };

std::string_view to_string(Presence presence);
std::string_view to_string(Outcome outcome);

/// What a probe answers when it could measure. `outcome` is passed or failed;
/// or inconclusive when it measured too roughly to tell. A probe that could not
/// ask the board returns an Error instead and the runner makes the outcome.
struct Verdict {
  Outcome outcome;
  std::string summary;
  std::vector<Measurement> measurements;
  std::vector<Finding> findings;
};

/// How a probe tells that it moves on. Called on the daemon's thread.
class Progress {
 public:
  virtual ~Progress() = default;
  /// `fraction` of the probe is done (0..1, never falling); `step` says what
  /// it does now, in a few English words.
  virtual void report(double fraction, std::string_view step) = 0;
};

/// What running a probe costs the owner; read by diagnosis and policy.
struct Cost {
  double seconds = 0;                ///< usual duration
  bool audible = false;              ///< makes a sound
  bool interrupts_playback = false;  ///< music stops meanwhile
  bool airtime = false;              ///< sends packets

  /// Numbers that cost nobody anything are of class "read", all else "test".
  bool needs_test_consent() const { return audible || interrupts_playback; }
};

/// Hardware of which there is one; two probes never hold the same.
enum class Hardware { none, audio, radio, storage };

/// One self-check, as a row of the catalog.
struct Probe {
  std::string id;     ///< "area.thing"
  std::string title;  ///< a few English words
  std::chrono::milliseconds deadline;
  Cost cost;
  Hardware hardware;
  std::function<Task<Verdict>(Progress&)> run;
};

}  // namespace soundcheck
