#include "probes/board/linux/certificates.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/probes/board/forged_identity.hpp"

using namespace soundcheck;
using test::ForgedIdentity;

TEST_CASE("a certificate has its name and its times") {
  const ForgedIdentity identity;

  const auto list = read_certificates(identity.certificate);

  REQUIRE(list);
  REQUIRE(list->size() == 1);
  CHECK(list->at(0).common_name == "speaker-7");
  CHECK(list->at(0).not_before_unix_s == 1'700'000'000);
  CHECK(list->at(0).not_after_unix_s == 1'800'000'000);
}

TEST_CASE("a certificate may end after 2038, and have no name") {
  const ForgedIdentity identity({"", 1'700'000'000, 4'102'444'800});

  const auto list = read_certificates(identity.certificate);

  REQUIRE(list);
  CHECK(list->at(0).common_name.empty());
  CHECK(list->at(0).not_after_unix_s == 4'102'444'800);
}

TEST_CASE("a chain keeps its order, and words between are passed over") {
  const ForgedIdentity own;
  const ForgedIdentity above({"authority"});

  const auto list = read_certificates("# ours\n" + own.certificate +
                                      "\n# theirs\n" + above.certificate);

  REQUIRE(list);
  REQUIRE(list->size() == 2);
  CHECK(list->at(0).common_name == "speaker-7");
  CHECK(list->at(1).common_name == "authority");
}

TEST_CASE("what holds no certificate says so") {
  for (const std::string text :
       {"", "rubbish", "-----BEGIN CERTIFICATE-----\n"}) {
    CAPTURE(text);
    CHECK(read_certificates(text).error().code == Errc::parse);
  }
  CHECK(read_certificates(ForgedIdentity().key).error() ==
        Error(Errc::parse, "no certificate in PEM"));
}

TEST_CASE("a damaged certificate is an error, also behind a good one") {
  const auto good = ForgedIdentity().certificate;
  auto damaged = good;
  damaged[100] = damaged[100] == 'A' ? 'B' : 'A';
  damaged[101] = '*';

  CHECK(read_certificates(good.substr(0, good.size() / 2)).error().code ==
        Errc::parse);
  CHECK(read_certificates(damaged).error().code == Errc::parse);
  CHECK(read_certificates(good + damaged).error() ==
        Error(Errc::parse, "a damaged certificate"));
  CHECK(read_certificates("-----BEGIN CERTIFICATE-----\nMAA=\n"
                          "-----END CERTIFICATE-----\n")
            .error() == Error(Errc::parse, "a damaged certificate"));
}

TEST_CASE("a file with thousands of certificates is refused") {
  const auto one = ForgedIdentity().certificate;
  std::string many;
  for (int i = 0; i < 513; ++i)
    many += one;

  CHECK(read_certificates(many).error().code == Errc::parse);
}

TEST_CASE("a key fits its own certificate only") {
  const ForgedIdentity own;
  const ForgedIdentity other;

  CHECK(key_fits(own.key, own.certificate).value());
  CHECK(key_fits(own.key, own.certificate + other.certificate).value());
  CHECK(!key_fits(own.key, other.certificate).value());
  CHECK(!key_fits(own.key, "").value());
  CHECK(!key_fits(own.key, "rubbish").value());
}

TEST_CASE("a key that cannot be read without asking is none") {
  const ForgedIdentity own;
  const Error none(Errc::parse,
                   "no private key in PEM that is read without a password");

  for (const auto& key :
       {std::string(), std::string("rubbish"), own.certificate,
        own.key.substr(0, own.key.size() / 2), own.encrypted_key(),
        std::string("\x30\x82\x04\xa4\x02\x01\x00", 7)}) {
    CAPTURE(key);
    CHECK(key_fits(key, own.certificate).error() == none);
  }
}
