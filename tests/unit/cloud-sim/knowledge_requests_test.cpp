#include <catch2/catch.hpp>

#include "cloud-sim/knowledge/requests.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"
#include "tests/unit/cloud-sim/scene.hpp"

using namespace soundcheck::cloud;
using soundcheck::cloud::test::Scene;
namespace v1 = soundcheck::v1;

namespace {

std::string base_of(std::uint64_t version, const std::string& mark = "") {
  v1::KnowledgeBase base;
  base.set_format(1);
  base.set_version(version);
  base.add_faults()->set_id("dns");
  base.mutable_faults(0)->set_component(mark);
  base.add_findings()->set_id("silent");
  base.add_links()->set_per_mille(850);
  return base.SerializeAsString();
}

class KnowledgeScene : public Scene {
  // Before its users, which need to know what it gives.
  template <class Act>
  auto ask(Act what) {
    std::optional<decltype(what(std::declval<Work&>()))> result;
    act([&](Work& work) { result = what(work); });
    return *result;
  }

 public:
  Result<Publication> release(const std::string& knowledge,
                              std::int64_t percent = 100) {
    Publication wanted;
    wanted.knowledge = knowledge;
    wanted.cohort_percent = percent;
    wanted.released_by = "root";
    return ask([&](Work& work) { return request_publication(work, wanted); });
  }
  Result<Publication> withdraw() {
    return ask([](Work& work) { return request_withdrawal(work); });
  }
  Result<Proposed> propose(const std::string& base) {
    return ask([&](Work& work) { return request_proposal(work, base); });
  }
  void teach(const std::string& source, UnixMs at_ms) {
    act([&](Work& work) {
      insert_lesson(work.db,
                    {.device = "kitchen",
                     .fault_id = "dns",
                     .source = source,
                     .at_ms = at_ms,
                     .present = {"silent"}},
                    work.limits);
    });
  }
};

constexpr UnixMs day_ms = 24 * 60 * 60 * 1000;

}  // namespace

TEST_CASE("a release keeps what was published, by whom and for how many") {
  KnowledgeScene scene;

  const auto released = scene.release(base_of(3), 10);

  REQUIRE(released);
  CHECK(released->version == 3);
  CHECK(released->hash == sha256_hex(base_of(3)));
  const auto last = last_publication(scene.db);
  REQUIRE(last);
  CHECK(last->knowledge == base_of(3));
  CHECK(last->cohort_percent == 10);
  CHECK(last->released_by == "root");
  CHECK(last->released_ms == scene.now_ms);
  CHECK(last->withdrawn_ms == 0);
}

TEST_CASE("the same knowledge is released again to another cohort") {
  KnowledgeScene scene;
  REQUIRE(scene.release(base_of(3), 10));
  REQUIRE(scene.withdraw());

  CHECK(scene.release(base_of(3), 100));
  CHECK(last_publication(scene.db)->cohort_percent == 100);
  CHECK(last_publication(scene.db)->withdrawn_ms == 0);
  CHECK(list_publications(scene.db).size() == 2);
}

TEST_CASE("what no speaker would take is not released") {
  KnowledgeScene scene;
  REQUIRE(scene.release(base_of(3)));

  CHECK(scene.release(base_of(2)).error().code == "not_newer");
  CHECK(scene.release(base_of(3, "other")).error().code == "same_version");
  CHECK(scene.release(base_of(0)).error().code == "bad_knowledge");
  CHECK(scene.release("").error().code == "bad_knowledge");
  CHECK(scene.release("\xff garbage").error().code == "bad_knowledge");
  CHECK(scene.release(base_of(4, std::string(max_knowledge_bytes, 'x')))
            .error()
            .code == "too_large");
  CHECK(list_publications(scene.db).size() == 1);
}

TEST_CASE("a withdrawal needs something to withdraw") {
  KnowledgeScene scene;
  CHECK(scene.withdraw().error().code == "nothing_released");
  REQUIRE(scene.release(base_of(3)));

  const auto withdrawn = scene.withdraw();

  REQUIRE(withdrawn);
  CHECK(withdrawn->version == 3);
  CHECK(last_publication(scene.db)->withdrawn_ms == scene.now_ms);
  CHECK(scene.withdraw().error().code == "nothing_released");
}

TEST_CASE("a list tells how many speakers use each release") {
  KnowledgeScene scene;
  REQUIRE(scene.release(base_of(3)));
  scene.db.run("UPDATE devices SET knowledge_hash = ?", sha256_hex(base_of(3)));

  const auto list = list_publications(scene.db);

  REQUIRE(list.size() == 1);
  CHECK(list[0].speakers == 1);
  CHECK(list[0].knowledge.empty());
}

TEST_CASE("a proposal is made of what was confirmed, and is repeatable") {
  KnowledgeScene scene;
  CHECK(scene.propose(base_of(3)).error().code == "nothing_learned");
  scene.teach("report:1", scene.now_ms);

  const auto made = scene.propose(base_of(3));
  const auto again = scene.propose(base_of(3));

  REQUIRE(made);
  REQUIRE(again);
  CHECK(made->proposal.cases == 1);
  CHECK(made->hash == sha256_hex(made->knowledge));
  CHECK(made->knowledge == again->knowledge);
  v1::KnowledgeBase base;
  REQUIRE(base.ParseFromString(made->knowledge));
  CHECK(base.version() == 4);
  CHECK(base.links(0).per_mille() == 857);
}

TEST_CASE("cases of a released proposal are not counted again") {
  KnowledgeScene scene;
  scene.teach("report:1", scene.now_ms);
  const auto made = scene.propose(base_of(3));
  REQUIRE(made);
  scene.teach("report:2", scene.now_ms + 2 * day_ms);
  REQUIRE(scene.release(made->knowledge));

  const auto next = scene.propose(made->knowledge);

  REQUIRE(next);
  CHECK(next->proposal.cases == 1);
  REQUIRE(scene.release(next->knowledge));
  CHECK(scene.propose(next->knowledge).error().code == "nothing_learned");
}

TEST_CASE("a release that was no proposal leaves all cases to be learned") {
  KnowledgeScene scene;
  scene.teach("report:1", scene.now_ms);
  REQUIRE(scene.propose(base_of(3)));
  REQUIRE(scene.release(base_of(4, "written by hand")));

  CHECK(scene.propose(base_of(4, "written by hand"))->proposal.cases == 1);
}

TEST_CASE("why a speaker refused is told until it takes what it is sent") {
  KnowledgeScene scene;
  auto report = test::make_report(1);
  report.set_knowledge_refused("wrong_model: it is not for this product");
  scene.report(report);

  const auto refusals = list_refusals(scene.db, 10);
  REQUIRE(refusals.size() == 1);
  CHECK(refusals[0].device == "kitchen");
  CHECK(refusals[0].why == "wrong_model: it is not for this product");

  scene.report(test::make_report(2));
  CHECK(list_refusals(scene.db, 10).empty());
}
