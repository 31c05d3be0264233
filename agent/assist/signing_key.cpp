#include "agent/assist/signing_key.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "probes/board/whole_file.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::size_t signature_bytes = 64;
constexpr std::size_t max_key_file_bytes = 4096;

}  // namespace

Result<SigningKey> SigningKey::load(const std::filesystem::path& file) {
  const auto text = read_whole_file(file, max_key_file_bytes);
  if (!text)
    return text.error();
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(text->data(), static_cast<int>(text->size())), &BIO_free);
  std::shared_ptr<EVP_PKEY> key(
      bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)
          : nullptr,
      &EVP_PKEY_free);
  if (!key)
    return Error(Errc::parse, file.string() + ": is not a private key in PEM");
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return Error(Errc::parse, file.string() +
                                  ": is not an Ed25519 key; make one with "
                                  "openssl genpkey -algorithm ed25519");
  }
  return SigningKey(std::move(key));
}

Result<std::string> SigningKey::sign(Domain domain,
                                     std::string_view payload) const {
  const auto message = signed_message(domain, payload);
  std::string signature(signature_bytes, '\0');
  auto size = signature.size();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const bool done =
      context &&
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                         key_.get()) == 1 &&
      EVP_DigestSign(context.get(),
                     reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(message.data()),
                     message.size()) == 1 &&
      size == signature.size();
  if (!done)
    return Error(Errc::internal, "OpenSSL would not sign");
  return signature;
}

}  // namespace soundcheck::assist
