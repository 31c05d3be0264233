#include "agent/assist/signature.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/signing.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  test::TemporaryFolder folder;
  test::SigningKey key;

  TrustedKeys load() const { return TrustedKeys::load(folder.path()).value(); }
  /// The error of loading a folder in which `name` holds `text`.
  Error load_error(const std::string& name, std::string_view text) {
    const auto file = folder.write(name, text);
    const auto keys = TrustedKeys::load(folder.path());
    REQUIRE(!keys);
    CHECK(keys.error().what.find(file.string()) == 0);
    return keys.error();
  }
};

}  // namespace

TEST_CASE("a payload signed by a trusted key is good") {
  Fixture f;
  f.folder.write("ops-1.pem", f.key.public_pem());
  const auto keys = f.load();
  const auto domain =
      GENERATE(Domain::command, Domain::command_under_keys, Domain::receipt,
               Domain::knowledge, Domain::firmware, Domain::keys);
  const std::string payload("a\0b", 3);

  CHECK(keys.size() == 1);
  CHECK(keys.contains("ops-1"));
  CHECK(keys.verify(domain, payload, f.key.sign(domain, payload), "ops-1") ==
        Verification::good);
}

TEST_CASE("the signed bytes are domain, zero byte, payload") {
  Fixture f;
  f.folder.write("k.pem", f.key.public_pem());
  const auto keys = f.load();
  const auto signature = f.key.sign(Domain::command, "x");

  CHECK(keys.verify(Domain::receipt, "x", signature, "k") ==
        Verification::bad_signature);
  CHECK(keys.verify(Domain::command, "", signature, "k") ==
        Verification::bad_signature);
  CHECK(to_string(Domain::command) == "soundcheck/v1/command");
  CHECK(to_string(Domain::command_under_keys) ==
        "soundcheck/v1/command-under-keys");
  CHECK(to_string(Domain::keys) == "soundcheck/v1/keys");
  CHECK(to_string(Domain::receipt) == "soundcheck/v1/receipt");
  CHECK(to_string(Domain::knowledge) == "soundcheck/v1/knowledge");
  CHECK(to_string(Domain::firmware) == "soundcheck/v1/firmware");
}

TEST_CASE("a signature of any other key is bad, an unlisted key unknown") {
  Fixture f;
  f.folder.write("k.pem", f.key.public_pem());
  const auto keys = f.load();
  const test::SigningKey other;

  CHECK(keys.verify(Domain::command, "x", other.sign(Domain::command, "x"),
                    "k") == Verification::bad_signature);
  CHECK(keys.verify(Domain::command, "x", f.key.sign(Domain::command, "x"),
                    "other") == Verification::unknown_key);
  CHECK(TrustedKeys().verify(Domain::command, "x", "", "k") ==
        Verification::unknown_key);
}

TEST_CASE("every flipped bit of a signature makes it bad") {
  Fixture f;
  f.folder.write("k.pem", f.key.public_pem());
  const auto keys = f.load();
  const auto signature = f.key.sign(Domain::command, "payload");

  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    auto altered = signature;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
    CHECK(keys.verify(Domain::command, "payload", altered, "k") ==
          Verification::bad_signature);
  }
}

TEST_CASE("a signature of a wrong length is bad") {
  Fixture f;
  f.folder.write("k.pem", f.key.public_pem());
  const auto keys = f.load();
  const auto signature = f.key.sign(Domain::command, "x");

  for (const auto& wrong :
       {std::string(), signature.substr(1), signature + '\0'}) {
    CHECK(keys.verify(Domain::command, "x", wrong, "k") ==
          Verification::bad_signature);
  }
}

TEST_CASE("several keys stand beside files that are none") {
  Fixture f;
  const test::SigningKey second;
  f.folder.write("a.pem", f.key.public_pem());
  f.folder.write("b.pem", second.public_pem());
  f.folder.write("README", "not a key");
  const auto keys = f.load();

  CHECK(keys.size() == 2);
  CHECK(keys.verify(Domain::command, "x", second.sign(Domain::command, "x"),
                    "b") == Verification::good);
  CHECK(keys.verify(Domain::command, "x", second.sign(Domain::command, "x"),
                    "a") == Verification::bad_signature);
}

TEST_CASE("an empty folder trusts nobody, a missing one is an error") {
  Fixture f;

  CHECK(f.load().size() == 0);
  const auto missing = TrustedKeys::load(f.folder.path() / "none");
  REQUIRE(!missing);
  CHECK(missing.error().code == Errc::io);
}

TEST_CASE("a key file that is no Ed25519 public key names itself") {
  Fixture f;
  const auto pem = f.key.public_pem();
  SECTION("garbled") {
    auto garbled = pem;
    garbled[40] = '!';
    CHECK(f.load_error("k.pem", garbled).code == Errc::parse);
  }
  SECTION("cut at every length") {
    // Without the last newline it is still whole.
    for (std::size_t size = 0; size + 1 < pem.size(); ++size)
      CHECK(f.load_error("k.pem", pem.substr(0, size)).code == Errc::parse);
  }
  SECTION("another algorithm") {
    const auto error =
        f.load_error("k.pem", test::SigningKey("ED448").public_pem());
    CHECK(error.what.ends_with("is not an Ed25519 key"));
  }
  SECTION("key agreement instead of signature") {
    CHECK(f.load_error("k.pem", test::SigningKey("X25519").public_pem()).code ==
          Errc::parse);
  }
  SECTION("a private key") {
    CHECK(f.load_error("k.pem", f.key.private_pem()).code == Errc::parse);
  }
  SECTION("two keys") {
    CHECK(f.load_error("k.pem", pem + pem)
              .what.ends_with("holds more than one key"));
  }
  SECTION("huge") {
    CHECK(f.load_error("k.pem", pem + std::string(5000, '\n')).code ==
          Errc::parse);
  }
  SECTION("a name that cannot be a key id") {
    CHECK(f.load_error("a b.pem", pem).code == Errc::parse);
  }
}

TEST_CASE("what everybody may write is not trusted") {
  Fixture f;
  const auto file = f.folder.write("k.pem", f.key.public_pem());
  SECTION("the key") {
    fs::permissions(file, fs::perms(0646));
    const auto keys = TrustedKeys::load(f.folder.path());
    REQUIRE(!keys);
    CHECK(keys.error().code == Errc::denied);
    CHECK(keys.error().what.find(file.string()) == 0);
  }
  SECTION("the folder") {
    fs::permissions(f.folder.path(), fs::perms(0757));
    const auto keys = TrustedKeys::load(f.folder.path());
    REQUIRE(!keys);
    CHECK(keys.error().code == Errc::denied);
  }
}

TEST_CASE("a folder in place of a key is an error") {
  Fixture f;
  fs::create_directory(f.folder.path() / "k.pem");

  const auto keys = TrustedKeys::load(f.folder.path());

  REQUIRE(!keys);
  CHECK(keys.error().code == Errc::parse);
}
