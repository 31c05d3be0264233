#include "agent/assist/signing_key.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/signing.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;

TEST_CASE("what a private key signs, its public half verifies") {
  test::TemporaryFolder folder;
  const test::SigningKey pair;
  folder.write("k.pem", pair.public_pem());
  const auto keys = TrustedKeys::load(folder.path()).value();
  const auto file = folder.write("secret", pair.private_pem());

  const auto signature =
      SigningKey::load(file).value().sign(Domain::firmware, "x").value();

  CHECK(keys.verify(Domain::firmware, "x", signature, "k") ==
        Verification::good);
  CHECK(keys.verify(Domain::command, "x", signature, "k") ==
        Verification::bad_signature);
}

TEST_CASE("a file that is no Ed25519 private key names itself") {
  test::TemporaryFolder folder;
  const auto refusal = [&](std::string_view text) {
    const auto file = folder.write("secret", text);
    const auto key = SigningKey::load(file);
    REQUIRE(!key);
    CHECK(key.error().code == Errc::parse);
    return key.error().what.substr(file.string().size());
  };

  CHECK(refusal("garbage") == ": is not a private key in PEM");
  CHECK(refusal(test::SigningKey().public_pem()) ==
        ": is not a private key in PEM");
  CHECK(refusal(test::SigningKey("X25519").private_pem()) ==
        ": is not an Ed25519 key; make one with openssl genpkey -algorithm "
        "ed25519");
  CHECK(SigningKey::load(folder.path() / "none").error().code == Errc::io);
}
