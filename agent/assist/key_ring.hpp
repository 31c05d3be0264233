#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/assist/role.hpp"
#include "agent/assist/signature.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck::assist {

/// A key that this speaker obeys.
struct Key {
  PublicKey key;
  std::string holder;  ///< the operator who has the private half
  Rights rights;
  /// Since 1970, by a trusted clock.
  std::int64_t not_before_ms = 0;
  std::int64_t not_after_ms = 0;  ///< 0: for ever
};

/// Whom this speaker obeys now. Either the keys it was built with, for
/// everything and for ever, or those of the newest manifest that a root key has
/// signed (proto/soundcheck/v1/keys.proto).
class KeyRing {
 public:
  static constexpr std::size_t max_manifest_bytes = std::size_t{16} * 1024;

  /// Obeys `keys`; takes no manifest.
  explicit KeyRing(const TrustedKeys& keys = {});
  /// Obeys whom `roots` name for `tenant`; nobody until load() or take(). The
  /// newest manifest is kept in `file`.
  KeyRing(TrustedKeys roots, std::string tenant, std::string file);

  /// Reads what was kept. No file is no error. Errors: parse (it is no manifest
  /// that a root has signed for this tenant); nobody is obeyed then.
  Result<void> load();

  struct Taken {
    enum What {
      refused,   ///< no root to judge it by, not signed by one, for another
                 ///< tenant, older than the one in force, or no manifest
      known,     ///< the same version as before
      newer,     ///< in force, and on the disk
      not_kept,  ///< in force until the next start
    } what;
    std::string why;  ///< it was refused
  };
  /// Takes a SignedKeyManifest as received; one that is refused changes
  /// nothing. Blocks while it is written: a revocation that a power cut undoes
  /// is none, and only a root can make us write.
  Taken take(std::string_view payload);

  /// Asks for the key's time only where `clock` is trusted.
  Verification verify(Domain domain,
                      std::string_view payload,
                      std::string_view signature,
                      std::string_view key_id,
                      const Clock& clock) const;

  /// Null for a key that is not obeyed.
  const Key* find(std::string_view key_id) const;

  /// Of the manifest in force; 0 without one.
  std::uint64_t version() const { return content_.version; }
  /// Whether something was signed under keys that are still to come.
  bool lacks(std::uint64_t version) const {
    return !file_.empty() && version > content_.version;
  }

 private:
  struct Content {
    std::uint64_t version = 0;
    std::vector<Key> keys;
    std::string revoked = "\n";  ///< ids, each with a line feed behind it
  };

  bool is_revoked(std::string_view key_id) const;
  /// Null, or what is wrong.
  const char* open(std::string_view payload, Content& content) const;
  const char* read(std::string_view manifest, Content& content) const;

  TrustedKeys roots_;
  std::string tenant_;
  std::string file_;  ///< empty without a root
  Content content_;
};

}  // namespace soundcheck::assist
