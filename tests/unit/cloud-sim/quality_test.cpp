#include "cloud-sim/store/quality.hpp"

#include <catch2/catch.hpp>

#include "cloud-sim/store/cases.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;

namespace {

constexpr UnixMs day = 1'000'000;

struct Records : Sqlite {
  Records() : Sqlite(":memory:") { create_schema(*this); }

  /// A case of its own device, opened at `day`; `change` tells the rest.
  template <class Change>
  void add(Change change) {
    Case record;
    record.device = "d" + std::to_string(++count_);
    record.model = "one";
    record.firmware = "4.2";
    record.fault_id = "dns";
    record.opened_ms = day;
    change(record);
    const auto wanted = record;
    record.id = insert_case(*this, wanted, {});
    update_case(*this, record);
  }
  /// One that a person answered after `response` and cured after `cure`.
  void cured(UnixMs response, UnixMs cure, std::int64_t sessions = 1) {
    add([&](Case& record) {
      record.responded_ms = day + response;
      record.named_ms = day;
      record.confirmed_ms = day + cure;
      record.sessions = sessions;
    });
  }

 private:
  int count_ = 0;
};

}  // namespace

TEST_CASE("without cases there are no figures") {
  Records db;

  const auto quality = measure_quality(db, 0);

  CHECK(quality.opened == 0);
  CHECK(quality.first_response.count == 0);
  CHECK(quality.first_contact.of == 0);
  CHECK(quality.faults.empty());
}

TEST_CASE("spans are told by the median and the 95th percentile") {
  Records db;
  for (int i = 1; i <= 40; ++i)
    db.cured(i * 10, i * 100);

  const auto quality = measure_quality(db, 0);

  CHECK(quality.first_response.count == 40);
  CHECK(quality.first_response.median_ms == 200);
  CHECK(quality.first_response.p95_ms == 380);
  CHECK(quality.confirmed_cure.median_ms == 2000);
  CHECK(quality.confirmed_cure.p95_ms == 3800);
  CHECK(quality.named_fault.count == 40);
  CHECK(quality.named_fault.median_ms == 0);
}

TEST_CASE("cases that staff opened waited for nobody") {
  Records db;
  db.add([](Case& record) {
    record.opened_by = "ann";
    record.responded_ms = day;
  });

  CHECK(measure_quality(db, 0).first_response.count == 0);
}

TEST_CASE("the first contact solved it: one session, one level, for good") {
  Records db;
  db.cured(10, 100);
  db.cured(10, 100, 0);
  db.cured(10, 100, 2);
  db.add([](Case& record) {
    record.responded_ms = day + 1;
    record.confirmed_ms = day + 2;
    record.returns = 1;
  });
  db.add([](Case& record) {
    record.responded_ms = day + 1;
    record.confirmed_ms = day + 2;
    record.escalations = 1;
  });
  db.add([](Case& record) {
    record.responded_ms = day + 1;
    record.closed_ms = day + 2;
    record.outcome = "not_confirmed";
  });
  db.add([](Case& record) { record.responded_ms = day + 1; });

  const auto quality = measure_quality(db, 0);

  CHECK(quality.first_contact.part == 2);
  CHECK(quality.first_contact.of == 6);
  CHECK(quality.not_confirmed == 1);
}

TEST_CASE("what healed before anybody did anything is told apart") {
  Records db;
  db.add([](Case& record) { record.confirmed_ms = day + 5; });
  db.add([](Case& record) {
    record.confirmed_ms = day + 5;
    record.responded_ms = day + 6;
  });
  db.cured(1, 5);

  const auto quality = measure_quality(db, 0);

  CHECK(quality.self_healed.part == 2);
  CHECK(quality.self_healed.of == 3);
  CHECK(quality.confirmed_cure.count == 1);
}

TEST_CASE("duplicates and what is older are left out; ratings are summed") {
  Records db;
  db.add([](Case& record) {
    record.outcome = "duplicate";
    record.closed_ms = day;
  });
  db.add([](Case& record) { record.opened_ms = day - 1; });
  db.add([](Case& record) { record.stars = 5; });
  db.add([](Case& record) { record.stars = 2; });

  const auto quality = measure_quality(db, day);

  CHECK(quality.opened == 2);
  CHECK(quality.open == 2);
  CHECK(quality.stars.part == 7);
  CHECK(quality.stars.of == 2);
}

TEST_CASE("frequent faults are counted by model and firmware") {
  Records db;
  for (int i = 0; i < 3; ++i)
    db.add([](Case& record) { record.fault_id = "mic"; });
  db.add([](Case& record) { record.firmware = "4.3"; });
  db.add([](Case& record) { record.fault_id = ""; });

  const auto faults = measure_quality(db, 0).faults;

  REQUIRE(faults.size() == 2);
  CHECK(faults[0].fault_id == "mic");
  CHECK(faults[0].cases == 3);
  CHECK(faults[1].firmware == "4.3");
}
