#include "agent/cli/evidence/replay.hpp"

#include <cmath>

#include "agent/diagnosis/inference.hpp"

namespace soundcheck::cli {

using namespace diagnosis;

namespace {

/// What a number loses on its way through JSON is far less.
constexpr double same_number = 1e-9;

template <class Ranked>
std::string list_of(const std::vector<Ranked>& faults) {
  std::string list;
  for (const auto& fault : faults)
    list += (list.empty() ? "" : ", ") + fault.fault_id;
  return list.empty() ? "none" : list;
}

template <class Ranked>
void compare(const std::vector<Ranked>& now,
             const std::vector<Ranked>& then,
             const std::string& what,
             std::vector<std::string>& differences) {
  if (list_of(now) != list_of(then)) {
    differences.push_back(what + ": " + list_of(now) + ", then " +
                          list_of(then));
    return;
  }
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (std::abs(now[i].probability - then[i].probability) > same_number) {
      differences.push_back(what + ": " + now[i].fault_id + " is " +
                            std::to_string(now[i].probability) + ", then " +
                            std::to_string(then[i].probability));
    }
  }
}

}  // namespace

Replay replay(const RecordedDiagnosis& recorded, const Knowledge& knowledge) {
  Replay result;
  result.same_knowledge = recorded.knowledge_hash == knowledge.hash;
  result.diagnosis =
      Inference(knowledge, {}).conclude(recorded.evidence, recorded.question);
  const auto& now = result.diagnosis;
  const auto& then = recorded.concluded;
  if (now.status != then.status)
    result.differences.push_back("the status is another one");
  compare(now.faults, then.faults, "faults", result.differences);
  compare(now.rivals, then.rivals, "rivals", result.differences);
  if (now.would_change != then.would_change)
    result.differences.push_back("another probe would change most");
  if (std::abs(now.surprise - then.surprise) >
      same_number * (1 + std::abs(then.surprise)))
    result.differences.push_back("it surprises by another measure");
  return result;
}

}  // namespace soundcheck::cli
