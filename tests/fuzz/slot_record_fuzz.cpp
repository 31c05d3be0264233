// The memory of slots that were read half-way. The first byte of an input
// chooses what the rest is:
//   even   the file, as anybody could have written it
//   odd    what its checksum is right of
#include <cstdint>
#include <string_view>

#include "agent/integrity/slot_record.hpp"
#include "agent/integrity/verification_rules.hpp"
#include "tests/fuzz/probes/answered.hpp"

namespace {

using namespace soundcheck;
using fuzz::answered;
using fuzz::require;

constexpr std::size_t checksum_bytes = 32;

/// Whatever is believed can be gone on from, and would be written the same.
void take(const std::vector<SlotRecord>& records, std::string_view body) {
  const auto again = encode_slot_records(records);
  require(again.substr(0, again.size() - checksum_bytes) == body);
  for (const auto& record : records) {
    require(record.state.bytes % slot_chunk_bytes == 0);
    require(record.state.bytes == 0 ||
            record.state.bytes < record.key.size_bytes);
    KnownSlot slot;
    slot.record = record;
    judge(slot, Sha256(), 0, {});
    require(!slot.record.damaged_at ||
            *slot.record.damaged_at / slot_chunk_bytes < max_slot_marks);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  const bool whole = data[0] % 2 == 0;
  const auto records = whole ? decode_slot_records(rest, "f")
                             : decode_slot_records_body(rest, "f");
  if (answered(records))
    take(*records, whole ? rest.substr(0, rest.size() - checksum_bytes) : rest);
  return 0;
}
