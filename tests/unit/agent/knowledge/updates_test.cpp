#include "agent/knowledge/updates.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/knowledge/release_fixture.hpp"

using namespace soundcheck;
using test::content_of;
using test::Release;
using test::UpdatedSpeaker;
using test::word_of;

namespace {

/// What is wrong with a payload, by the word that tells it.
struct Wrong {
  const char* word;
  std::string (*payload)(const UpdatedSpeaker& speaker);
};

const Wrong wrongs[] = {
    {"malformed", [](const UpdatedSpeaker&) { return std::string("\xff!"); }},
    {"malformed",
     [](const UpdatedSpeaker& s) {
       auto cut = Release(6).signed_by(s.service);
       cut.resize(cut.size() / 2);
       return cut;
     }},
    {"malformed",
     [](const UpdatedSpeaker& s) {
       const auto cut = Release(6).bytes().substr(0, 40);
       return Release(6).sealed(cut,
                                s.service.sign(assist::Domain::knowledge, cut));
     }},
    {"malformed",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.cohort_percent = 101;
       return release.signed_by(s.service);
     }},
    {"malformed",
     [](const UpdatedSpeaker& s) { return Release(0).signed_by(s.service); }},
    {"too_large",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.base.mutable_faults(0)->set_component(
           std::string(max_release_bytes, 'x'));
       return release.signed_by(s.service);
     }},
    {"unsigned",
     [](const UpdatedSpeaker&) {
       return Release(6).sealed(Release(6).bytes(), "");
     }},
    {"unknown_key",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.key_id = "stranger";
       return release.signed_by(s.service);
     }},
    {"bad_signature",
     [](const UpdatedSpeaker& s) {
       return Release(6).sealed(
           Release(7).bytes(),
           s.service.sign(assist::Domain::knowledge, Release(6).bytes()));
     }},
    {"bad_signature",
     [](const UpdatedSpeaker&) {
       return Release(6).signed_by(test::SigningKey());
     }},
    {"bad_signature",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.domain = assist::Domain::receipt;
       return release.signed_by(s.service);
     }},
    {"wrong_role",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.key_id = "operator";
       return release.signed_by(s.operators);
     }},
    {"wrong_tenant",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.tenant = "zeta";
       return release.signed_by(s.service);
     }},
    {"wrong_model",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.base.add_models("Boom 2");
       release.base.add_models("Boom 4");
       return release.signed_by(s.service);
     }},
    {"not_newer",
     [](const UpdatedSpeaker& s) { return Release(4).signed_by(s.service); }},
    {"not_newer",
     [](const UpdatedSpeaker& s) {
       Release same_version(5);
       same_version.base.mutable_faults(0)->set_component("another");
       return same_version.signed_by(s.service);
     }},
    {"unfit",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.base.mutable_gates(0)->mutable_rules(0)->set_fault_id("no.such");
       return release.signed_by(s.service);
     }},
    {"unfit",
     [](const UpdatedSpeaker& s) {
       Release release(6);
       release.base.set_format(2);
       return release.signed_by(s.service);
     }},
};

}  // namespace

TEST_CASE(
    "what is wrong with knowledge is told in a word, and changes nothing") {
  for (const auto& wrong : wrongs) {
    UpdatedSpeaker speaker;
    const auto payload = wrong.payload(speaker);
    const auto why = speaker.take(payload);

    INFO(why);
    CHECK(word_of(why) == wrong.word);
    CHECK(why.size() > word_of(why).size() + 5);
    CHECK(speaker.version() == 5);
    CHECK(speaker.changes == 0);
    CHECK(!std::filesystem::exists(speaker.file("knowledge.release")));
    CHECK(!std::filesystem::exists(speaker.file("knowledge.aside")));
  }
}

TEST_CASE("a withdrawn key and one whose time is over sign no knowledge") {
  UpdatedSpeaker speaker;
  speaker.root.manifest.set_version(2);
  SECTION("withdrawn") {
    speaker.root.manifest.add_revoked("service");
    speaker.obey();
    CHECK(word_of(speaker.take(Release(6))) == "revoked_key");
  }
  SECTION("over") {
    speaker.root.manifest.mutable_keys(0)->set_not_after_unix_ms(1000);
    speaker.obey();
    CHECK(word_of(speaker.take(Release(6))) == "key_out_of_time");
  }
  CHECK(speaker.version() == 5);
}

TEST_CASE("newer knowledge is used at once, and after a restart") {
  UpdatedSpeaker speaker;
  Release release(6);
  release.base.add_models("Boom 2");
  release.base.add_models("Boom 3");

  CHECK(speaker.take(release) == "");

  CHECK(speaker.version() == 6);
  CHECK(speaker.changes == 1);
  CHECK(speaker.in_use->knowledge().faults[0].title.en == "version 6");
  CHECK(speaker.in_use->mark().hash == speaker.in_use->knowledge().hash);
  speaker.reboot();
  CHECK(speaker.version() == 6);
  CHECK(speaker.refused() == "");
}

TEST_CASE("knowledge that is in use already is no news") {
  UpdatedSpeaker speaker;
  speaker.take(Release(6));
  speaker.take(Release(4));
  CHECK(word_of(speaker.refused()) == "not_newer");

  CHECK(speaker.take(Release(6)) == "");
  CHECK(speaker.changes == 1);
  CHECK(speaker.take(Release(5)) != "");
}

TEST_CASE("what is installed is in use already, and is not kept once more") {
  UpdatedSpeaker speaker;

  CHECK(speaker.take(Release(5)) == "");
  CHECK(!std::filesystem::exists(speaker.file("knowledge.release")));
}

TEST_CASE("the same knowledge under a new signature replaces what is kept") {
  UpdatedSpeaker speaker;
  speaker.take(Release(6));
  const test::SigningKey next;
  speaker.root.add("next", next, v1::KEY_ROLE_SERVICE, "cloud");
  speaker.root.manifest.set_version(2);
  speaker.root.manifest.add_revoked("service");
  speaker.obey();
  Release again(6);
  again.key_id = "next";

  CHECK(speaker.take(again.signed_by(next)) == "");

  speaker.reboot();
  CHECK(speaker.version() == 6);
}

TEST_CASE("kept knowledge whose key was withdrawn is told and not used") {
  UpdatedSpeaker speaker;
  speaker.take(Release(6));
  speaker.root.manifest.set_version(2);
  speaker.root.manifest.add_revoked("service");
  speaker.obey();

  speaker.reboot();

  CHECK(speaker.version() == 5);
  CHECK(speaker.refused().find("revoked_key") != std::string::npos);
}

TEST_CASE("a damaged file is told, and what is installed is used") {
  UpdatedSpeaker speaker;
  speaker.take(Release(6));
  auto content = content_of(speaker.file("knowledge.release"));
  SECTION("cut off") {
    content.resize(content.size() - 1);
  }
  SECTION("one bit of the knowledge is another") {
    content[content.size() / 2] ^= 1;
  }
  SECTION("empty") {
    content.clear();
  }
  SECTION("far too large") {
    content.resize(4 * max_release_bytes);
  }
  speaker.folder.write("knowledge.release", content);

  speaker.reboot();

  CHECK(speaker.version() == 5);
  INFO(speaker.refused());
  CHECK(speaker.refused().find("knowledge.release: ") != std::string::npos);
  CHECK(speaker.take(Release(6)) == "");
  CHECK(speaker.version() == 6);
}

TEST_CASE("a firmware that brings newer knowledge goes first") {
  UpdatedSpeaker speaker;
  speaker.take(Release(6));
  speaker.installed = 7;

  speaker.reboot();

  CHECK(speaker.version() == 7);
  CHECK(speaker.refused() == "");
}

TEST_CASE("knowledge that cannot be kept is used until the next start") {
  UpdatedSpeaker speaker;
  std::filesystem::create_directory(speaker.file("knowledge.release"));
  std::ofstream(speaker.file("knowledge.release") / "in the way") << "x";

  CHECK(speaker.take(Release(6)) == "");
  CHECK(speaker.version() == 6);
}

TEST_CASE("what a release was withdrawn with changes nothing") {
  UpdatedSpeaker speaker;
  speaker.take(Release(6));

  CHECK(speaker.take("") == "");
  CHECK(speaker.version() == 6);
}

TEST_CASE("a message that was dropped for its size is told") {
  UpdatedSpeaker speaker;

  speaker.updates->refuse_too_large(1'000'000);

  CHECK(speaker.refused() == "too_large: 1000000 bytes, at most 525312");
}

TEST_CASE("a diagnosis ends with the engine that it began with") {
  UpdatedSpeaker speaker;
  const auto engine = speaker.in_use->engine();
  const auto before = std::string(engine->knowledge_hash());

  speaker.take(Release(6));

  CHECK(engine->knowledge_hash() == before);
  CHECK(engine->next_test({}, "")->probe_id == "network.address");
  CHECK(speaker.in_use->engine()->knowledge_hash() ==
        speaker.in_use->mark().hash);
  CHECK(speaker.in_use->mark().hash != before);
}
