#pragma once

#include "agent/diagnosis/diagnosis.hpp"
#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::diagnosis {

/// One gate and what was seen at it.
struct GateView {
  const Gate* gate = nullptr;
  const ProbeEvidence* evidence = nullptr;  ///< null: its probe did not run
  const GateRule* rule = nullptr;           ///< the first that fits
  const Fault* fault = nullptr;             ///< of that rule
  bool blocked = false;    ///< by a fault further down its ladder
  bool spared = false;     ///< by a fault of any ladder
  bool explained = false;  ///< by the fault of another gate

  bool passed() const {
    return evidence && evidence->judgement == Judgement::passed;
  }
};

/// Finds the fault on ladders of ordered gates. Of a gate's rules the first
/// whose finding is present names a fault; a fault that blocks ends its ladder.
/// Every ladder is gone through, so faults of different ladders are all named,
/// ranked by probability and then by the order of the gates. A finding that
/// another named fault explains becomes evidence for that one instead.
///
/// Without a named fault the status is
/// - unknown_fault when a probe failed all the same;
/// - no_fault when every grave gate (one that can name a fault of severity 1 or
///   2) passed, or cannot be asked on this board, or is vouched for: all its
///   grave faults block and a later gate of its ladder passed. At least one
///   gate of the ladder complained of, or of any when there is no complaint,
///   must have passed;
/// - incomplete in all other cases.
class Gates final : public Engine {
 public:
  /// `knowledge` outlives this.
  explicit Gates(const Knowledge& knowledge);

  /// Gates of the ladder complained of come first, else in knowledge order.
  /// A gate that names complaints is asked for those only, and none beside a
  /// fault that spares it.
  std::optional<NextTest> next_test(const std::vector<ProbeEvidence>& so_far,
                                    const Question& question) const override;
  Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                     const Question& question) const override;

  // The frame, for an engine that weighs within it.

  /// Every gate, in order. `evidence` outlives the answer.
  std::vector<GateView> look(const std::vector<ProbeEvidence>& evidence) const;
  /// Whether its probe may be asked now.
  static bool open(const GateView& view, const Question& question);
  /// What was run and what was not measured; no fault yet.
  static Diagnosis measured(const std::vector<GateView>& all,
                            const std::vector<ProbeEvidence>& evidence);
  Status without_fault(const std::vector<GateView>& all,
                       const Question& question) const;

 private:
  RankedFault rank(const GateView& suspect,
                   const std::vector<GateView>& all) const;
  bool vouched_for(const Gate& gate, const std::vector<GateView>& all) const;

  const Knowledge& knowledge_;
};

/// What a person can complain of, as Engine takes it.
std::vector<std::string_view> complaint_words();

}  // namespace soundcheck::diagnosis
