#include "probes/firmware/boot_environment.hpp"

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

SlotAnswer unread(const SlotsState& state) {
  if (state.environment_unread.empty())
    return {Presence::unknown, "there is no boot environment to be read", true};
  return {Presence::unknown, state.environment_unread};
}

}  // namespace

SlotAnswer judge_lost(const SlotsState& state, const Profile::Slots&) {
  if (!state.environment)
    return unread(state);
  const auto& [copies, wrong, blank] = *state.environment;
  if (wrong < copies)
    return {Presence::absent, "the boot environment can be read"};
  // So it leaves the factory where nothing depends on it.
  if (blank == copies && state.bootloader != "uboot")
    return {Presence::unknown, "the boot environment was never written", true};
  return {Presence::present, "no copy of the boot environment is right"};
}

SlotAnswer judge_damaged(const SlotsState& state,
                         const Profile::Slots& limits) {
  if (!state.environment)
    return unread(state);
  const auto& [copies, wrong, blank] = *state.environment;
  // Where nothing is lost, a blank copy is merely not written yet.
  const bool damaged =
      wrong > blank || judge_lost(state, limits).presence == Presence::present;
  auto text = std::to_string(wrong) + " of " + std::to_string(copies) +
              " copies of the boot environment with a wrong CRC";
  if (blank > 0)
    text += ", " + std::to_string(blank) + " blank";
  return {presence_if(damaged), std::move(text)};
}

}  // namespace soundcheck::firmware
