#include "agent/receipt.hpp"

#include <catch2/catch.hpp>

#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/signing.hpp"

using namespace soundcheck;

namespace {

struct Fixture {
  Fixture() {
    folder.write("cloud-1.pem", key.public_pem());
    keys = assist::KeyRing(assist::TrustedKeys::load(folder.path()).value());
    identity.tenant = "acme";
    identity.device = "speaker-1";
    receipt.set_tenant("acme");
    receipt.set_device("speaker-1");
    receipt.set_outbox("0123");
    receipt.add_seqs(7);
  }
  std::string sealed(assist::Domain domain = assist::Domain::receipt) const {
    return sealed(receipt.SerializeAsString(), domain);
  }
  std::string sealed(const std::string& inner, assist::Domain domain) const {
    v1::SignedReceipt envelope;
    envelope.set_receipt(inner);
    envelope.set_key_id("cloud-1");
    envelope.set_signature(key.sign(domain, inner));
    return envelope.SerializeAsString();
  }
  Result<v1::Receipt> open(const std::string& bytes) const {
    return open_receipt(bytes, keys, clock, identity);
  }

  test::SigningKey key;
  test::TemporaryFolder folder;
  assist::KeyRing keys;
  test::ManualClock clock;
  Identity identity;
  v1::Receipt receipt;
};

}  // namespace

TEST_CASE("a receipt that the cloud signed is opened") {
  const Fixture f;

  const auto receipt = f.open(f.sealed());

  REQUIRE(receipt);
  CHECK(receipt->outbox() == "0123");
  CHECK(receipt->seqs(0) == 7);
}

TEST_CASE("a receipt with one changed byte is refused") {
  const Fixture f;
  v1::SignedReceipt envelope;
  envelope.ParseFromString(f.sealed());
  envelope.mutable_receipt()->back() ^= 1;

  const auto receipt = f.open(envelope.SerializeAsString());

  CHECK(receipt.error() ==
        Error(Errc::denied, "a receipt with a bad signature"));
}

TEST_CASE("what was signed as a command is no receipt") {
  const Fixture f;

  CHECK(f.open(f.sealed(assist::Domain::command)).error().code == Errc::denied);
}

TEST_CASE("a key that is not trusted signs no receipts") {
  Fixture f;
  f.keys = assist::KeyRing();

  CHECK(f.open(f.sealed()).error() ==
        Error(Errc::denied,
              "a receipt signed by a key that is unknown or withdrawn"));
}

TEST_CASE("a receipt for somebody else is refused") {
  Fixture f;
  const bool other_tenant = GENERATE(false, true);
  if (other_tenant)
    f.receipt.set_tenant("other");
  else
    f.receipt.set_device("speaker-2");

  CHECK(f.open(f.sealed()).error() ==
        Error(Errc::denied, "a receipt for another device"));
}

TEST_CASE("garbage is refused before and after the signature") {
  const Fixture f;
  const auto garbage =
      GENERATE(as<std::string>(), "\xff\xff\xff\xff", "no message", "\x0a\x7f");

  CHECK(!f.open(garbage));
  CHECK(f.open(f.sealed(garbage, assist::Domain::receipt)).error() ==
        Error(Errc::parse, "a signed receipt that is no Receipt"));
}
