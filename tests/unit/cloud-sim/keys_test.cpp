#include <catch2/catch.hpp>
#include <filesystem>

#include "cloud-sim/pki/authority.hpp"
#include "cloud-sim/pki/key_changes.hpp"
#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/pki/signer.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t now = 1'700'000'000'000;
constexpr std::int64_t day = 86'400'000;

struct Tenant {
  Tenant() {
    make_private_folder(folder).value();
    found_keys(files, "acme", now).value();
  }
  ~Tenant() { fs::remove_all(folder); }

  v1::KeyManifest manifest() const {
    return read_manifest(files).value().manifest;
  }
  Signer signer(std::int64_t at = now) const {
    return Signer::load(files, at).value();
  }
  const v1::OperatorKey& key(const v1::KeyManifest& of,
                             const std::string& id) const {
    for (const auto& one : of.keys())
      if (one.key_id() == id)
        return one;
    throw std::logic_error("no key " + id);
  }
  std::size_t private_keys() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(files.keys), {}));
  }

  fs::path folder =
      fs::temp_directory_path() / ("soundcheck-keys-" + random_hex(8));
  KeyFiles files{folder};
};

bool verifies(const v1::OperatorKey& key,
              const std::string& message,
              const std::string& signature) {
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  const KeyPtr loaded(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                                  bytes(key.public_key()),
                                                  key.public_key().size()));
  const DigestPtr digest(EVP_MD_CTX_new());
  EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, loaded.get());
  return EVP_DigestVerify(digest.get(), bytes(signature), signature.size(),
                          bytes(message), message.size()) == 1;
}

std::string under_keys(char version, const std::string& command) {
  return std::string("soundcheck/v1/command-under-keys\0\0\0\0\0\0\0\0", 40) +
         version + command;
}

}  // namespace

TEST_CASE("the first manifest has a key for commands and one for the service") {
  const Tenant tenant;

  const auto manifest = tenant.manifest();

  CHECK(manifest.tenant() == "acme");
  CHECK(manifest.version() == 1);
  REQUIRE(manifest.keys_size() == 2);
  CHECK(manifest.keys(0).holder() == operators_holder);
  CHECK(manifest.keys(0).role() == v1::KEY_ROLE_ADMIN);
  CHECK(manifest.keys(0).not_after_unix_ms() == now + 90 * day);
  CHECK(manifest.keys(1).role() == v1::KEY_ROLE_SERVICE);
  CHECK(manifest.keys(1).not_after_unix_ms() == now + 400 * day);
  CHECK(tenant.private_keys() == 2);
}

TEST_CASE("a command is signed with the manifest that it was made under") {
  const Tenant tenant;
  const auto signer = tenant.signer();
  const auto manifest = tenant.manifest();
  v1::Command command;
  command.set_id("c1");

  auto envelope = signer.sign(command).value();

  const auto& first = tenant.key(manifest, envelope.key_id());
  CHECK(first.holder() == operators_holder);
  CHECK(envelope.keys_version() == 1);
  CHECK(
      verifies(first, under_keys(1, envelope.command()), envelope.signature()));
  CHECK_FALSE(
      verifies(first, under_keys(2, envelope.command()), envelope.signature()));

  const auto bob = add_key(tenant.files, "bob", v1::KEY_ROLE_ADMIN, {}, now);
  const auto key =
      SigningKey::load(key_file(tenant.files.keys, bob.value())).value();
  countersign(envelope, key).value();
  CHECK(envelope.second_key_id() == bob.value());
  CHECK(verifies(tenant.key(tenant.manifest(), bob.value()),
                 under_keys(1, envelope.command()),
                 envelope.second_signature()));
}

TEST_CASE("R12: the second key is an admin's, and not that of the first") {
  const Tenant tenant;
  const auto bob = add_key(tenant.files, "bob", v1::KEY_ROLE_ADMIN, {}, now);
  add_key(tenant.files, "eve", v1::KEY_ROLE_SUPPORT_2, {}, now).value();
  const auto signer = tenant.signer();

  CHECK(signer.second_key("bob", now).value().id() == bob.value());
  CHECK(signer.second_key(operators_holder, now).error().kind == Errc::denied);
  for (const auto* holder : {"eve", "nobody", service_holder})
    CHECK(signer.second_key(holder, now).error().kind == Errc::not_found);
  // It has an end like every other.
  CHECK(signer.second_key("bob", now + 91 * day).error().code == "no_key");
}

TEST_CASE("a receipt is signed by the service, for receipts only") {
  const Tenant tenant;
  v1::Receipt receipt;
  receipt.set_device("a");

  const auto envelope = tenant.signer().sign(receipt).value();

  const auto manifest = tenant.manifest();
  const auto& key = tenant.key(manifest, envelope.key_id());
  CHECK(key.role() == v1::KEY_ROLE_SERVICE);
  CHECK(verifies(
      key, std::string("soundcheck/v1/receipt\0", 22) + envelope.receipt(),
      envelope.signature()));
  CHECK_FALSE(verifies(
      key, std::string("soundcheck/v1/command\0", 22) + envelope.receipt(),
      envelope.signature()));
}

TEST_CASE("a rotation gives every key a successor and the old ones an end") {
  const Tenant tenant;
  const auto before = tenant.signer().key_id();

  rotate_keys(tenant.files, {}, {.days = 30, .overlap_hours = 2}, now + day)
      .value();

  const auto manifest = tenant.manifest();
  CHECK(manifest.version() == 2);
  CHECK(manifest.keys_size() == 4);
  CHECK(tenant.key(manifest, before).not_after_unix_ms() ==
        now + day + 2 * 3'600'000);
  const auto signer = tenant.signer(now + day);
  CHECK(signer.key_id() != before);
  CHECK(tenant.key(manifest, signer.key_id()).not_after_unix_ms() ==
        now + 31 * day);

  // What is long over goes, with its private half.
  rotate_keys(tenant.files, signer.key_id(), {}, now + 5 * day).value();
  CHECK(tenant.manifest().version() == 3);
  CHECK(tenant.manifest().keys_size() == 3);
  CHECK(tenant.private_keys() == 3);
}

TEST_CASE("a revoked key is listed as such and has a successor, or none") {
  const Tenant tenant;
  const auto stolen = tenant.signer().key_id();
  SECTION("with a successor") {
    revoke_key(tenant.files, stolen, true, now).value();
    CHECK(tenant.manifest().keys_size() == 2);
    CHECK(tenant.signer().key_id() != stolen);
  }
  SECTION("without") {
    revoke_key(tenant.files, stolen, false, now).value();
    CHECK(tenant.manifest().keys_size() == 1);
    CHECK(Signer::load(tenant.files, now).error().code == "no_key");
  }

  CHECK(tenant.manifest().version() == 2);
  REQUIRE(tenant.manifest().revoked_size() == 1);
  CHECK(tenant.manifest().revoked(0) == stolen);
  CHECK_FALSE(fs::exists(key_file(tenant.files.keys, stolen)));
}

TEST_CASE("nothing changes without the root, and nothing is lost") {
  Tenant tenant;
  const auto id = tenant.signer().key_id();
  SECTION("it is away") {
    fs::remove(tenant.files.root);
  }
  SECTION("it is another") {
    fs::remove(tenant.files.root);
    SigningKey::load_or_make(tenant.files.root).value();
  }

  CHECK_FALSE(rotate_keys(tenant.files, {}, {}, now));
  CHECK_FALSE(revoke_key(tenant.files, id, true, now));

  CHECK(tenant.manifest().version() == 1);
  CHECK(tenant.signer().key_id() == id);
}

TEST_CASE("a manifest that was edited is not published") {
  const Tenant tenant;
  auto bytes = read_file(tenant.files.manifest).value();
  bytes[10] = static_cast<char>(bytes[10] ^ 1);
  write_file(tenant.files.manifest, bytes, Access::open).value();

  CHECK(read_manifest(tenant.files).error().kind == Errc::invalid);
}

TEST_CASE("mistakes of whoever changes keys are told") {
  const Tenant tenant;
  const auto add = [&](const std::string& holder, v1::KeyRole role) {
    return add_key(tenant.files, holder, role, {}, now);
  };

  CHECK(add("", v1::KEY_ROLE_ADMIN).error().code == "bad_holder");
  CHECK(add(std::string(65, 'x'), v1::KEY_ROLE_ADMIN).error().code ==
        "bad_holder");
  CHECK(add("bob", v1::KEY_ROLE_UNSPECIFIED).error().code == "bad_role");
  CHECK(revoke_key(tenant.files, "0123", true, now).error().code ==
        "unknown_key");
  CHECK(rotate_keys(tenant.files, "0123", {}, now).error().code ==
        "unknown_key");
  CHECK(tenant.manifest().version() == 1);
  CHECK(key_role_of("support_2") == v1::KEY_ROLE_SUPPORT_2);
  CHECK(role_word(v1::KEY_ROLE_QA) == "qa");
}

TEST_CASE("keys that were changed meanwhile are taken over") {
  const Tenant tenant;
  const auto data = tenant.folder / "data";
  auto authority = Authority::open(data, "acme", {}).value();
  CHECK_FALSE(authority.refresh_keys().value());
  const auto stolen = authority.signer().key_id();

  revoke_key(authority.files().keys, stolen, true,
             authority.signer().manifest().manifest.issued_unix_ms() + 1)
      .value();

  CHECK(authority.refresh_keys().value());
  CHECK(authority.signer().key_id() != stolen);
}
