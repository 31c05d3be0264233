#pragma once

#include <cstdint>
#include <string>

#include "cloud-sim/pki/key_manifest.hpp"

namespace soundcheck::cloud {

// Changes of a tenant's keys. Each reads the manifest, makes private keys where
// it needs some, and has the root sign the next version; the manifest is the
// last that is written. `now_ms` since 1970.

/// Who signs commands unless it is another operator's turn, and who receipts.
inline constexpr const char* operators_holder = "support";
inline constexpr const char* service_holder = "cloud";

/// 0 days: 90 for operators, 400 for the service.
struct Lifetime {
  int days = 0;
  /// How long the key before is good beside its successor.
  int overlap_hours = 24;
};

/// The root and the first manifest, with one key for either holder. Errors:
/// denied, internal.
Result<void> found_keys(const KeyFiles& files,
                        const std::string& tenant,
                        std::int64_t now_ms);

/// One more operator. Returns the key's id. Errors also: invalid (no role, or a
/// name of more than 64 bytes), conflict (too many keys).
Result<std::string> add_key(const KeyFiles& files,
                            const std::string& holder,
                            v1::KeyRole role,
                            Lifetime lifetime,
                            std::int64_t now_ms);

/// A successor for the key, or for each when `key_id` is empty; what is long
/// over is dropped. Errors also: not_found.
Result<void> rotate_keys(const KeyFiles& files,
                         const std::string& key_id,
                         Lifetime lifetime,
                         std::int64_t now_ms);

/// Never believed again; its private half is removed here. `successor`: its
/// holder gets another one in the same step. Errors also: not_found.
Result<void> revoke_key(const KeyFiles& files,
                        const std::string& key_id,
                        bool successor,
                        std::int64_t now_ms);

}  // namespace soundcheck::cloud
