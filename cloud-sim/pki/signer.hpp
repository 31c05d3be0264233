#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "cloud-sim/pki/keys.hpp"
#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::cloud {

/// The Ed25519 key that devices trust, and what is signed with it.
class Signer {
 public:
  /// Reads the key, or makes it (0600). Errors: denied, invalid, internal.
  static Result<Signer> load_or_make(const std::filesystem::path& file);

  const std::string& key_id() const { return key_id_; }
  Result<std::string> public_key_pem() const { return public_pem(key_.get()); }

  Result<v1::SignedCommand> sign(const v1::Command& command) const;
  Result<v1::SignedReceipt> sign(const v1::Receipt& receipt) const;
  /// `knowledge` is a serialised KnowledgeBase.
  Result<v1::SignedKnowledge> sign_knowledge(std::string knowledge) const;

 private:
  Signer(KeyPtr key, std::string key_id);
  /// Over `context`, one zero byte and `bytes`: a signature made for one kind
  /// of message never fits another.
  Result<std::string> signature(std::string_view context,
                                std::string_view bytes) const;

  KeyPtr key_;
  std::string key_id_;
};

}  // namespace soundcheck::cloud
