#include <catch2/catch.hpp>

#include "agent/knowledge/updates.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/knowledge/release_fixture.hpp"

// Knowledge that only a part of the speakers uses at first.

using namespace soundcheck;
using test::content_of;
using test::Release;
using test::UpdatedSpeaker;
using test::word_of;

namespace {

/// The SHA-256 as a command names it.
std::string hash_of(const Release& release) {
  const auto hex =
      diagnosis::parse_knowledge(release.base.SerializeAsString())->hash;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

/// Not for here: of "kitchen/6" the lot is at 45.9 percent.
Release for_others() {
  Release release(6);
  release.cohort_percent = 1;
  return release;
}

}  // namespace

TEST_CASE("knowledge for another cohort is put aside, which is no refusal") {
  UpdatedSpeaker speaker;
  const auto release = for_others();

  CHECK(speaker.take(release) == "");

  CHECK(speaker.version() == 5);
  CHECK(speaker.updates->has(hash_of(release)));
  CHECK(content_of(speaker.file("knowledge.aside")) ==
        release.signed_by(speaker.service));
}

TEST_CASE("unfit knowledge for another cohort is refused all the same") {
  UpdatedSpeaker speaker;
  auto release = for_others();
  release.base.mutable_gates(0)->mutable_rules(0)->set_fault_id("no.such");

  CHECK(word_of(speaker.take(release)) == "unfit");
  CHECK(!std::filesystem::exists(speaker.file("knowledge.aside")));
}

TEST_CASE("what was put aside is used by its hash, also after a restart") {
  UpdatedSpeaker speaker;
  const auto release = for_others();
  speaker.take(release);
  SECTION("at once") {}
  SECTION("after a restart") {
    speaker.reboot();
  }

  REQUIRE(speaker.updates->adopt(hash_of(release)));

  CHECK(speaker.version() == 6);
  CHECK(!std::filesystem::exists(speaker.file("knowledge.aside")));
  CHECK(speaker.updates->adopt(hash_of(release)));
  speaker.reboot();
  CHECK(speaker.version() == 6);
}

TEST_CASE("only what was received can be used by its hash") {
  UpdatedSpeaker speaker;
  speaker.take(for_others());

  for (const auto& hash : {std::string(32, 'x'), std::string("short"),
                           std::string(), hash_of(Release(7))}) {
    CHECK(!speaker.updates->has(hash));
    const auto adopted = speaker.updates->adopt(hash);
    REQUIRE(!adopted);
    CHECK(adopted.error().code == Errc::unsupported);
  }
  CHECK(speaker.version() == 5);
}

TEST_CASE("what was put aside is believed no more than what comes anew") {
  UpdatedSpeaker speaker;
  const auto release = for_others();
  speaker.take(release);
  SECTION("its file was changed") {
    speaker.folder.write("knowledge.aside", "another");
  }
  SECTION("its file was exchanged for other knowledge") {
    speaker.folder.write("knowledge.aside",
                         Release(7).signed_by(speaker.service));
  }
  SECTION("its key was withdrawn") {
    speaker.root.manifest.set_version(2);
    speaker.root.manifest.add_revoked("service");
    speaker.obey();
  }

  CHECK(!speaker.updates->adopt(hash_of(release)));
  CHECK(speaker.version() == 5);
}

TEST_CASE("a wider cohort brings what was put aside into use") {
  UpdatedSpeaker speaker;
  auto release = for_others();
  speaker.take(release);
  release.cohort_percent = 100;

  CHECK(speaker.take(release) == "");
  CHECK(speaker.version() == 6);
  CHECK(!std::filesystem::exists(speaker.file("knowledge.aside")));
}

TEST_CASE("a cohort has about its share, and is part of every wider one") {
  int in_twenty = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto device = "speaker-" + std::to_string(i);
    if (in_cohort(device, 9, 20)) {
      ++in_twenty;
      CHECK(in_cohort(device, 9, 21));
    }
    CHECK(in_cohort(device, 9, 100));
    CHECK(!in_cohort(device, 9, 0));
  }
  CHECK(in_twenty > 340);
  CHECK(in_twenty < 460);
}

TEST_CASE("who belongs to a cohort is drawn anew for each version") {
  // By Python: int.from_bytes(sha256(b"kitchen/6").digest()[:4], "big") is
  // 0.45899 of 2^32, and of b"kitchen/7" 0.86693.
  CHECK(!in_cohort("kitchen", 6, 45));
  CHECK(in_cohort("kitchen", 6, 46));
  CHECK(!in_cohort("kitchen", 7, 86));
  CHECK(in_cohort("kitchen", 7, 87));
  int differ = 0;
  for (int i = 0; i < 100; ++i) {
    const auto device = "speaker-" + std::to_string(i);
    differ += in_cohort(device, 6, 50) != in_cohort(device, 7, 50);
  }
  CHECK(differ > 30);
  CHECK(differ < 70);
}
