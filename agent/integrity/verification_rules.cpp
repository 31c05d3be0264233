#include "agent/integrity/verification_rules.hpp"

#include <algorithm>

#include "agent/hex.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

using Verdict = SlotVerification::Verdict;

constexpr std::chrono::seconds look_again_after = 6h;

bool same_hex(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return x == y || (x >= 'A' && x <= 'F' && x - 'A' + 'a' == y);
  });
}

/// Why nothing can be held against this slot; empty when something can.
std::string why_not(const Slot& slot, const SlotsState& state) {
  if (state.booted.empty())
    return "which slot runs is not known";
  if (slot.status == SlotStatus::pending)
    return "it is being written, or was left half-written";
  if (slot.status == SlotStatus::failed)
    return "its installation failed";
  if (slot.sha256.size() != 2 * Sha256().size() ||
      slot.size_bytes.value_or(0) == 0)
    return "the updater recorded no checksum";
  if (!slot.device.starts_with('/'))
    return "its device is not known";
  return {};
}

std::optional<std::uint64_t> first_difference(
    const std::vector<std::uint64_t>& good,
    const std::vector<std::uint64_t>& bad) {
  const auto size = std::min(good.size(), bad.size());
  for (std::size_t i = 0; i < size; ++i) {
    if (good[i] != bad[i])
      return i * slot_chunk_bytes;
  }
  return std::nullopt;
}

}  // namespace

std::vector<KnownSlot> matched(const SlotsState& state,
                               std::vector<KnownSlot> known) {
  std::vector<KnownSlot> slots;
  for (const auto& slot : state.slots) {
    if (!slot.bootable)
      continue;
    const SlotKey key{slot.name, slot.device, slot.sha256,
                      slot.size_bytes.value_or(0), slot.installed_unix_s};
    const auto same = std::find_if(
        known.begin(), known.end(),
        [&key](const KnownSlot& one) { return one.record.key == key; });
    auto& now = slots.emplace_back();
    if (same != known.end())
      now = std::move(*same);
    now.record.key = key;
    now.running = slot.name == state.booted;
    auto why = why_not(slot, state);
    const bool readable = why.empty();
    // Why it could not be read stands until that is tried again.
    if (!readable || !now.readable)
      now.why_not = std::move(why);
    now.readable = readable;
  }
  return slots;
}

void advance(KnownSlot& slot, SlotStretch stretch) {
  auto& record = slot.record;
  record.state = stretch.state;
  for (const auto mark : stretch.marks) {
    if (record.marks.size() < max_slot_marks)
      record.marks.push_back(mark);
  }
  slot.why_not = std::move(stretch.held_up_by);
  slot.cannot = false;
  if (stretch.end == SlotStretch::End::whole)
    slot.read_hash = stretch.hash;
}

void judge(KnownSlot& slot,
           const std::optional<Sha256>& hash,
           std::uint64_t lost_at,
           const VerificationTime& now) {
  auto& record = slot.record;
  record.damaged_at.reset();
  if (!hash) {
    record.verdict = Verdict::lost;
    record.damaged_at = lost_at;
  } else if (same_hex(record.key.sha256, hex_of(*hash))) {
    record.verdict = Verdict::intact;
    record.good_marks = std::move(record.marks);
  } else {
    record.verdict = Verdict::damaged;
    record.damaged_at = first_difference(record.good_marks, record.marks);
  }
  record.judged_unix_s = now.wall_unix_s;
  record.state = HashState();
  record.marks.clear();
  slot.read_hash.reset();
  slot.judged_at = now.monotonic;
}

std::optional<double> age_s(const KnownSlot& slot,
                            const VerificationTime& now) {
  if (slot.judged_at)
    return std::chrono::duration<double>(now.monotonic - *slot.judged_at)
        .count();
  const auto judged = slot.record.judged_unix_s;
  if (!judged || !now.wall_unix_s || *now.wall_unix_s < *judged)
    return std::nullopt;
  return static_cast<double>(*now.wall_unix_s - *judged);
}

bool is_due(const KnownSlot& slot,
            std::chrono::seconds period,
            const VerificationTime& now) {
  const auto& record = slot.record;
  if (!slot.readable || slot.not_before > now.monotonic)
    return false;
  if (record.verdict == Verdict::none || record.state.bytes > 0)
    return true;
  const bool broken = record.verdict != Verdict::intact;
  const auto wait = broken ? std::min(period, look_again_after) : period;
  // Where no clock tells, at least so long ago.
  const std::chrono::duration<double> run = now.monotonic - now.started;
  return age_s(slot, now).value_or(run.count()) >=
         std::chrono::duration<double>(wait).count();
}

}  // namespace soundcheck
