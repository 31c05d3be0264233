#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agent/assist/key_ring.hpp"
#include "agent/assist/session.hpp"
#include "probes/board/clock.hpp"
#include "soundcheck/v1/command.pb.h"

namespace soundcheck::assist {

// The checks that a command must pass, each on its own. assist.cpp calls them
// in the order that README.md explains.

struct Refused {
  v1::Refusal reason = v1::REFUSAL_UNSPECIFIED;
  std::string detail;  ///< expert's words
};

template <class T>
using Admitted = boost::system::result<T, Refused>;

constexpr std::size_t max_command_bytes = std::size_t{16} * 1024;
/// Of a SignedCommand: the command, its signatures and the names of keys.
constexpr std::size_t max_payload_bytes = max_command_bytes + 512;

/// Bytes that a trusted key has signed. Only open_envelope() makes them, so
/// nothing unsigned can ever reach the parser of commands.
class SignedBytes {
 public:
  const std::string& bytes() const { return bytes_; }
  const std::string& key_id() const { return key_id_; }
  /// Of the second operator; empty when only one has signed.
  const std::string& second_key_id() const { return second_key_id_; }

 private:
  friend Admitted<SignedBytes> open_envelope(std::string_view,
                                             const KeyRing&,
                                             const Clock&);
  SignedBytes(std::string bytes, std::string key_id, std::string second_key_id)
      : bytes_(std::move(bytes)),
        key_id_(std::move(key_id)),
        second_key_id_(std::move(second_key_id)) {}

  std::string bytes_;
  std::string key_id_;
  std::string second_key_id_;
};

/// Refuses: too_large, malformed, unsigned, keys_outdated, unknown_key,
/// bad_signature, key_revoked, key_expired (by a trusted clock).
Admitted<SignedBytes> open_envelope(std::string_view payload,
                                    const KeyRing& keys,
                                    const Clock& clock);

/// Refuses: malformed (no Command, or a field beyond its limit).
Admitted<v1::Command> read_command(const SignedBytes& bytes);

/// Refuses: wrong_device.
Admitted<void> check_address(const v1::Command& command,
                             std::string_view tenant,
                             std::string_view device);

/// What time it is in the cloud, or a little earlier, since 1970. By our clock
/// when it is trusted, else by the session that the command belongs to;
/// nothing when neither tells.
std::optional<std::chrono::milliseconds> cloud_time(const v1::Command& command,
                                                    const Clock& clock,
                                                    const Session* open);

/// Refuses: expired. Without a time everything passes; the counters protect
/// then.
Admitted<void> check_time(const v1::Command& command,
                          std::optional<std::chrono::milliseconds> now);

/// Refuses: no_session. `holder` has the key that signed the command.
Admitted<void> check_session(const v1::Command& command,
                             std::string_view holder,
                             const Session* open);

/// Refuses: role, second_operator (for a disruptive command). The keys are
/// those of the envelope.
Admitted<void> check_rights(ConsentClass consent_class,
                            const KeyRing& keys,
                            std::string_view key_id,
                            std::string_view second_key_id);

/// Refuses: replayed. `last` is the highest counter spent so far.
Admitted<void> check_counter(const v1::Command& command, std::uint64_t last);

}  // namespace soundcheck::assist
