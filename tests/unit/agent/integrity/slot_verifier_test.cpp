#include "agent/integrity/slot_verifier.hpp"

#include "tests/unit/agent/integrity/verifier_fixture.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using soundcheck::test::Verifying;
using Verdict = SlotVerification::Verdict;

TEST_CASE("a slot is read to its end and found intact") {
  Verifying v;

  v.steps(2);
  CHECK(v.b().verdict == Verdict::none);
  CHECK(v.b().read_percent == 80);
  v.steps(2);

  CHECK(v.b().verdict == Verdict::intact);
  CHECK(v.b().age_s == 0.0);
  CHECK(v.b().read_percent == std::nullopt);
  CHECK(v.content.asked.size() == 3);
  CHECK(v.content.asked[0].device == "/dev/slot-B");
  CHECK(!v.content.asked[0].running);
}

TEST_CASE("nothing is read again before its time") {
  Verifying v;
  v.steps(4);

  CHECK(v.step() == 10min);
  v.clock.advance(7 * 24h - 1s);
  v.step();
  CHECK(v.content.asked.size() == 3);
  v.clock.advance(1s);
  v.step();
  CHECK(v.content.asked.size() == 4);
}

TEST_CASE("after an update the slot is read again, from its begin") {
  Verifying v;
  v.steps(4);
  v.board.install(2000);

  v.step();

  CHECK(v.b().verdict == Verdict::none);
  CHECK(v.content.asked.size() == 4);
  CHECK(v.content.asked[3].from == HashState());
}

TEST_CASE("an update while a slot is read makes what was read worth nothing") {
  Verifying v;
  v.steps(3);  // all of it, not judged yet
  v.board.install(2000);

  v.step();

  CHECK(v.b().verdict == Verdict::none);
  CHECK(v.content.asked[3].from == HashState());
}

TEST_CASE("reading goes on after a power cut where it was kept last") {
  Verifying v;
  v.steps(2);

  v.restart();
  v.step();

  CHECK(v.content.asked.back().from.bytes == 32 * slot_chunk_bytes);
  v.step();
  CHECK(v.b().verdict == Verdict::intact);
  v.restart();
  CHECK(v.b().verdict == Verdict::intact);
}

TEST_CASE("damage is placed by the last good reading, also after a restart") {
  Verifying v;
  v.steps(4);
  v.restart();
  v.clock.advance(7 * 24h);
  v.content.wrong_from = 20 * slot_chunk_bytes;

  v.steps(4);

  CHECK(v.b().verdict == Verdict::damaged);
  CHECK(v.b().damaged_at == 20 * slot_chunk_bytes);
}

TEST_CASE("damage without a good reading before it has no place") {
  Verifying v;
  v.content.wrong_from = 0;

  v.steps(4);

  CHECK(v.b().verdict == Verdict::damaged);
  CHECK(v.b().damaged_at == std::nullopt);
}

TEST_CASE("a verdict stands while the slot is read the next time") {
  Verifying v;
  v.steps(4);
  v.clock.advance(8 * 24h);

  v.step();

  CHECK(v.b().verdict == Verdict::intact);
  CHECK(v.b().read_percent == 40);
  CHECK(v.b().age_s == 8 * 86'400.0);
}

TEST_CASE("little is written") {
  Verifying v;

  v.steps(10);

  // After 16 and 32 of 40 MiB, and the verdict.
  CHECK(v.storage.runs == 3);
  CHECK(std::filesystem::file_size(v.file()) < 1000);
}

TEST_CASE("the running slot is read as one that runs") {
  Verifying v;
  v.board.state_.booted = "B";

  v.step();

  CHECK(v.content.asked[0].running);
}
