#pragma once

#include <cstdint>
#include <string>

#include "cloud-sim/pki/key_manifest.hpp"
#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::cloud {

/// What the cloud signs with the keys of the manifest in force: commands with
/// the operators' newest, receipts and knowledge with the service's.
class Signer {
 public:
  /// Errors: not_found (no manifest, or no key of either holder that is good at
  /// `now_ms` and lies here), denied, invalid.
  static Result<Signer> load(const KeyFiles& files, std::int64_t now_ms);

  const std::string& key_id() const { return operators_.id(); }
  const std::string& service_key_id() const { return service_.id(); }
  const SealedManifest& manifest() const { return manifest_; }
  /// When the first of its two keys can no longer be used.
  std::int64_t good_until_ms() const { return good_until_ms_; }

  Result<v1::SignedCommand> sign(const v1::Command& command) const;
  /// The second operator's key: the newest of that holder in the role admin
  /// that is good at `now_ms` and lies here. Errors: not_found; denied for the
  /// holder of the first signature.
  Result<SigningKey> second_key(const std::string& holder,
                                std::int64_t now_ms) const;
  Result<v1::SignedReceipt> sign(const v1::Receipt& receipt) const;
  /// `knowledge` is a serialised KnowledgeBase.
  Result<v1::SignedKnowledge> sign(const v1::KnowledgeRelease& release) const;

 private:
  Signer(std::filesystem::path keys,
         SealedManifest manifest,
         SigningKey operators,
         SigningKey service,
         std::int64_t good_until_ms);

  std::filesystem::path keys_;
  SealedManifest manifest_;
  SigningKey operators_, service_;
  std::int64_t good_until_ms_;
};

/// The second operator's signature, with his own key, over what the first has
/// signed.
Result<void> countersign(v1::SignedCommand& envelope, const SigningKey& key);

}  // namespace soundcheck::cloud
