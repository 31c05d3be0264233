#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "probes/board/clock.hpp"
#include "probes/probe.hpp"

namespace soundcheck {

/// A verdict, or why there is none, with its times.
struct ProbeRun {
  std::string probe_id;
  Outcome outcome;
  std::optional<Errc> reason;  ///< set unless a verdict was given
  std::string summary;
  std::vector<Measurement> measurements;
  std::vector<Finding> findings;
  std::chrono::milliseconds started;  ///< monotonic
  std::chrono::milliseconds duration;
};

/// Runs probes. Owns what no probe may care for: the deadline, cancellation,
/// containment of exceptions, and hardware of which there is one. Gone
/// before the io_context of its runs is.
class Runner {
 public:
  explicit Runner(Clock& clock);
  ~Runner();

  /// Always answers. Waits while another run holds the same hardware; that wait
  /// does not count towards the deadline. When the awaiting coroutine is
  /// cancelled the probe is stopped first and the outcome is `cancelled`.
  boost::asio::awaitable<ProbeRun> run(const Probe& probe, Progress& progress);

 private:
  class Turn;
  struct Queue;

  Clock& clock_;
  std::map<Hardware, std::unique_ptr<Queue>> queues_;
};

}  // namespace soundcheck
