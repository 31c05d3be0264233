#include "agent/integrity/slot_verifier.hpp"
#include "tests/unit/agent/integrity/verifier_fixture.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using soundcheck::test::Verifying;
using Verdict = SlotVerification::Verdict;

namespace {

SlotStretch lost(std::uint64_t at) {
  SlotStretch stretch;
  stretch.end = SlotStretch::End::lost;
  stretch.lost_at = at;
  return stretch;
}

SlotStretch held_up() {
  SlotStretch stretch;
  stretch.end = SlotStretch::End::held_up;
  stretch.held_up_by = "something is playing";
  return stretch;
}

}  // namespace

TEST_CASE("who is held up steps aside and says why") {
  Verifying v;
  v.content.script.emplace_back(held_up());

  CHECK(v.step() == 30s);
  CHECK(v.b().why_not == "something is playing");
  CHECK(v.step() == 0ms);
  CHECK(v.b().why_not.empty());
}

TEST_CASE("a slot that cannot be opened is tried again later, and said so") {
  Verifying v;
  v.content.script.emplace_back(
      Error(Errc::denied, "/dev/slot-B: Permission denied"));

  CHECK(v.step() == 0ms);
  CHECK(v.b().verdict == Verdict::none);
  CHECK(v.b().why_not == "/dev/slot-B: Permission denied");
  CHECK(!v.b().cannot);

  CHECK(v.step() == 10min);
  CHECK(v.content.asked.size() == 1);
  v.clock.advance(10min);
  v.step();
  CHECK(v.content.asked.size() == 2);
  CHECK(v.b().why_not.empty());
}

TEST_CASE("one slot that cannot be read does not keep the other from it") {
  Verifying v;
  auto& a = v.board.state_.slots[0];
  a.sha256 = std::string(64, '7');
  a.size_bytes = slot_chunk_bytes;
  v.content.script.emplace_back(
      Error(Errc::unsupported, "its file system may be written to"));

  v.steps(2);

  CHECK(v.content.asked[0].device == "/dev/slot-B");
  CHECK(v.content.asked[1].device == "/dev/slot-A");
  CHECK(v.content.asked[1].running);
  CHECK(v.b().cannot);
  CHECK(v.b().why_not == "its file system may be written to");
}

TEST_CASE("a medium that fails once is asked again, three times is damage") {
  Verifying v;
  v.content.script.emplace_back(lost(4096));
  v.content.script.emplace_back(lost(4096));
  CHECK(v.step() == 30s);
  CHECK(v.step() == 30s);
  CHECK(v.b().verdict == Verdict::none);
  CHECK(v.b().why_not == "its medium gave nothing at 0 MiB");

  v.steps(4);
  CHECK(v.b().verdict == Verdict::intact);

  v.clock.advance(8 * 24h);
  for (int i = 0; i < 3; ++i)
    v.content.script.emplace_back(lost(3 * slot_chunk_bytes));
  v.steps(3);
  CHECK(v.b().verdict == Verdict::lost);
  CHECK(v.b().damaged_at == 3 * slot_chunk_bytes);
}

TEST_CASE("a garbled memory is put aside and everything begins anew") {
  Verifying v;
  v.steps(2);
  v.folder.write("slot-verification", "soundcheck slots 1\n\x01 and nonsense");

  v.restart();
  v.steps(4);

  CHECK(v.content.asked[2].from == HashState());
  CHECK(v.b().verdict == Verdict::intact);
}

TEST_CASE("a memory that is a folder is no reason not to read") {
  Verifying v;
  std::filesystem::create_directories(v.file() / "not" / "empty");

  v.restart();
  v.steps(4);

  CHECK(v.b().verdict == Verdict::intact);
}

TEST_CASE("a board without slots has none to tell of") {
  Verifying v;
  v.board.state_ = {};

  CHECK(v.step() == 10min);

  const auto slots = v.verifier->slots();
  REQUIRE(slots);
  CHECK(slots->empty());
  CHECK(v.content.asked.empty());
}
