#include "agent/integrity/verification_rules.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;
using Verdict = SlotVerification::Verdict;

namespace {

constexpr auto week = std::chrono::seconds(604'800);

Slot slot(const std::string& name) {
  Slot made;
  made.name = name;
  made.bootable = true;
  made.status = SlotStatus::ok;
  made.device = "/dev/slot-" + name;
  // Of nothing at all.
  made.sha256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  made.size_bytes = 2 * slot_chunk_bytes;
  made.installed_unix_s = 1000;
  return made;
}

SlotsState two_slots() {
  SlotsState state;
  state.booted = "A";
  state.slots = {slot("A"), slot("B")};
  return state;
}

const Sha256 right = {0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14,
                      0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
                      0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c,
                      0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55};

VerificationTime at(std::chrono::milliseconds monotonic,
                    std::optional<std::int64_t> wall_unix_s = std::nullopt) {
  return {monotonic, 0ms, wall_unix_s};
}

KnownSlot fallback() {
  return matched(two_slots(), {}).at(1);
}

}  // namespace

TEST_CASE("a half-read slot goes on only while its record is the same") {
  auto known = matched(two_slots(), {});
  known[1].record.state.bytes = slot_chunk_bytes;
  known[1].record.marks = {7};

  CHECK(matched(two_slots(), known)[1].record.state.bytes == slot_chunk_bytes);

  auto changed = two_slots();
  const auto what = GENERATE(0, 1, 2, 3);
  auto& b = changed.slots[1];
  if (what == 0)
    b.sha256[0] = '1';
  else if (what == 1)
    b.installed_unix_s = 1001;
  else if (what == 2)
    ++*b.size_bytes;
  else
    b.device = "/dev/elsewhere";
  const auto now = matched(changed, known);
  CHECK(now[1].record.state == HashState());
  CHECK(now[1].record.marks.empty());
  CHECK(now[1].record.verdict == Verdict::none);
}

TEST_CASE("why a slot cannot be held against anything is told") {
  auto state = two_slots();
  state.slots[0].sha256.clear();
  state.slots[1].status = SlotStatus::pending;
  auto slots = matched(state, {});
  CHECK(slots[0].why_not == "the updater recorded no checksum");
  CHECK(slots[1].why_not == "it is being written, or was left half-written");
  CHECK(!is_due(slots[0], week, at(0ms)));
  CHECK(!is_due(slots[1], week, at(0ms)));

  state = two_slots();
  state.booted.clear();  // one of them runs and may be written to
  slots = matched(state, {});
  CHECK(slots[0].why_not == "which slot runs is not known");
  CHECK(!is_due(slots[1], week, at(0ms)));

  state = two_slots();
  state.slots[1].device = "ubi0_1";
  CHECK(matched(state, {})[1].why_not == "its device is not known");
}

TEST_CASE("what could not be read is told until it is tried again") {
  auto known = matched(two_slots(), {});
  known[1].why_not = "/dev/slot-B: Permission denied";

  known = matched(two_slots(), std::move(known));

  CHECK(known[1].why_not == "/dev/slot-B: Permission denied");
  CHECK(is_due(known[1], week, at(0ms)));
}

TEST_CASE("slots that the boot loader does not choose are left alone") {
  auto state = two_slots();
  state.slots[1].bootable = false;

  CHECK(matched(state, {}).size() == 1);
}

TEST_CASE("the hash decides, in small letters or large") {
  auto one = fallback();
  judge(one, right, 0, at(0ms));
  CHECK(one.record.verdict == Verdict::intact);

  for (auto& c : one.record.key.sha256)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  judge(one, right, 0, at(0ms));
  CHECK(one.record.verdict == Verdict::intact);

  judge(one, Sha256{}, 0, at(0ms));
  CHECK(one.record.verdict == Verdict::damaged);
}

TEST_CASE("damage is found where it begins, once there was a good reading") {
  auto one = fallback();
  one.record.marks = {1, 2, 3};
  judge(one, Sha256{}, 0, at(0ms));
  CHECK(one.record.damaged_at == std::nullopt);

  one.record.marks = {1, 2, 3};
  judge(one, right, 0, at(0ms));
  one.record.marks = {1, 9, 8};
  judge(one, Sha256{}, 0, at(0ms));
  CHECK(one.record.damaged_at == slot_chunk_bytes);

  // A bad reading is nothing to hold later ones against.
  one.record.marks = {9, 9, 9};
  judge(one, Sha256{}, 0, at(0ms));
  CHECK(one.record.damaged_at == 0u);
}

TEST_CASE("a medium that gives nothing is damage at that place") {
  auto one = fallback();

  judge(one, std::nullopt, 4096, at(0ms));

  CHECK(one.record.verdict == Verdict::lost);
  CHECK(one.record.damaged_at == 4096u);
}

TEST_CASE("a slot is due at first, then after a period, by a trusted clock") {
  auto one = fallback();
  CHECK(is_due(one, week, at(0ms)));

  judge(one, right, 0, at(10s, 2000));
  CHECK(!is_due(one, week, at(11s, 2001)));
  CHECK(is_due(one, week, at(10s + week)));

  one.judged_at.reset();  // after a restart
  CHECK(!is_due(one, week, at(1s, 2000 + week.count() - 1)));
  CHECK(is_due(one, week, at(1s, 2000 + week.count())));
}

TEST_CASE("without a clock a slot is due after a period of running") {
  auto one = fallback();
  judge(one, right, 0, at(10s));
  one.judged_at.reset();

  CHECK(!is_due(one, week, at(week - 1s)));
  CHECK(is_due(one, week, at(week)));
}

TEST_CASE("a clock that runs behind the record tells no age") {
  auto one = fallback();
  judge(one, right, 0, at(10s, 5000));
  one.judged_at.reset();

  CHECK(age_s(one, at(1s, 4000)) == std::nullopt);
  CHECK(!is_due(one, week, at(1s, 4000)));
}

TEST_CASE("damage is looked at again sooner than health") {
  auto one = fallback();
  judge(one, Sha256{}, 0, at(0ms));

  CHECK(!is_due(one, week, at(6h - 1s)));
  CHECK(is_due(one, week, at(6h)));
}
