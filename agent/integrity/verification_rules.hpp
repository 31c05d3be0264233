#pragma once

#include <chrono>
#include <functional>

#include "agent/integrity/slot_record.hpp"
#include "probes/board/slots.hpp"

namespace soundcheck {

/// A slot as the verifier knows it at present.
struct KnownSlot {
  SlotRecord record;
  bool running = false;
  bool readable = false;  ///< as far as the updater tells
  std::string why_not;    ///< it is not, or could not be, read; else empty
  /// It was read to its end: its hash. What the updater recorded must not have
  /// changed meanwhile, or it means nothing.
  std::optional<Sha256> read_hash;
  bool cannot = false;  ///< of its kind it is never read
  /// It could not be read; before this Clock::monotonic() it is not tried
  /// again.
  std::chrono::milliseconds not_before{};
  /// Clock::monotonic() of a verdict of this run.
  std::optional<std::chrono::milliseconds> judged_at;
};

/// What time it is.
struct VerificationTime {
  std::chrono::milliseconds monotonic{};
  std::chrono::milliseconds started{};      ///< monotonic, when the daemon did
  std::optional<std::int64_t> wall_unix_s;  ///< when it can be trusted
};

/// The slots that the board has now, with what is known of their present
/// content; what was known of an earlier content is dropped, and with it a
/// reading half-way.
std::vector<KnownSlot> matched(const SlotsState& state,
                               std::vector<KnownSlot> known);

/// Takes a stretch into account.
void advance(KnownSlot& slot, SlotStretch stretch);

/// The verdict on a slot that was read to its end. `hash`: of all of it, or
/// nothing, where its medium did not give what lies at `lost_at`.
void judge(KnownSlot& slot,
           const std::optional<Sha256>& hash,
           std::uint64_t lost_at,
           const VerificationTime& now);

std::optional<double> age_s(const KnownSlot& slot, const VerificationTime& now);

/// Whether it should be read now: it can be, and was begun, never read to its
/// end, or not for a period. What is damaged is looked at again sooner, as a
/// flash that misread once must not be called broken for a week.
bool is_due(const KnownSlot& slot,
            std::chrono::seconds period,
            const VerificationTime& now);

}  // namespace soundcheck
