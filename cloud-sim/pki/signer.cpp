#include "cloud-sim/pki/signer.hpp"

#include <algorithm>

#include "cloud-sim/pki/key_changes.hpp"

namespace soundcheck::cloud {

namespace {

/// The newest of the holder's that is good now; null without one.
const v1::OperatorKey* newest(const v1::KeyManifest& manifest,
                              std::string_view holder,
                              std::int64_t now_ms) {
  const v1::OperatorKey* found = nullptr;
  for (const auto& key : manifest.keys())
    if (key.holder() == holder && key.not_before_unix_ms() <= now_ms &&
        key.not_after_unix_ms() >= now_ms &&
        (!found || key.not_before_unix_ms() >= found->not_before_unix_ms()))
      found = &key;
  return found;
}

Error no_key(const KeyFiles& files, const char* holder) {
  return {Errc::not_found, "no_key",
          files.manifest.string() + ": no key of \"" + holder +
              "\" is good now; renew them where the root key is: "
              "soundcheck-cloud keys rotate"};
}

Result<std::string> command_signature(const v1::SignedCommand& envelope,
                                      const SigningKey& key) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8)
    bytes += static_cast<char>(envelope.keys_version() >> shift & 0xff);
  return key.sign("soundcheck/v1/command-under-keys",
                  bytes + envelope.command());
}

}  // namespace

Signer::Signer(std::filesystem::path keys,
               SealedManifest manifest,
               SigningKey operators,
               SigningKey service,
               std::int64_t good_until_ms)
    : keys_(std::move(keys)),
      manifest_(std::move(manifest)),
      operators_(std::move(operators)),
      service_(std::move(service)),
      good_until_ms_(good_until_ms) {}

Result<Signer> Signer::load(const KeyFiles& files, std::int64_t now_ms) {
  auto sealed = read_manifest(files);
  if (!sealed)
    return sealed.error();
  const auto* command = newest(sealed->manifest, operators_holder, now_ms);
  if (!command)
    return no_key(files, operators_holder);
  const auto* service = newest(sealed->manifest, service_holder, now_ms);
  if (!service)
    return no_key(files, service_holder);
  auto command_key = SigningKey::load(key_file(files.keys, command->key_id()));
  if (!command_key)
    return command_key.error();
  auto service_key = SigningKey::load(key_file(files.keys, service->key_id()));
  if (!service_key)
    return service_key.error();
  const auto good_until =
      std::min(command->not_after_unix_ms(), service->not_after_unix_ms());
  return Signer(files.keys, std::move(*sealed), std::move(*command_key),
                std::move(*service_key), good_until);
}

Result<v1::SignedCommand> Signer::sign(const v1::Command& command) const {
  v1::SignedCommand envelope;
  envelope.set_command(command.SerializeAsString());
  envelope.set_keys_version(manifest_.manifest.version());
  auto made = command_signature(envelope, operators_);
  if (!made)
    return made.error();
  envelope.set_key_id(operators_.id());
  envelope.set_signature(std::move(*made));
  return envelope;
}

Result<SigningKey> Signer::second_key(const std::string& holder,
                                      std::int64_t now_ms) const {
  if (holder == operators_holder)
    return Error(Errc::denied, "same_holder",
                 "\"" + holder +
                     "\" holds the key that signs first; the second operator "
                     "needs an account and a key of another name");
  const auto* found = newest(manifest_.manifest, holder, now_ms);
  if (!found || found->role() != v1::KEY_ROLE_ADMIN)
    return Error(Errc::not_found, "no_key",
                 "\"" + holder +
                     "\" has no key of the role admin; whoever holds the root "
                     "makes one: soundcheck-cloud keys add --holder " +
                     holder + " --role admin");
  return SigningKey::load(key_file(keys_, found->key_id()));
}

Result<v1::SignedReceipt> Signer::sign(const v1::Receipt& receipt) const {
  v1::SignedReceipt envelope;
  envelope.set_receipt(receipt.SerializeAsString());
  auto made = service_.sign("soundcheck/v1/receipt", envelope.receipt());
  if (!made)
    return made.error();
  envelope.set_key_id(service_.id());
  envelope.set_signature(std::move(*made));
  return envelope;
}

Result<v1::SignedKnowledge> Signer::sign(
    const v1::KnowledgeRelease& release) const {
  v1::SignedKnowledge envelope;
  envelope.set_release(release.SerializeAsString());
  auto made = service_.sign("soundcheck/v1/knowledge", envelope.release());
  if (!made)
    return made.error();
  envelope.set_key_id(service_.id());
  envelope.set_signature(std::move(*made));
  return envelope;
}

Result<void> countersign(v1::SignedCommand& envelope, const SigningKey& key) {
  auto made = command_signature(envelope, key);
  if (!made)
    return made.error();
  envelope.set_second_key_id(key.id());
  envelope.set_second_signature(std::move(*made));
  return {};
}

}  // namespace soundcheck::cloud
