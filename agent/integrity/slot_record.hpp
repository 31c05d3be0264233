#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/slot_content.hpp"
#include "probes/board/slot_verification.hpp"

namespace soundcheck {

/// What the updater recorded of a slot. Another one is another content.
struct SlotKey {
  std::string slot;
  std::string device;
  std::string sha256;
  std::uint64_t size_bytes = 0;
  std::optional<std::int64_t> installed_unix_s;

  friend bool operator==(const SlotKey&, const SlotKey&) = default;
};

/// What is known of that content.
struct SlotRecord {
  SlotKey key;
  SlotVerification::Verdict verdict = SlotVerification::Verdict::none;
  std::optional<std::uint64_t> damaged_at;
  std::optional<std::int64_t> judged_unix_s;  ///< by a clock to be trusted
  std::vector<std::uint64_t> good_marks;      ///< of the last intact reading
  // The reading under way.
  HashState state;
  std::vector<std::uint64_t> marks;

  friend bool operator==(const SlotRecord&, const SlotRecord&) = default;
};

/// Of the larger slots the first 4 GiB have marks, so that neither file nor
/// memory grows with them.
constexpr std::size_t max_slot_marks = 4096;

/// A file of all of them, with a checksum at its end.
std::string encode_slot_records(const std::vector<SlotRecord>& records);

/// Errors: parse ("FILE: ..."), for whatever encode_slot_records() would not
/// have written.
Result<std::vector<SlotRecord>> decode_slot_records(std::string_view bytes,
                                                    std::string_view file);

/// The same without the checksum: what the fuzzer wants to get past.
Result<std::vector<SlotRecord>> decode_slot_records_body(std::string_view body,
                                                         std::string_view file);

}  // namespace soundcheck
