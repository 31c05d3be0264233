#pragma once

#include "agent/diagnosis/gates.hpp"
#include "agent/diagnosis/test_value.hpp"

namespace soundcheck::diagnosis {

/// Weighs all faults against each other (see Model), within the frame of the
/// gates: they say what may be asked, in which order tests depend on each
/// other, and what is needed to call a speaker healthy.
///
/// Asked is first what costs nothing, then what tells most for its cost. A gate
/// waits for every gate that could block or spare it. A check-up without a
/// complaint, or with "other", asks every gate. With a complaint it leaves out
/// - the rest of a ladder on which a fault is sure and the evidence does not
///   surprise it, or two rivals together are and have the same first remedy;
/// - what would not change the answer;
/// - all, once the budget is spent.
///
/// Named are the faults of the best explanation, unless it is more probable
/// that there is none. Is the evidence too surprising even for that one, the
/// status is unknown_fault and they are told as rivals. Without a fault it is
/// what Gates says.
///
/// A knowledge base without links is left to Gates.
class Inference final : public Engine {
 public:
  /// `knowledge` outlives this. Of a probe that `costs` does not have nothing
  /// is known, so it is taken for a second of airtime.
  Inference(const Knowledge& knowledge, std::vector<TestCost> costs);

  std::optional<NextTest> next_test(const std::vector<ProbeEvidence>& so_far,
                                    const Question& question) const override;
  Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                     const Question& question) const override;
  std::string_view knowledge_hash() const override { return knowledge_.hash; }

 private:
  struct Weighed {
    Facts facts;
    Posterior posterior;
    double surprise = 0;
    bool unknown_fault = false;  ///< the best explanation is none
  };
  Weighed weigh(const std::vector<GateView>& gates,
                const std::vector<ProbeEvidence>& evidence,
                const Question& question) const;
  bool waits(const GateView& view,
             const std::vector<GateView>& all,
             const Question& question) const;
  std::vector<const GateView*> candidates(const std::vector<GateView>& all,
                                          const Question& question) const;
  const GateView* first_suspected(
      const std::vector<const GateView*>& candidates,
      const Question& question) const;
  const GateView* first_free(
      const std::vector<const GateView*>& candidates) const;
  bool may_block(const Gate& gate) const;
  bool suspected(const Gate& gate, const Question& question) const;
  std::optional<NextTest> choose(const std::vector<const GateView*>& candidates,
                                 const std::vector<GateView>& all,
                                 const std::vector<ProbeEvidence>& so_far,
                                 const Question& question) const;
  bool settled(std::string_view ladder, const Weighed& weighed) const;
  bool spent(const std::vector<ProbeEvidence>& so_far) const;
  bool on_ladder(unsigned fault, std::string_view ladder) const;
  void name(Diagnosis& diagnosis,
            const Weighed& weighed,
            const std::vector<ProbeEvidence>& evidence) const;
  void name_rivals(Diagnosis& diagnosis, const Weighed& weighed) const;
  std::string would_change(const std::vector<GateView>& all,
                           const Weighed& weighed,
                           const Question& question) const;
  const TestCost& cost_of(std::string_view probe_id) const;

  const Knowledge& knowledge_;
  std::vector<TestCost> costs_;
  Gates gates_;
  Model model_;
};

}  // namespace soundcheck::diagnosis
