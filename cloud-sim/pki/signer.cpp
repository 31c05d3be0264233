#include "cloud-sim/pki/signer.hpp"

namespace soundcheck::cloud {

Result<Signer> Signer::load_or_make(const std::filesystem::path& file) {
  auto key = load_or_make_key(file, make_ed25519_key);
  if (!key)
    return key.error();
  auto id = key_id_of(key->get());
  if (!id)
    return id.error();
  return Signer(std::move(*key), std::move(*id));
}

Signer::Signer(KeyPtr key, std::string key_id)
    : key_(std::move(key)), key_id_(std::move(key_id)) {}

Result<std::string> Signer::signature(std::string_view context,
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

Result<v1::SignedCommand> Signer::sign(const v1::Command& command) const {
  v1::SignedCommand envelope;
  envelope.set_command(command.SerializeAsString());
  auto made = signature("soundcheck/v1/command", envelope.command());
  if (!made)
    return made.error();
  envelope.set_key_id(key_id_);
  envelope.set_signature(std::move(*made));
  return envelope;
}

Result<v1::SignedReceipt> Signer::sign(const v1::Receipt& receipt) const {
  v1::SignedReceipt envelope;
  envelope.set_receipt(receipt.SerializeAsString());
  auto made = signature("soundcheck/v1/receipt", envelope.receipt());
  if (!made)
    return made.error();
  envelope.set_key_id(key_id_);
  envelope.set_signature(std::move(*made));
  return envelope;
}

Result<v1::SignedKnowledge> Signer::sign_knowledge(
    std::string knowledge) const {
  v1::SignedKnowledge envelope;
  envelope.set_knowledge(std::move(knowledge));
  auto made = signature("soundcheck/v1/knowledge", envelope.knowledge());
  if (!made)
    return made.error();
  envelope.set_key_id(key_id_);
  envelope.set_signature(std::move(*made));
  return envelope;
}

}  // namespace soundcheck::cloud
