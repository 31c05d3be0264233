#include "tests/unit/agent/diagnosis/weighed_knowledge.hpp"

#include <algorithm>
#include <stdexcept>

namespace soundcheck::test {

using namespace diagnosis;

namespace {

template <class Item>
unsigned place_of(const std::vector<Item>& items, const std::string& id) {
  for (unsigned i = 0; i < items.size(); ++i) {
    if (items[i].id == id)
      return i;
  }
  throw std::logic_error("no " + id);
}

}  // namespace

WeighedKnowledge& WeighedKnowledge::fault(std::string id,
                                          double prior,
                                          std::vector<std::string> remedies) {
  Fault fault{};
  fault.code = "X" + id;
  fault.id = std::move(id);
  fault.severity = 2;
  fault.prior = prior;
  fault.remedy_ids = std::move(remedies);
  knowledge.faults.push_back(std::move(fault));
  return *this;
}

WeighedKnowledge& WeighedKnowledge::finding(std::string id, double leak) {
  Symptom symptom;
  symptom.probe_id = "probe." + id;
  symptom.id = std::move(id);
  symptom.leak = leak;
  knowledge.findings.push_back(std::move(symptom));
  return *this;
}

WeighedKnowledge& WeighedKnowledge::link(const std::string& fault,
                                         const std::string& finding,
                                         double probability) {
  auto& links = knowledge.links;
  links.push_back(
      {place_of_fault(fault), place_of_finding(finding), probability});
  std::sort(links.begin(), links.end(), [](const auto& a, const auto& b) {
    return a.fault != b.fault ? a.fault < b.fault : a.finding < b.finding;
  });
  return *this;
}

WeighedKnowledge& WeighedKnowledge::gate(const std::string& finding,
                                         std::string ladder,
                                         const std::string& fault,
                                         double probability) {
  Gate gate{};
  gate.id = finding;
  gate.ladder = std::move(ladder);
  gate.probe_id = "probe." + finding;
  gate.rules = {{finding, fault, probability}};
  knowledge.gates.push_back(std::move(gate));
  return *this;
}

unsigned WeighedKnowledge::place_of_fault(const std::string& id) const {
  return place_of(knowledge.faults, id);
}

unsigned WeighedKnowledge::place_of_finding(const std::string& id) const {
  return place_of(knowledge.findings, id);
}

}  // namespace soundcheck::test
