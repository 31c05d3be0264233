#include "agent/integrity/slot_record.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

constexpr std::size_t checksum_bytes = 32;

SlotRecord half_read() {
  SlotRecord record;
  record.key = {"B", "/dev/mmcblk1p3", std::string(64, 'a'), 5'000'000,
                1'793'620'800};
  record.verdict = SlotVerification::Verdict::damaged;
  record.damaged_at = 3 * slot_chunk_bytes;
  record.judged_unix_s = 1'793'700'000;
  record.good_marks = {1, 2, 3, 4, 5};
  record.state.h = {9, 8, 7, 6, 5, 4, 3, 2};
  record.state.bytes = 2 * slot_chunk_bytes;
  record.marks = {0xffff'ffff'ffff'ffff, 2};
  return record;
}

SlotRecord never_read() {
  SlotRecord record;
  record.key.slot = "A";
  return record;
}

std::string body_of(const std::vector<SlotRecord>& records) {
  auto bytes = encode_slot_records(records);
  bytes.resize(bytes.size() - checksum_bytes);
  return bytes;
}

bool refuses(const SlotRecord& record) {
  const auto decoded = decode_slot_records(encode_slot_records({record}), "f");
  return !decoded && decoded.error().what == "f: is garbled";
}

}  // namespace

TEST_CASE("what was kept comes back") {
  const std::vector<SlotRecord> records = {never_read(), half_read()};

  const auto decoded = decode_slot_records(encode_slot_records(records), "f");

  REQUIRE(decoded);
  CHECK(*decoded == records);
}

TEST_CASE("a file that was cut off anywhere is refused") {
  const auto bytes = encode_slot_records({never_read(), half_read()});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto decoded = decode_slot_records(bytes.substr(0, size), "f");
    INFO(size);
    REQUIRE(!decoded);
    CHECK(decoded.error().code == Errc::parse);
  }
  const auto body = body_of({never_read(), half_read()});
  for (std::size_t size = 0; size < body.size(); ++size) {
    INFO(size);
    CHECK(!decode_slot_records_body(body.substr(0, size), "f"));
  }
}

TEST_CASE("a bit that flipped anywhere is noticed") {
  const auto bytes = encode_slot_records({half_read()});
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 4);
    CHECK(!decode_slot_records(flipped, "f"));
  }
}

TEST_CASE("a file of another version, or with more behind it, is refused") {
  auto body = body_of({half_read()});
  const auto longer = decode_slot_records_body(body + "x", "f");
  REQUIRE(!longer);
  CHECK(longer.error().what == "f: goes on after its end");

  body[body.find('1')] = '2';
  const auto newer = decode_slot_records_body(body, "f");
  REQUIRE(!newer);
  CHECK(newer.error().what ==
        "f: is of another version, or no record of slots");
}

TEST_CASE("a state that no reading comes to is refused") {
  auto record = half_read();
  record.state.bytes += 64;
  CHECK(refuses(record));

  record = half_read();
  record.marks.pop_back();
  CHECK(refuses(record));

  record = half_read();
  record.key.size_bytes = record.state.bytes;  // it would have been judged
  CHECK(refuses(record));

  record = half_read();
  record.state.bytes = 0;  // with an H that is not the first
  record.marks.clear();
  CHECK(refuses(record));

  record = half_read();
  record.verdict = static_cast<SlotVerification::Verdict>(9);
  CHECK(refuses(record));
}

TEST_CASE("of a large slot only the first marks are kept") {
  auto record = half_read();
  record.key.size_bytes = 8'000 * slot_chunk_bytes;
  record.state.bytes = 6'000 * slot_chunk_bytes;
  record.marks.assign(max_slot_marks, 7);

  const auto decoded = decode_slot_records(encode_slot_records({record}), "f");

  REQUIRE(decoded);
  CHECK(decoded->at(0) == record);
}
