#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "agent/diagnosis/inference.hpp"
#include "tests/unit/agent/diagnosis/weighed_knowledge.hpp"

namespace soundcheck::test {

using namespace diagnosis;
using Strings = std::vector<std::string>;

/// link -> names -> web on one ladder; sound on another; web and names share
/// the first remedy.
inline WeighedKnowledge home() {
  WeighedKnowledge k;
  k.fault("no_link", 0.01, {"rejoin"})
      .fault("no_names", 0.01, {"restart_router"})
      .fault("no_web", 0.01, {"restart_router", "call"})
      .fault("silent", 0.01, {"unmute"});
  k.knowledge.faults[0].blocks = true;
  k.finding("link", 0.0005)
      .finding("names", 0.0005)
      .finding("web", 0.0005)
      .finding("sound", 0.0005);
  k.link("no_link", "link", 0.97)
      .link("no_link", "names", 0.3)
      .link("no_link", "web", 0.3)
      .link("no_names", "names", 0.97)
      .link("no_names", "web", 0.3)
      .link("no_web", "web", 0.97)
      .link("silent", "sound", 0.97);
  k.gate("link", "network", "no_link")
      .gate("names", "network", "no_names")
      .gate("web", "network", "no_web")
      .gate("sound", "audio", "silent");
  return k;
}

inline ProbeEvidence says(const std::string& finding, Answer answer) {
  return {"probe." + finding,
          answer == Answer::present ? Judgement::failed : Judgement::passed,
          {{finding, answer, "seen"}}};
}

inline ProbeEvidence bad(const std::string& finding) {
  return says(finding, Answer::present);
}
inline ProbeEvidence good(const std::string& finding) {
  return says(finding, Answer::absent);
}

inline Strings named(const Diagnosis& diagnosis) {
  Strings ids;
  for (const auto& fault : diagnosis.faults)
    ids.push_back(fault.fault_id);
  return ids;
}

inline TestCost cost(const std::string& finding, double seconds) {
  return {"probe." + finding, seconds, false, false, seconds > 0.1, false};
}

struct HomeKnowledge {
  explicit HomeKnowledge(WeighedKnowledge built = home())
      : k(std::move(built)) {}

  Diagnosis conclude(const std::vector<ProbeEvidence>& evidence,
                     const Question& question = "") {
    return Inference(k.knowledge, costs).conclude(evidence, question);
  }
  /// The probes asked when all of them but `failing` find nothing.
  Strings walk(const Question& question, const Strings& failing = {}) {
    const Inference engine(k.knowledge, costs);
    std::vector<ProbeEvidence> evidence;
    Strings asked;
    while (const auto next = engine.next_test(evidence, question)) {
      const auto finding = next->probe_id.substr(6);
      const bool fails =
          std::find(failing.begin(), failing.end(), finding) != failing.end();
      asked.push_back(finding);
      evidence.push_back(fails ? bad(finding) : good(finding));
    }
    return asked;
  }

  WeighedKnowledge k;
  std::vector<TestCost> costs = {cost("link", 1), cost("names", 1),
                                 cost("web", 1), cost("sound", 1)};
};

}  // namespace soundcheck::test
