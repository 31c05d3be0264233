#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/diagnosis/diagnosis.hpp"
#include "agent/diagnosis/test_value.hpp"
#include "agent/runner.hpp"
#include "probes/board/clock.hpp"
#include "probes/probe.hpp"

namespace soundcheck {

/// Where a check-up stands. `finished` is set in the last step of each probe
/// and lives only during the call.
struct Step {
  std::string probe_id;
  std::string why_id;  ///< gate or finding that asks for it, empty when asked
                       ///< by a person
  std::vector<std::string> separates;  ///< two faults it can best tell apart
  unsigned index = 0;                  ///< of this probe, from 0
  unsigned count = 0;                  ///< probes expected in all
  double fraction = 0;
  std::string text;
  const ProbeRun* finished = nullptr;
};

using Watch = std::function<void(const Step&)>;
/// What the speaker itself knows besides what it was asked, as circumstances.
using Recall = std::function<std::vector<std::string>()>;

struct CheckupResult {
  std::vector<ProbeRun> runs;
  diagnosis::Diagnosis diagnosis;
  std::string knowledge_hash;  ///< of what the diagnosis goes by
  diagnosis::Question question{""};
  std::chrono::milliseconds duration{};
  bool cancelled = false;
};

/// Runs probes one after another: those that a person names, or those that the
/// diagnosis asks for. Everybody who wants probes run (schedule, local clients,
/// remote assist) goes through here.
class Checkup {
 public:
  /// The engine of now. Each diagnosis is made by one from its first test to
  /// its end, and keeps it meanwhile.
  using Engines = std::function<std::shared_ptr<const diagnosis::Engine>()>;

  Checkup(Runner& runner,
          const std::vector<Probe>& catalog,
          Engines engines,
          Clock& clock);
  /// With the same engine for ever; it outlives this.
  Checkup(Runner& runner,
          const std::vector<Probe>& catalog,
          const diagnosis::Engine& engine,
          Clock& clock);

  const std::vector<Probe>& catalog() const { return catalog_; }
  const Probe* find(std::string_view probe_id) const;

  /// `probe_ids` are ids of the catalog (see find()); an id that it does not
  /// know is answered as not supported. Cancelling ends it after the running
  /// probe was stopped; the runs made so far are returned, the last of them
  /// with Outcome::cancelled.
  boost::asio::awaitable<std::vector<ProbeRun>> run(
      std::vector<std::string> probe_ids,
      Watch watch);

  boost::asio::awaitable<CheckupResult> diagnose(diagnosis::Question question,
                                                 Watch watch);
  /// From now on every diagnosis takes this into account.
  void set_recall(Recall recall) { recall_ = std::move(recall); }

 private:
  boost::asio::awaitable<ProbeRun> run_one(Step step, const Watch& watch);

  Runner& runner_;
  const std::vector<Probe>& catalog_;
  Engines engines_;
  Clock& clock_;
  Recall recall_;
};

/// What the diagnosis is to know of the probes.
std::vector<diagnosis::TestCost> costs_of(const std::vector<Probe>& catalog);

}  // namespace soundcheck
