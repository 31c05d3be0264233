#include "agent/cli/evidence/knowledge_text.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "agent/cli/words.hpp"

namespace soundcheck::cli {

namespace json = boost::json;
using namespace diagnosis;

namespace {

struct Stats {
  std::size_t most_links = 0, least_links = 0, without_rule = 0;
};

std::size_t links_of(const Knowledge& knowledge, std::size_t fault) {
  return static_cast<std::size_t>(
      std::count_if(knowledge.links.begin(), knowledge.links.end(),
                    [&](const auto& link) { return link.fault == fault; }));
}

bool decides(const Knowledge& knowledge, const Symptom& finding) {
  for (const auto& gate : knowledge.gates) {
    for (const auto& rule : gate.rules) {
      if (rule.finding_id == finding.id)
        return true;
    }
  }
  return false;
}

Stats stats_of(const Knowledge& knowledge) {
  Stats stats;
  for (std::size_t i = 0; i < knowledge.faults.size(); ++i) {
    const auto links = links_of(knowledge, i);
    stats.most_links = std::max(stats.most_links, links);
    stats.least_links = i == 0 ? links : std::min(stats.least_links, links);
  }
  for (const auto& finding : knowledge.findings)
    stats.without_rule += decides(knowledge, finding) ? 0 : 1;
  return stats;
}

/// The links of a fault, the strongest first.
std::vector<Link> signs_of(const Knowledge& knowledge, const Fault& fault) {
  const auto place = static_cast<unsigned>(&fault - knowledge.faults.data());
  std::vector<Link> links;
  for (const auto& link : knowledge.links) {
    if (link.fault == place)
      links.push_back(link);
  }
  std::stable_sort(links.begin(), links.end(),
                   [](const auto& a, const auto& b) {
                     return a.probability > b.probability;
                   });
  return links;
}

std::string number(double value) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

json::object json_of(const Text& text) {
  return {{"en", text.en}, {"zh", text.zh}};
}

}  // namespace

std::string stats_text(const Knowledge& knowledge) {
  const auto stats = stats_of(knowledge);
  const auto count = [](std::size_t value) { return std::to_string(value); };
  return "version   " + std::to_string(knowledge.version) + "\nhash      " +
         knowledge.hash + "\nfaults    " + count(knowledge.faults.size()) +
         "\nfindings  " + count(knowledge.findings.size()) + ", " +
         count(stats.without_rule) + " of which name no fault\nremedies  " +
         count(knowledge.remedies.size()) + "\ngates     " +
         count(knowledge.gates.size()) + "\nlinks     " +
         count(knowledge.links.size()) + ", " + count(stats.least_links) +
         " to " + count(stats.most_links) + " of a fault\nunknown   above " +
         number(knowledge.limits.surprise) + " deviations\n";
}

std::string stats_json(const Knowledge& knowledge) {
  const auto stats = stats_of(knowledge);
  return json::serialize(
      json::object{{"version", knowledge.version},
                   {"hash", knowledge.hash},
                   {"faults", knowledge.faults.size()},
                   {"findings", knowledge.findings.size()},
                   {"findings_without_rule", stats.without_rule},
                   {"remedies", knowledge.remedies.size()},
                   {"gates", knowledge.gates.size()},
                   {"links", knowledge.links.size()},
                   {"links_of_a_fault_least", stats.least_links},
                   {"links_of_a_fault_most", stats.most_links},
                   {"surprise_limit", knowledge.limits.surprise}});
}

std::string explain_text(const Knowledge& knowledge,
                         const Fault& fault,
                         Language language) {
  std::string text = pick(fault.title, language) + " (" + fault.id + ", " +
                     fault.code + ")\n  " + pick(fault.owner, language) +
                     "\n  " + pick(fault.expert, language) + "\n  prior " +
                     number(fault.prior) + ", severity " +
                     std::to_string(fault.severity) +
                     (fault.blocks ? ", blocks its ladder" : "") + '\n';
  for (const auto& id : fault.remedy_ids) {
    if (const auto* remedy = knowledge.remedy(id)) {
      text += "  -> " + id + ": " + pick(remedy->owner, language) + '\n';
    }
  }
  for (const auto& link : signs_of(knowledge, fault)) {
    const auto& finding = knowledge.findings[link.finding];
    text += "  " + number(link.probability) + "  " + finding.id + " (" +
            number(finding.leak) +
            " without it): " + pick(finding.title, language) + '\n';
  }
  return text;
}

std::string explain_json(const Knowledge& knowledge, const Fault& fault) {
  json::array links;
  for (const auto& link : signs_of(knowledge, fault)) {
    const auto& finding = knowledge.findings[link.finding];
    links.push_back(json::object{{"finding_id", finding.id},
                                 {"probability", link.probability},
                                 {"leak", finding.leak}});
  }
  json::array remedies;
  for (const auto& id : fault.remedy_ids)
    remedies.emplace_back(id);
  return json::serialize(json::object{{"fault_id", fault.id},
                                      {"code", fault.code},
                                      {"severity", fault.severity},
                                      {"prior", fault.prior},
                                      {"blocks", fault.blocks},
                                      {"title", json_of(fault.title)},
                                      {"owner", json_of(fault.owner)},
                                      {"expert", json_of(fault.expert)},
                                      {"remedy_ids", remedies},
                                      {"links", links}});
}

}  // namespace soundcheck::cli
