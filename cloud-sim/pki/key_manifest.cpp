#include "cloud-sim/pki/key_manifest.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "cloud-sim/pki/secret_file.hpp"

namespace soundcheck::cloud {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view domain = "soundcheck/v1/keys";

struct RoleWord {
  v1::KeyRole role;
  const char* word;
};

constexpr RoleWord role_words[] = {
    {v1::KEY_ROLE_VIEWER, "viewer"},
    {v1::KEY_ROLE_SUPPORT_1, "support_1"},
    {v1::KEY_ROLE_SUPPORT_2, "support_2"},
    {v1::KEY_ROLE_QA, "qa"},
    {v1::KEY_ROLE_ADMIN, "admin"},
    {v1::KEY_ROLE_SERVICE, "service"},
};

Result<KeyPtr> read_public_key(const fs::path& file) {
  const auto pem = read_file(file);
  if (!pem)
    return pem.error();
  const BioPtr bio(BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size())));
  KeyPtr key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
  if (!key) {
    ERR_clear_error();
    return Error(Errc::invalid, "key", file.string() + ": no public key");
  }
  return key;
}

bool verifies(EVP_PKEY* key, const v1::SignedKeyManifest& envelope) {
  std::string message(domain);
  message += '\0';
  message += envelope.manifest();
  const DigestPtr digest(EVP_MD_CTX_new());
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  return EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, key) ==
             1 &&
         EVP_DigestVerify(digest.get(), bytes(envelope.signature()),
                          envelope.signature().size(), bytes(message),
                          message.size()) == 1;
}

}  // namespace

KeyFiles::KeyFiles(const fs::path& pki)
    : root(pki / "root.key"),
      root_public(pki / "root.pem"),
      manifest(pki / "keys.manifest"),
      keys(pki / "keys") {}

Result<SealedManifest> read_manifest(const KeyFiles& files) {
  if (!fs::exists(files.manifest))
    return Error(Errc::not_found, "no_keys",
                 files.manifest.string() + ": there is no key manifest yet");
  auto bytes = read_file(files.manifest);
  if (!bytes)
    return bytes.error();
  const auto root = read_public_key(files.root_public);
  if (!root)
    return root.error();
  v1::SignedKeyManifest envelope;
  SealedManifest sealed;
  if (!envelope.ParseFromString(*bytes) || !verifies(root->get(), envelope) ||
      !sealed.manifest.ParseFromString(envelope.manifest()))
    return Error(Errc::invalid, "keys",
                 files.manifest.string() + ": not signed by the root of " +
                     files.root_public.string());
  sealed.bytes = std::move(*bytes);
  sealed.root_id = envelope.key_id();
  return sealed;
}

Result<void> write_manifest(const KeyFiles& files,
                            const v1::KeyManifest& manifest) {
  const auto root = SigningKey::load(files.root);
  if (!root)
    return root.error().during("the root key signs every change of keys");
  const auto known = read_public_key(files.root_public);
  if (!known)
    return known.error();
  if (const auto id = key_id_of(known->get()); !id || *id != root->id())
    return Error(Errc::invalid, "root",
                 files.root.string() + " is not the root key of " +
                     files.root_public.string());
  v1::SignedKeyManifest envelope;
  envelope.set_manifest(manifest.SerializeAsString());
  envelope.set_key_id(root->id());
  auto signature = root->sign(domain, envelope.manifest());
  if (!signature)
    return signature.error();
  envelope.set_signature(std::move(*signature));
  return write_file(files.manifest, envelope.SerializeAsString(), Access::open);
}

std::string role_word(v1::KeyRole role) {
  for (const auto& row : role_words)
    if (row.role == role)
      return row.word;
  return "unspecified";
}

v1::KeyRole key_role_of(const std::string& word) {
  for (const auto& row : role_words)
    if (row.word == word)
      return row.role;
  return v1::KEY_ROLE_UNSPECIFIED;
}

}  // namespace soundcheck::cloud
