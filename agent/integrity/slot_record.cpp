#include "agent/integrity/slot_record.hpp"

#include <algorithm>
#include <array>
#include <openssl/sha.h>

namespace soundcheck {

namespace {

using Verdict = SlotVerification::Verdict;

// The last digit is the version of what follows.
constexpr std::string_view magic = "soundcheck slots 1\n";
constexpr std::size_t max_records = 16;
constexpr std::size_t max_text_bytes = 255;
constexpr std::size_t checksum_bytes = SHA256_DIGEST_LENGTH;

std::string checksum(std::string_view body) {
  std::array<unsigned char, checksum_bytes> hash;
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(),
         hash.data());
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// Little-endian numbers, and texts with their length before them.
class Writer {
 public:
  void number(std::uint64_t value, unsigned bytes = 8) {
    for (unsigned i = 0; i < bytes; ++i)
      out_ += static_cast<char>(value >> 8 * i & 0xff);
  }
  void text(std::string_view text) {
    number(std::min(text.size(), max_text_bytes), 1);
    out_ += text.substr(0, max_text_bytes);
  }
  void maybe(std::optional<std::uint64_t> value) {
    number(value.has_value() ? 1 : 0, 1);
    number(value.value_or(0));
  }
  void marks(const std::vector<std::uint64_t>& marks) {
    number(marks.size(), 4);
    for (const auto mark : marks)
      number(mark);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_{magic};
};

/// What Writer wrote; good() tells afterwards whether it was all there.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  std::uint64_t number(unsigned bytes = 8) {
    std::uint64_t value = 0;
    const auto raw = take(bytes);
    for (std::size_t i = raw.size(); i-- > 0;)
      value = value << 8 | static_cast<unsigned char>(raw[i]);
    return value;
  }
  std::string text() {
    const auto size = static_cast<std::size_t>(number(1));
    return std::string(take(size));
  }
  std::optional<std::uint64_t> maybe() {
    const auto there = number(1);
    const auto value = number();
    good_ &= there == 1 || (there == 0 && value == 0);
    return there == 1 ? std::optional(value) : std::nullopt;
  }
  std::vector<std::uint64_t> marks() {
    const auto count = number(4);
    good_ &= count <= max_slot_marks && count * 8 <= rest_.size();
    std::vector<std::uint64_t> marks(good_ ? count : 0);
    for (auto& mark : marks)
      mark = number();
    return marks;
  }
  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    good_ &= size <= rest_.size();
    if (!good_)
      return {};
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool good_ = true;
};

void write(Writer& out, const SlotRecord& record) {
  out.text(record.key.slot);
  out.text(record.key.device);
  out.text(record.key.sha256);
  out.number(record.key.size_bytes);
  out.maybe(record.key.installed_unix_s);
  out.number(static_cast<std::uint64_t>(record.verdict), 1);
  out.maybe(record.damaged_at);
  out.maybe(record.judged_unix_s);
  out.marks(record.good_marks);
  for (const auto word : record.state.h)
    out.number(word, 4);
  out.number(record.state.bytes);
  out.marks(record.marks);
}

std::optional<std::int64_t> time_of(std::optional<std::uint64_t> number) {
  return number ? std::optional(static_cast<std::int64_t>(*number))
                : std::nullopt;
}

SlotRecord read(Reader& in) {
  SlotRecord record;
  record.key.slot = in.text();
  record.key.device = in.text();
  record.key.sha256 = in.text();
  record.key.size_bytes = in.number();
  record.key.installed_unix_s = time_of(in.maybe());
  record.verdict = static_cast<Verdict>(in.number(1));
  record.damaged_at = in.maybe();
  record.judged_unix_s = time_of(in.maybe());
  record.good_marks = in.marks();
  for (auto& word : record.state.h)
    word = static_cast<std::uint32_t>(in.number(4));
  record.state.bytes = in.number();
  record.marks = in.marks();
  return record;
}

/// A state that no reading can have come to would be gone on from for ever, or
/// to a verdict.
bool makes_sense(const SlotRecord& record) {
  const auto& state = record.state;
  const auto chunks = state.bytes / slot_chunk_bytes;
  const bool begun = state.bytes > 0 || state == HashState();
  const auto verdict = static_cast<unsigned>(record.verdict);
  return begun && state.bytes % slot_chunk_bytes == 0 &&
         (state.bytes == 0 || state.bytes < record.key.size_bytes) &&
         record.marks.size() ==
             std::min<std::uint64_t>(chunks, max_slot_marks) &&
         verdict <= static_cast<unsigned>(Verdict::lost);
}

Error refusal(std::string_view file, std::string_view why) {
  return Error(Errc::parse, std::string(file) + ": " + std::string(why));
}

}  // namespace

std::string encode_slot_records(const std::vector<SlotRecord>& records) {
  Writer out;
  const auto count = std::min(records.size(), max_records);
  out.number(count, 1);
  for (std::size_t i = 0; i < count; ++i)
    write(out, records[i]);
  auto body = out.take();
  return body + checksum(body);
}

Result<std::vector<SlotRecord>> decode_slot_records(std::string_view bytes,
                                                    std::string_view file) {
  if (bytes.size() < checksum_bytes)
    return refusal(file, "is cut off");
  const auto body = bytes.substr(0, bytes.size() - checksum_bytes);
  if (checksum(body) != bytes.substr(body.size()))
    return refusal(file, "has a wrong checksum");
  return decode_slot_records_body(body, file);
}

Result<std::vector<SlotRecord>> decode_slot_records_body(
    std::string_view body,
    std::string_view file) {
  if (!body.starts_with(magic))
    return refusal(file, "is of another version, or no record of slots");
  Reader in(body.substr(magic.size()));
  const auto count = in.number(1);
  if (!in.good() || count > max_records)
    return refusal(file, "names too many slots");
  std::vector<SlotRecord> records;
  for (std::uint64_t i = 0; i < count; ++i) {
    records.push_back(read(in));
    if (!in.good() || !makes_sense(records.back()))
      return refusal(file, "is garbled");
  }
  if (!in.at_end())
    return refusal(file, "goes on after its end");
  return records;
}

}  // namespace soundcheck
