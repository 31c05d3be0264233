#include "tests/unit/agent/diagnosis/small_knowledge.hpp"

namespace soundcheck::test {

using namespace diagnosis;

namespace {

Fault fault(std::string id, int severity, bool blocks, Strings explains = {}) {
  return {id, "X" + id, Layer::network, "",     severity,           {},
          {}, {},       {"fix." + id},  blocks, std::move(explains)};
}

Gate gate(std::string id, std::string ladder, std::vector<GateRule> rules) {
  return {id, std::move(ladder), "probe." + id, {}, {}, std::move(rules), {},
          {}};
}

}  // namespace

Knowledge small_knowledge() {
  Knowledge k;
  k.faults = {fault("no_link", 2, true),
              fault("weak_link", 3, false, {"names.slow"}),
              fault("no_names", 2, true),
              fault("slow_names", 3, false),
              fault("no_web", 2, true),
              fault("untrusted", 2, true),
              fault("muted", 2, false),
              fault("silent", 2, false),
              fault("too_hot", 3, false),
              fault("clock_wrong", 2, false, {"web.untrusted"})};
  k.gates = {
      gate("link", "network",
           {{"link.down", "no_link", 0.95}, {"link.weak", "weak_link", 0.8}}),
      gate(
          "names", "network",
          {{"names.none", "no_names", 0.9}, {"names.slow", "slow_names", 0.7}}),
      gate(
          "web", "network",
          {{"web.silent", "no_web", 0.9}, {"web.untrusted", "untrusted", 0.8}}),
      gate("sound", "audio",
           {{"sound.off", "muted", 0.97}, {"sound.none", "silent", 0.9}}),
      gate("heat", "system", {{"heat.hot", "too_hot", 0.85}}),
      gate("clock", "system", {{"clock.wrong", "clock_wrong", 0.9}})};
  return k;
}

ProbeEvidence said(std::string gate_id,
                   Judgement judgement,
                   std::vector<EvidenceItem> findings) {
  return {"probe." + gate_id, judgement, std::move(findings)};
}

ProbeEvidence passed(std::string gate_id) {
  return said(std::move(gate_id), Judgement::passed);
}

ProbeEvidence failed(std::string gate_id, std::string finding_id) {
  return said(std::move(gate_id), Judgement::failed,
              {{std::move(finding_id), Answer::present, "seen"}});
}

}  // namespace soundcheck::test
