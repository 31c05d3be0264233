// Bytes of a knowledge base: what is accepted must be sound enough to diagnose
// with, whatever it says.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>

#include "agent/diagnosis/inference.hpp"

using namespace soundcheck::diagnosis;

namespace {

/// Everything that it asks fails with every finding it can have.
std::vector<ProbeEvidence> fail_all(const Engine& engine,
                                    const Knowledge& knowledge) {
  std::vector<ProbeEvidence> evidence;
  while (const auto next = engine.next_test(evidence, "no_sound")) {
    ProbeEvidence item{next->probe_id, Judgement::failed, {}};
    for (const auto& finding : knowledge.findings) {
      if (finding.probe_id == next->probe_id)
        item.findings.push_back({finding.id, Answer::present, ""});
    }
    evidence.push_back(std::move(item));
    // Each answer must bring it nearer to the end.
    if (evidence.size() > knowledge.gates.size())
      std::abort();
  }
  return evidence;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const auto quiet = google::protobuf::SetLogHandler(nullptr);
  (void)quiet;
  const auto knowledge =
      parse_knowledge({reinterpret_cast<const char*>(data), size});
  if (!knowledge)
    return 0;
  const Gates gates(*knowledge);
  const auto at_gates = fail_all(gates, *knowledge);
  for (const auto& fault : gates.conclude(at_gates, "no_sound").faults) {
    if (!knowledge->fault(fault.fault_id) || fault.evidence_for.empty())
      std::abort();
  }
  const Inference inference(*knowledge, {});
  const auto weighed = fail_all(inference, *knowledge);
  for (const auto& fault : inference.conclude(weighed, "no_sound").faults) {
    if (!knowledge->fault(fault.fault_id) || !(fault.probability >= 0) ||
        fault.probability > 1.000001)
      std::abort();
  }
  return 0;
}
