#include "probes/findings.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace soundcheck {

namespace {

constexpr std::size_t max_evidence_bytes = 200;

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

std::string shortened(std::string evidence) {
  constexpr std::string_view dots = "...";
  if (evidence.size() <= max_evidence_bytes)
    return evidence;
  auto end = max_evidence_bytes - dots.size();
  while (end > 0 && continues_character(evidence[end]))
    --end;
  evidence.resize(end);
  evidence += dots;
  return evidence;
}

}  // namespace

void add_to_list(std::string& list,
                 std::string_view item,
                 std::string_view gap) {
  if (!list.empty())
    list += gap;
  list += item;
}

void Sightings::bad(const std::string& what) {
  add_to_list(bad_, what);
}

void Sightings::fine(const std::string& what) {
  add_to_list(fine_, what);
}

void Sightings::unclear(const std::string& what) {
  add_to_list(unclear_, what);
}

Finding Sightings::finding(std::string id,
                           const std::string& limit,
                           std::string when_none) const {
  if (!bad_.empty())
    return judged(std::move(id), true, bad_ + limit);
  if (!unclear_.empty())
    return unknown_finding(std::move(id), unclear_);
  if (fine_.empty())
    return unknown_finding(std::move(id), std::move(when_none));
  return judged(std::move(id), false, fine_ + limit);
}

Presence presence_if(bool present) {
  return present ? Presence::present : Presence::absent;
}

Finding judged(std::string id, bool present, std::string evidence) {
  return {std::move(id), presence_if(present), shortened(std::move(evidence))};
}

Finding unknown_finding(std::string id, std::string why) {
  return {std::move(id), Presence::unknown, shortened(std::move(why))};
}

Outcome outcome_of(const std::vector<Finding>& findings,
                   const std::vector<std::string>& may_be_unknown) {
  const auto present = [](const Finding& finding) {
    return finding.presence == Presence::present;
  };
  const auto missing = [&may_be_unknown](const Finding& finding) {
    return finding.presence == Presence::unknown &&
           std::find(may_be_unknown.begin(), may_be_unknown.end(),
                     finding.id) == may_be_unknown.end();
  };
  if (std::any_of(findings.begin(), findings.end(), present))
    return Outcome::failed;
  if (std::any_of(findings.begin(), findings.end(), missing))
    return Outcome::inconclusive;
  return Outcome::passed;
}

std::string evidence_of(const std::vector<Finding>& findings,
                        Presence presence) {
  std::string text;
  for (const auto& finding : findings) {
    if (finding.presence == presence)
      text += (text.empty() ? "" : "; ") + finding.evidence;
  }
  return text;
}

std::string decimal(double value, int digits) {
  // Not std::to_chars(), whose tables for this take 130 kB of a small program.
  std::array<char, 64> text;
  const int size =
      std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  if (size < 0 || static_cast<std::size_t>(size) >= text.size())
    return "a huge number";
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string measurement_name(std::string_view what, std::string_view of_which) {
  std::string name(what);
  const auto stem = name.size();
  bool gap = true;
  for (const char c : of_which) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word && gap)
      name += '_';
    if (word)
      name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    gap = !word;
  }
  if (name.size() == stem)
    name += "_root";
  return name;
}

}  // namespace soundcheck
