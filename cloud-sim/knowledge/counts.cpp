#include "cloud-sim/knowledge/counts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace soundcheck::cloud {
namespace {

/// Seen and missed.
struct Count {
  std::int64_t present = 0, absent = 0;
};

struct Tally {
  std::int64_t cases = 0;
  std::set<std::string> speakers;
  std::map<std::string, Count> findings;
};

/// As a speaker reads a fault without one; see knowledge.proto.
double prior_of(const v1::FaultText& fault) {
  if (fault.prior() != 0)
    return fault.prior();
  switch (fault.severity()) {
    case v1::SEVERITY_UNSPECIFIED:
    case v1::SEVERITY_S1:
      return 0.004;
    case v1::SEVERITY_S2:
      return 0.006;
    default:
      return 0.01;
  }
}

std::map<std::string, Tally> tally_of(const v1::KnowledgeBase& base,
                                      const std::vector<Lesson>& lessons,
                                      Proposal& proposal) {
  std::map<std::string, Tally> tallies;
  for (const auto& fault : base.faults())
    tallies[fault.id()];
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const auto& lesson : lessons) {
    if (!seen.emplace(lesson.device, lesson.fault_id, lesson.source).second)
      continue;
    const auto found = tallies.find(lesson.fault_id);
    if (found == tallies.end()) {
      ++proposal.ignored;
      continue;
    }
    ++proposal.cases;
    auto& tally = found->second;
    ++tally.cases;
    tally.speakers.insert(lesson.device);
    for (const auto& id : lesson.present)
      ++tally.findings[id].present;
    for (const auto& id : lesson.absent)
      ++tally.findings[id].absent;
  }
  return tallies;
}

void update_links(v1::KnowledgeBase& base,
                  std::map<std::string, Tally>& tallies,
                  std::vector<LinkChange>& changes) {
  for (auto& link : *base.mutable_links()) {
    if (std::cmp_greater_equal(link.fault(), base.faults_size()) ||
        std::cmp_greater_equal(link.finding(), base.findings_size()))
      continue;
    const auto& fault_id = base.faults(static_cast<int>(link.fault())).id();
    const auto& finding_id =
        base.findings(static_cast<int>(link.finding())).id();
    const auto count = tallies[fault_id].findings[finding_id];
    const auto after =
        updated_per_mille(link.per_mille(), count.present, count.absent);
    if (count.present + count.absent == 0 || after == link.per_mille())
      continue;
    changes.push_back({fault_id, finding_id, link.per_mille(), after,
                       count.present, count.absent});
    link.set_per_mille(after);
  }
}

/// Within 0.001..0.999, to four places; one without a case never rises.
double updated_prior(double before,
                     double sum,
                     std::int64_t cases,
                     std::int64_t all) {
  const double share = (pseudo_cases * before / sum + double(cases)) /
                       (pseudo_cases + double(all));
  const double after = std::round(share * sum * 1e4) / 1e4;
  return std::clamp(after, cases > 0 ? 0.001 : std::min(before, 0.001), 0.999);
}

void update_priors(v1::KnowledgeBase& base,
                   const std::map<std::string, Tally>& tallies,
                   std::int64_t all,
                   std::vector<PriorChange>& changes) {
  double sum = 0;
  for (const auto& fault : base.faults())
    sum += prior_of(fault);
  for (auto& fault : *base.mutable_faults()) {
    const auto& tally = tallies.at(fault.id());
    const auto before = prior_of(fault);
    const auto after = updated_prior(before, sum, tally.cases, all);
    if (after == before)
      continue;
    changes.push_back({fault.id(), before, after, tally.cases,
                       static_cast<std::int64_t>(tally.speakers.size())});
    fault.set_prior(after);
  }
  std::ranges::stable_sort(
      changes, [](const auto& a, const auto& b) { return a.cases > b.cases; });
}

}  // namespace

std::uint32_t updated_per_mille(std::uint32_t per_mille,
                                std::int64_t present,
                                std::int64_t absent) {
  const double mean = (pseudo_cases * per_mille / 1000 + double(present)) /
                      (pseudo_cases + double(present + absent));
  return static_cast<std::uint32_t>(
      std::clamp(std::lround(mean * 1000), 1L, 999L));
}

Proposal propose(v1::KnowledgeBase base, const std::vector<Lesson>& lessons) {
  Proposal proposal;
  auto tallies = tally_of(base, lessons, proposal);
  base.set_version(base.version() + 1);
  if (proposal.cases > 0) {
    update_links(base, tallies, proposal.links);
    update_priors(base, tallies, proposal.cases, proposal.priors);
  }
  proposal.base = std::move(base);
  return proposal;
}

}  // namespace soundcheck::cloud
