#pragma once

#include <catch2/catch.hpp>

#include "probes/firmware/slots.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

namespace soundcheck::test {

class FakeSlots final : public Slots {
 public:
  explicit FakeSlots(Result<SlotsState> state) : state_(std::move(state)) {}
  Task<SlotsState> state() override { co_return state_; }

 private:
  Result<SlotsState> state_;
};

inline Result<Verdict> check(Result<SlotsState> state) {
  FakeSlots slots(std::move(state));
  Steps progress;
  return run(firmware::check_slots(slots, Profile::Slots(), progress));
}

inline Slot slot(std::string name, unsigned attempts_left) {
  Slot made;
  made.name = std::move(name);
  made.bootable = true;
  made.attempts_left = attempts_left;
  made.boot_state = attempts_left > 0 ? BootState::good : BootState::bad;
  made.status = SlotStatus::ok;
  return made;
}

/// RAUC and U-Boot; A runs, was wanted and confirmed.
inline SlotsState healthy() {
  SlotsState state;
  state.booted = state.wanted = state.primary = "A";
  state.slots = {slot("A", 3), slot("B", 3)};
  state.bootloader = "uboot";
  state.full_attempts = 3;
  state.environment = BootEnvironment{2, 0, 0};
  state.status_age_s = 86'400;
  state.uptime_s = 7200;
  return state;
}

inline const std::vector<std::string> all_findings = {
    "firmware.rolled_back",      "firmware.fallback_bad",
    "firmware.update_stuck",     "firmware.boot_unconfirmed",
    "firmware.boot_env_damaged", "firmware.boot_env_lost"};

/// Nothing but this is present.
inline void only(const Verdict& verdict, const std::string& id) {
  for (const auto& other : all_findings) {
    INFO(other << ": " << finding(verdict, other).evidence);
    CHECK((presence(verdict, other) == Presence::present) == (other == id));
  }
  CHECK(verdict.outcome == Outcome::failed);
  CHECK(verdict.summary == finding(verdict, id).evidence);
}

}  // namespace soundcheck::test
