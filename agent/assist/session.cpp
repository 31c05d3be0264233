#include "agent/assist/session.hpp"

#include <algorithm>
#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace soundcheck::assist {

std::string_view to_string(SessionEnd end) {
  switch (end) {
    case SessionEnd::closed_by_support:
      return "was closed by support";
    case SessionEnd::stopped_by_owner:
      return "was stopped by the owner";
    case SessionEnd::timed_out:
      return "ran out of time";
    case SessionEnd::idle:
      return "was not in use";
    case SessionEnd::muted:
      return "was ended by the mute key";
    case SessionEnd::replaced:
      return "was replaced by a new one of the same operator";
    case SessionEnd::key_withdrawn:
      return "ended because the key that opened it was withdrawn";
    case SessionEnd::agent_stopped:
      return "ended because the agent stopped";
  }
  return "";
}

std::chrono::seconds SessionDoor::grant(const Policy& policy,
                                        std::chrono::seconds asked) {
  if (asked <= std::chrono::seconds::zero())
    asked = policy.default_session;
  return std::min(asked, policy.max_session);
}

bool SessionDoor::busy_for(std::string_view operator_name,
                           std::string_view holder) const {
  return session_ && (session_->operator_name != operator_name ||
                      session_->holder != holder);
}

Result<void> SessionDoor::open(Session session) {
  unsigned char bytes[nonce_bytes];
  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return Error(Errc::internal, "the system gives no random bytes");
  session.nonce.assign(reinterpret_cast<const char*>(bytes), sizeof bytes);
  session_ = std::move(session);
  return {};
}

std::optional<Session> SessionDoor::close() {
  auto ended = std::move(session_);
  session_.reset();
  return ended;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace soundcheck::assist
