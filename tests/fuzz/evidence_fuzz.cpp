// A diagnosis that somebody kept: what is accepted must be sound enough to
// conclude from, twice to the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/cli/evidence/recorded_diagnosis.hpp"
#include "agent/cli/evidence/replay.hpp"

using namespace soundcheck;
using namespace soundcheck::diagnosis;

namespace {

Knowledge small_knowledge() {
  Knowledge knowledge;
  Fault fault{};
  fault.id = "net.dns_failing";
  fault.severity = 1;
  fault.prior = 0.01;
  knowledge.faults = {fault};
  Symptom finding;
  finding.id = "network.dns_no_answer";
  finding.probe_id = "network.dns";
  finding.ttl_s = 60;
  knowledge.findings = {finding};
  Gate gate{};
  gate.id = "dns";
  gate.ladder = "network";
  gate.probe_id = "network.dns";
  gate.rules = {{finding.id, fault.id, 0.9}};
  knowledge.gates = {gate};
  knowledge.links = {{0, 0, 0.9}};
  return knowledge;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const auto knowledge = small_knowledge();
  const auto recorded = cli::parse_recorded_diagnosis(
      {reinterpret_cast<const char*>(data), size});
  if (!recorded)
    return 0;
  auto again = *recorded;
  again.concluded = cli::replay(*recorded, knowledge).diagnosis;
  if (!cli::replay(again, knowledge).differences.empty())
    std::abort();
  return 0;
}
