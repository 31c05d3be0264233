#include "agent/assist/admission.hpp"

#include <chrono>
#include <google/protobuf/stubs/logging.h>

namespace soundcheck::assist {

namespace {

// Between the cloud's clock and a synchronised clock of ours.
constexpr std::chrono::milliseconds clock_tolerance{5000};

constexpr std::size_t max_id_bytes = 64;
constexpr std::size_t max_operator_bytes = 128;
constexpr std::size_t max_reason_bytes = 512;

Refused refuse(v1::Refusal reason, std::string detail) {
  return {reason, std::move(detail)};
}

Refused malformed(std::string detail) {
  return refuse(v1::REFUSAL_MALFORMED, std::move(detail));
}

Refused too_large(std::size_t bytes) {
  return refuse(v1::REFUSAL_TOO_LARGE, std::to_string(bytes) +
                                           " bytes; a command has at most " +
                                           std::to_string(max_command_bytes));
}

std::string beyond(std::string_view field, std::size_t limit) {
  return std::string(field) + " is longer than " + std::to_string(limit) +
         " bytes";
}

/// Strangers' bytes must not fill the system's log through protobuf.
bool parse_quietly(google::protobuf::MessageLite& message,
                   std::string_view bytes) {
  const google::protobuf::LogSilencer silence;
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

/// Empty when every field is within its limit.
std::string field_problem(const v1::Command& command) {
  if (command.id().empty())
    return "the command has no id";
  if (command.id().size() > max_id_bytes)
    return beyond("id", max_id_bytes);
  if (command.session().empty())
    return "the command names no session";
  if (command.session().size() > max_id_bytes)
    return beyond("session", max_id_bytes);
  if (command.operator_().empty())
    return "the command does not say who asks";
  if (command.operator_().size() > max_operator_bytes)
    return beyond("operator", max_operator_bytes);
  if (command.reason().size() > max_reason_bytes)
    return beyond("reason", max_reason_bytes);
  return "";
}

/// What the operators have signed of an envelope.
struct Signed {
  Domain domain = Domain::command;
  std::string bytes;
};

Signed signed_of(const v1::SignedCommand& envelope) {
  if (envelope.keys_version() == 0)
    return {Domain::command, envelope.command()};
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<char>(envelope.keys_version() >> shift));
  return {Domain::command_under_keys, bytes + envelope.command()};
}

Admitted<void> check_signature(const Signed& whole,
                               const std::string& key_id,
                               const std::string& signature,
                               const KeyRing& keys,
                               const Clock& clock) {
  auto reason = v1::REFUSAL_BAD_SIGNATURE;
  const char* problem = "did not sign this, or it was altered";
  switch (keys.verify(whole.domain, whole.bytes, signature, key_id, clock)) {
    case Verification::good:
      return {};
    case Verification::unknown_key:
      reason = v1::REFUSAL_UNKNOWN_KEY;
      problem = "is not trusted";
      break;
    case Verification::revoked:
      reason = v1::REFUSAL_KEY_REVOKED;
      problem = "was revoked";
      break;
    case Verification::out_of_time:
      reason = v1::REFUSAL_KEY_EXPIRED;
      problem = "is not valid at this time";
      break;
    case Verification::bad_signature:
      break;
  }
  return refuse(reason, "key \"" + key_id + "\" " + problem);
}

Admitted<void> check_signatures(const v1::SignedCommand& envelope,
                                const KeyRing& keys,
                                const Clock& clock) {
  const auto whole = signed_of(envelope);
  auto first = check_signature(whole, envelope.key_id(), envelope.signature(),
                               keys, clock);
  if (!first ||
      (envelope.second_key_id().empty() && envelope.second_signature().empty()))
    return first;
  return check_signature(whole, envelope.second_key_id(),
                         envelope.second_signature(), keys, clock);
}

}  // namespace

Admitted<SignedBytes> open_envelope(std::string_view payload,
                                    const KeyRing& keys,
                                    const Clock& clock) {
  if (payload.size() > max_payload_bytes)
    return too_large(payload.size());
  v1::SignedCommand envelope;
  if (!parse_quietly(envelope, payload))
    return malformed("not a SignedCommand");
  if (envelope.command().size() > max_command_bytes)
    return too_large(envelope.command().size());
  if (envelope.command().empty())
    return malformed("a SignedCommand without a command");
  if (envelope.signature().empty())
    return refuse(v1::REFUSAL_UNSIGNED, "the command carries no signature");
  if (keys.lacks(envelope.keys_version())) {
    return refuse(v1::REFUSAL_KEYS_OUTDATED,
                  "made under newer keys; this device has version " +
                      std::to_string(keys.version()));
  }
  if (auto signatures = check_signatures(envelope, keys, clock); !signatures)
    return signatures.error();
  return SignedBytes(std::move(*envelope.mutable_command()),
                     std::move(*envelope.mutable_key_id()),
                     std::move(*envelope.mutable_second_key_id()));
}

Admitted<v1::Command> read_command(const SignedBytes& bytes) {
  v1::Command command;
  if (!parse_quietly(command, bytes.bytes()))
    return malformed("signed, but not a Command");
  if (auto problem = field_problem(command); !problem.empty())
    return malformed(std::move(problem));
  return command;
}

Admitted<void> check_address(const v1::Command& command,
                             std::string_view tenant,
                             std::string_view device) {
  if (command.tenant() == tenant && command.device() == device)
    return {};
  return refuse(v1::REFUSAL_WRONG_DEVICE, "meant for another device");
}

std::optional<std::chrono::milliseconds> cloud_time(const v1::Command& command,
                                                    const Clock& clock,
                                                    const Session* open) {
  if (clock.trusted())
    return clock.wall();
  if (open && command.session() == open->id)
    return clock.monotonic() + open->cloud_ahead;
  return {};
}

Admitted<void> check_time(const v1::Command& command,
                          std::optional<std::chrono::milliseconds> now) {
  if (!now)
    return {};
  const auto latest = *now - clock_tolerance;
  if (command.expires_unix_ms() >= latest.count())
    return {};
  return refuse(v1::REFUSAL_EXPIRED,
                "expired at " + std::to_string(command.expires_unix_ms()) +
                    " ms, it is " + std::to_string(now->count()));
}

Admitted<void> check_session(const v1::Command& command,
                             std::string_view holder,
                             const Session* open) {
  const auto no_session = [](const char* detail) {
    return refuse(v1::REFUSAL_NO_SESSION, detail);
  };
  if (!open)
    return no_session("no session is open");
  if (command.session() != open->id || holder != open->holder)
    return no_session("another session is open");
  if (!same_secret(command.nonce(), open->nonce))
    return no_session("the nonce is not the session's");
  return {};
}

Admitted<void> check_rights(ConsentClass consent_class,
                            const KeyRing& keys,
                            std::string_view key_id,
                            std::string_view second_key_id) {
  const auto* first = keys.find(key_id);
  if (!first || !first->rights.may(consent_class)) {
    return refuse(v1::REFUSAL_ROLE,
                  "the key's role may not ask for this class");
  }
  const auto* second = keys.find(second_key_id);
  if (consent_class != ConsentClass::disruptive ||
      (second && second->rights.may(consent_class) &&
       second->holder != first->holder))
    return {};
  return refuse(v1::REFUSAL_SECOND_OPERATOR,
                "a second operator who may ask for it must sign it, too");
}

Admitted<void> check_counter(const v1::Command& command, std::uint64_t last) {
  if (command.counter() > last)
    return {};
  return refuse(v1::REFUSAL_REPLAYED,
                "counter " + std::to_string(command.counter()) +
                    " is not above " + std::to_string(last));
}

}  // namespace soundcheck::assist
