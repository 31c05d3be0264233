#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agent/assist/session.hpp"
#include "agent/assist/signature.hpp"
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
/// Of a SignedCommand: the command, its signature and the name of a key.
constexpr std::size_t max_payload_bytes = max_command_bytes + 512;

/// Bytes that a trusted key has signed. Only open_envelope() makes them, so
/// nothing unsigned can ever reach the parser of commands.
class SignedBytes {
 public:
  const std::string& bytes() const { return bytes_; }
  const std::string& key_id() const { return key_id_; }

 private:
  friend Admitted<SignedBytes> open_envelope(std::string_view payload,
                                             const TrustedKeys& keys);
  SignedBytes(std::string bytes, std::string key_id)
      : bytes_(std::move(bytes)), key_id_(std::move(key_id)) {}

  std::string bytes_;
  std::string key_id_;
};

/// Refuses: too_large, malformed, unsigned, unknown_key, bad_signature.
Admitted<SignedBytes> open_envelope(std::string_view payload,
                                    const TrustedKeys& keys);

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

/// Refuses: no_session.
Admitted<void> check_session(const v1::Command& command,
                             std::string_view key_id,
                             const Session* open);

/// Refuses: replayed. `last` is the highest counter spent so far.
Admitted<void> check_counter(const v1::Command& command, std::uint64_t last);

}  // namespace soundcheck::assist
