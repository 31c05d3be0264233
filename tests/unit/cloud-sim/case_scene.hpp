#pragma once

#include <string>

#include "cloud-sim/cases/catalog.hpp"
#include "cloud-sim/cases/requests.hpp"
#include "cloud-sim/store/case_records.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

namespace soundcheck::cloud::test {

/// A small knowledge base: "dns" (s1, its cure shown by network.dns or
/// network.internet), "mic" (s2, only support can help), "weak" (s3).
v1::KnowledgeBase small_base();

v1::ProbeResult result_of(const std::string& probe, v1::Outcome outcome);
v1::Diagnosis diagnosis_of(const std::string& fault, double probability = 0.9);
v1::Diagnosis healthy();

/// A cloud whose transactions end as Cloud's do: the cases follow.
class CaseScene : public Scene {
 public:
  CaseScene();

  /// The speaker's next report.
  Changes check(const v1::Diagnosis& diagnosis,
                const std::vector<v1::ProbeResult>& results = {},
                v1::Trigger trigger = v1::TRIGGER_PERIODIC);
  /// The same, measured so long ago.
  Changes late_check(UnixMs ago_ms,
                     const v1::Diagnosis& diagnosis,
                     const std::vector<v1::ProbeResult>& results);
  /// The speaker's answer to the diagnosis that runs.
  Changes answer(const std::string& command, const v1::Diagnosis& diagnosis);

  Case only_case();
  Case found(std::int64_t id);
  /// "opened named report ..."
  std::string course(std::int64_t id);

  template <class Act>
  auto ask(Act act) {
    std::optional<decltype(act(std::declval<Work&>()))> result;
    Scene::act([&](Work& work) { result = act(work); });
    return *result;
  }

  FaultCatalog catalog;

 private:
  v1::HealthReport next_report(const v1::Diagnosis& diagnosis,
                               const std::vector<v1::ProbeResult>& results);
  std::uint64_t seq_ = 100;
};

}  // namespace soundcheck::cloud::test
