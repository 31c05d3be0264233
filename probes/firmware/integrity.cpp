#include "probes/firmware/integrity.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/firmware/integrity_rules.hpp"

namespace soundcheck::firmware {

namespace {

constexpr auto* fallback_damaged = "firmware.fallback_slot_damaged";
constexpr auto* system_corrupt = "firmware.system_corrupt";

struct Known {
  Result<SlotsState> state;
  Result<std::vector<SlotVerification>> verifications;
  std::vector<VerityDevice> devices;
};

/// Empty where something can be told.
std::string why_unsupported(const Known& known) {
  if (!known.devices.empty())
    return {};
  if (!known.state)
    return known.state.error().code == Errc::unsupported
               ? known.state.error().what + "; nor is there dm-verity"
               : std::string();
  const auto& slots = known.state->slots;
  if (std::none_of(slots.begin(), slots.end(), is_recorded))
    return "the updater recorded no checksum, nor is there dm-verity";
  return known.verifications ? std::string() : known.verifications.error().what;
}

void measure(const std::vector<SlotContentState>& slots, Verdict& verdict) {
  const auto add = [&verdict](std::string_view what,
                              const SlotContentState& one, double value,
                              const char* unit) {
    verdict.measurements.push_back(
        {measurement_name(what, one.slot->name), value, unit});
  };
  constexpr double hour_s = 3600;
  for (const auto& one : slots) {
    const auto* seen = one.verification;
    if (!seen || !is_recorded(*one.slot))
      continue;
    const bool whole =
        seen->verdict != SlotVerification::Verdict::none && !seen->read_percent;
    add("verified", one, whole ? 100 : seen->read_percent.value_or(0), "%");
    if (seen->age_s)
      add("verified_ago", one, *seen->age_s / hour_s, "h");
  }
}

void add(const char* id,
         SlotAnswer answer,
         Verdict& verdict,
         std::vector<std::string>& untold) {
  auto finding = unknown_finding(id, std::move(answer.evidence));
  finding.presence = answer.presence;
  verdict.findings.push_back(std::move(finding));
  if (answer.untold)
    untold.emplace_back(id);
}

Result<Verdict> verdict_of(const Known& known) {
  if (auto why = why_unsupported(known); !why.empty())
    return Error(Errc::unsupported, std::move(why));
  const auto none = SlotsState();
  const auto nothing = std::vector<SlotVerification>();
  const auto slots =
      content_of(known.state ? *known.state : none,
                 known.verifications ? *known.verifications : nothing);
  auto fallback = judge_fallback_content(slots);
  if (!known.state && known.state.error().code != Errc::unsupported)
    fallback = {Presence::unknown, known.state.error().what};
  Verdict verdict{};
  std::vector<std::string> untold;
  add(fallback_damaged, std::move(fallback), verdict, untold);
  add(system_corrupt, judge_running_system(slots, known.devices), verdict,
      untold);
  measure(slots, verdict);
  verdict.outcome = outcome_of(verdict.findings, untold);
  const auto telling = verdict.outcome == Outcome::passed   ? Presence::absent
                       : verdict.outcome == Outcome::failed ? Presence::present
                                                            : Presence::unknown;
  verdict.summary = evidence_of(verdict.findings, telling);
  return verdict;
}

}  // namespace

Task<Verdict> check_integrity(IntegrityPorts ports, Progress& progress) {
  progress.report(0, "asking for what is known of the slots");
  auto state = co_await ports.slots.state();
  Known known{std::move(state), ports.verifications.slots(), {}};
  auto devices = ports.verity.devices();
  if (devices)
    known.devices = std::move(*devices);
  else
    known.devices = {{"", VerityDevice::State::unknown, devices.error().what}};
  co_return verdict_of(known);
}

}  // namespace soundcheck::firmware
