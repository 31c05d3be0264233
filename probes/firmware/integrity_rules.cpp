#include "probes/firmware/integrity_rules.hpp"

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

using Verdict = SlotVerification::Verdict;

std::string mebibytes(std::uint64_t bytes) {
  constexpr std::uint64_t mebibyte = std::uint64_t{1024} * 1024;
  return std::to_string(bytes / mebibyte) + " MiB";
}

std::string damage(const SlotVerification& slot) {
  const auto name = "slot " + slot.slot;
  if (slot.verdict == Verdict::lost)
    return name + " cannot be read at " +
           mebibytes(slot.damaged_at.value_or(0));
  return name + " is not what was installed, " +
         (slot.damaged_at
              ? "first in the MiB at " + mebibytes(*slot.damaged_at)
              : "where is not known: it was never read while intact");
}

SlotAnswer not_read(const SlotContentState& one) {
  auto text = "slot " + one.slot->name;
  if (!is_recorded(*one.slot)) {
    text += ": the updater recorded no checksum";
    return {Presence::unknown, std::move(text), true};
  }
  text += " was not read to its end yet";
  const auto* seen = one.verification;
  if (seen && seen->read_percent)
    text += ", but to " + decimal(*seen->read_percent, 0) + " %";
  if (seen && !seen->why_not.empty())
    text += ": " + seen->why_not;
  // Some are of a kind that cannot be compared.
  return {Presence::unknown, std::move(text), seen && seen->cannot};
}

SlotAnswer judge_slot(const SlotContentState& one) {
  const auto* seen = one.verification;
  if (!seen || seen->verdict == Verdict::none)
    return not_read(one);
  if (seen->verdict != Verdict::intact)
    return {Presence::present, damage(*seen)};
  constexpr double hour_s = 3600;
  auto text = "slot " + seen->slot + " was read and is intact";
  if (seen->age_s)
    text += ", " + decimal(*seen->age_s / hour_s) + " h ago";
  return {Presence::absent, std::move(text)};
}

SlotAnswer judge_device(const VerityDevice& device) {
  const auto name = "dm-verity " + device.name;
  switch (device.state) {
    case VerityDevice::State::intact:
      return {Presence::absent, name + " met no wrong block"};
    case VerityDevice::State::corrupt:
      return {Presence::present, name + " met a wrong block"};
    case VerityDevice::State::unknown:
      break;
  }
  return {Presence::unknown, name + ": " + device.why_unknown};
}

/// What several answers to one question come to: that of the first kind there
/// is, of damage, of what should be known and is not, of health, of what nobody
/// can tell.
SlotAnswer worst_of(const std::vector<SlotAnswer>& answers,
                    std::string nothing) {
  const auto rank = [](const SlotAnswer& answer) {
    if (answer.presence == Presence::present)
      return 0;
    if (answer.presence == Presence::unknown)
      return answer.untold ? 3 : 1;
    return 2;
  };
  for (int wanted = 0; wanted <= 3; ++wanted) {
    SlotAnswer sum;
    for (const auto& answer : answers) {
      if (rank(answer) != wanted)
        continue;
      const auto before = sum.evidence.empty() ? "" : sum.evidence + "; ";
      sum = {answer.presence, before + answer.evidence, answer.untold};
    }
    if (!sum.evidence.empty())
      return sum;
  }
  return {Presence::unknown, std::move(nothing), true};
}

}  // namespace

bool is_recorded(const Slot& slot) {
  return !slot.sha256.empty() && slot.size_bytes.value_or(0) > 0;
}

std::vector<SlotContentState> content_of(
    const SlotsState& state,
    const std::vector<SlotVerification>& verifications) {
  std::vector<SlotContentState> slots;
  for (const auto& slot : state.slots) {
    if (!slot.bootable)
      continue;
    SlotContentState one{&slot, slot.name == state.booted, nullptr};
    for (const auto& seen : verifications) {
      if (seen.slot == slot.name && seen.sha256 == slot.sha256 &&
          seen.installed_unix_s == slot.installed_unix_s)
        one.verification = &seen;
    }
    slots.push_back(one);
  }
  return slots;
}

SlotAnswer judge_fallback_content(const std::vector<SlotContentState>& slots) {
  std::vector<SlotAnswer> answers;
  for (const auto& one : slots) {
    if (!one.running)
      answers.push_back(judge_slot(one));
  }
  return worst_of(answers, "there is no slot to fall back to");
}

SlotAnswer judge_running_system(const std::vector<SlotContentState>& slots,
                                const std::vector<VerityDevice>& devices) {
  std::vector<SlotAnswer> answers;
  answers.reserve(devices.size() + slots.size());
  for (const auto& device : devices)
    answers.push_back(judge_device(device));
  for (const auto& one : slots) {
    if (one.running)
      answers.push_back(judge_slot(one));
  }
  return worst_of(answers, "nothing here guards the system");
}

}  // namespace soundcheck::firmware
