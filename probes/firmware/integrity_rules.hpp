#pragma once

#include "probes/board/slot_verification.hpp"
#include "probes/board/slots.hpp"
#include "probes/board/verity.hpp"
#include "probes/firmware/slot_rules.hpp"

namespace soundcheck::firmware {

/// What is known of one slot of now.
struct SlotContentState {
  const Slot* slot = nullptr;
  bool running = false;
  /// Null: nobody has looked at it since the updater recorded what it holds.
  const SlotVerification* verification = nullptr;
};

/// Whether the updater recorded what the slot holds.
bool is_recorded(const Slot& slot);

/// The slots that the boot loader chooses between; both arguments outlive the
/// answer.
std::vector<SlotContentState> content_of(
    const SlotsState& state,
    const std::vector<SlotVerification>& verifications);

// The two rules of integrity.hpp.
SlotAnswer judge_fallback_content(const std::vector<SlotContentState>& slots);
SlotAnswer judge_running_system(const std::vector<SlotContentState>& slots,
                                const std::vector<VerityDevice>& devices);

}  // namespace soundcheck::firmware
