#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cli {

enum class Standing { not_measured, failed, passed };

/// "passed", "failed", "not_measured"
std::string_view to_string(Standing standing);

/// What has to work before a slot is called good.
struct Requirement {
  std::string name;
  std::vector<std::string> probes;  ///< all of them have to pass
  Standing standing = Standing::not_measured;
  std::string why;  ///< it has not passed
};

/// Words that --require takes, in the order in which they are looked at.
const std::vector<std::string>& requirement_words();
/// Each once, in that order. `words` are some of requirement_words().
std::vector<Requirement> requirements_of(const std::vector<std::string>& words);

/// What one round brought. A probe that failed outranks one that gave no
/// verdict: "could not measure" is neither healthy nor broken.
void judge(Requirement& requirement,
           const std::vector<v1::ProbeResult>& results,
           const std::string& why_missing);

/// What the gate waits with, so that a test need not wait. Times are since the
/// gate's start.
struct GateWays {
  std::function<std::chrono::milliseconds()> now;
  std::function<void(std::chrono::milliseconds)> pause;
  /// Has these probes run, until `deadline` at the latest; those that ended are
  /// appended. An error tells why others are missing; denied does not pass with
  /// time.
  std::function<Result<void>(const std::vector<std::string>& probes,
                             std::chrono::milliseconds deadline,
                             std::vector<v1::ProbeResult>& results)>
      ask;
  /// Is told whenever a requirement stands otherwise than before.
  std::function<void(const Requirement&)> tell;
};

/// Asks for what has not passed yet, again and again, until all of it has
/// (true) or the deadline is there (false). The pauses grow from 1 s to 15 s:
/// each round is a report, and a home without internet stays so for hours.
bool wait_for_health(std::vector<Requirement>& requirements,
                     std::chrono::milliseconds deadline,
                     const GateWays& ways);

}  // namespace soundcheck::cli
