#include "probes/firmware/slots.hpp"

#include "probes/findings.hpp"
#include "probes/firmware/boot_environment.hpp"
#include "probes/firmware/slot_rules.hpp"

namespace soundcheck::firmware {

namespace {

struct Rule {
  const char* finding;
  SlotAnswer (*judge)(const SlotsState&, const Profile::Slots&);
};

constexpr Rule rules[] = {
    {"firmware.rolled_back", judge_wanted_slot},
    {"firmware.fallback_bad", judge_other_slots},
    {"firmware.update_stuck", judge_update},
    {"firmware.boot_unconfirmed", judge_confirmed},
    {"firmware.boot_env_damaged", judge_damaged},
    {"firmware.boot_env_lost", judge_lost},
};

/// See slots.hpp for what the numbers mean.
std::optional<double> written(SlotStatus status) {
  switch (status) {
    case SlotStatus::unknown:
      return std::nullopt;
    case SlotStatus::failed:
      return 0;
    case SlotStatus::pending:
      return 1;
    case SlotStatus::ok:
      return 2;
  }
  return std::nullopt;
}

void measure(const SlotsState& state, Verdict& verdict) {
  const auto add = [&verdict](std::string name, double value,
                              const char* unit = "") {
    verdict.measurements.push_back({std::move(name), value, unit});
  };
  const auto count = [&add](std::string name, std::uint64_t value) {
    add(std::move(name), static_cast<double>(value), "count");
  };
  for (const auto& slot : state.slots) {
    const auto of = [&slot](const char* what) {
      return measurement_name(what, slot.name);
    };
    if (slot.attempts_left)
      count(of("attempts_left"), *slot.attempts_left);
    if (!slot.bootable)
      continue;
    if (slot.name == state.booted)
      add(of("running"), 1);
    if (slot.name == state.primary)
      add(of("next"), 1);
    if (slot.boot_state != BootState::unknown)
      add(of("good"), slot.boot_state == BootState::good ? 1 : 0);
    if (const auto value = written(slot.status))
      add(of("written"), *value);
    if (slot.installed_unix_s)
      add(of("installed"), static_cast<double>(*slot.installed_unix_s),
          "unix_s");
  }
  if (state.full_attempts)
    count("attempts_full", *state.full_attempts);
  if (state.environment) {
    count("boot_env_copies", state.environment->copies);
    count("boot_env_wrong", state.environment->wrong);
  }
}

std::string healthy(const SlotsState& state) {
  auto text = state.booted.empty() ? std::string("the running slot is not told")
                                   : "slot " + state.booted + " runs";
  for (const auto& slot : state.slots) {
    if (slot.name != state.booted && slot.boot_state == BootState::good)
      text += ", " + slot.name +
              (slot.name == state.primary ? " starts next" : " can take over");
  }
  if (state.environment && state.environment->wrong == 0)
    text += ", the boot environment is sound";
  return text;
}

Verdict verdict_of(const SlotsState& state, const Profile::Slots& limits) {
  Verdict verdict{};
  std::vector<std::string> untold;
  for (const auto& rule : rules) {
    auto answer = rule.judge(state, limits);
    auto finding = unknown_finding(rule.finding, std::move(answer.evidence));
    finding.presence = answer.presence;
    verdict.findings.push_back(std::move(finding));
    if (answer.untold)
      untold.emplace_back(rule.finding);
  }
  measure(state, verdict);
  verdict.outcome = outcome_of(verdict.findings, untold);
  if (verdict.outcome == Outcome::passed)
    verdict.summary = healthy(state);
  else
    verdict.summary =
        evidence_of(verdict.findings, verdict.outcome == Outcome::failed
                                          ? Presence::present
                                          : Presence::unknown);
  return verdict;
}

}  // namespace

Task<Verdict> check_slots(Slots& slots,
                          Profile::Slots limits,
                          Progress& progress) {
  progress.report(0, "reading the slots");
  const auto state = co_await slots.state();
  if (!state)
    co_return state.error().during("reading the slots");
  co_return verdict_of(*state, limits);
}

}  // namespace soundcheck::firmware
