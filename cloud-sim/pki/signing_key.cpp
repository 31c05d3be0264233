#include "cloud-sim/pki/signing_key.hpp"

#include "cloud-sim/pki/secret_file.hpp"

namespace soundcheck::cloud {

namespace fs = std::filesystem;

fs::path key_file(const fs::path& folder, const std::string& key_id) {
  return folder / (key_id + ".key");
}

Result<SigningKey> SigningKey::of(KeyPtr key) {
  auto id = key_id_of(key.get());
  if (!id)
    return id.error();
  return SigningKey(std::move(key), std::move(*id));
}

Result<SigningKey> SigningKey::load(const fs::path& file) {
  auto key = load_key(file);
  if (!key)
    return key.error();
  if (EVP_PKEY_get_base_id(key->get()) != EVP_PKEY_ED25519)
    return Error(Errc::invalid, "key", file.string() + ": no Ed25519 key");
  return of(std::move(*key));
}

Result<SigningKey> SigningKey::load_or_make(const fs::path& file) {
  auto key = load_or_make_key(file, make_ed25519_key);
  if (!key)
    return key.error();
  return of(std::move(*key));
}

Result<SigningKey> SigningKey::make_in(const fs::path& folder) {
  auto key = make_ed25519_key();
  if (!key)
    return key.error();
  const auto pem = private_pem(key->get());
  if (!pem)
    return pem.error();
  auto made = of(std::move(*key));
  if (!made)
    return made;
  const auto written =
      write_file(key_file(folder, made->id()), *pem, Access::secret);
  if (!written)
    return written.error();
  return made;
}

Result<std::string> SigningKey::raw_public_key() const {
  std::string raw(32, '\0');
  auto size = raw.size();
  if (EVP_PKEY_get_raw_public_key(key_.get(),
                                  reinterpret_cast<unsigned char*>(raw.data()),
                                  &size) != 1 ||
      size != raw.size())
    return openssl_error("reading a public key");
  return raw;
}

Result<std::string> SigningKey::sign(std::string_view context,
                                     std::string_view bytes) const {
  std::string message(context);
  message += '\0';
  message += bytes;
  std::string signature(64, '\0');
  std::size_t size = signature.size();
  DigestPtr digest(EVP_MD_CTX_new());
  if (!digest ||
      EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key_.get()) !=
          1 ||
      EVP_DigestSign(digest.get(),
                     reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(message.data()),
                     message.size()) != 1)
    return openssl_error("signing");
  signature.resize(size);
  return signature;
}

}  // namespace soundcheck::cloud
