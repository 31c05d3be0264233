#include "agent/assist/assist.hpp"

#include "agent/assist/floor.hpp"

namespace soundcheck::assist {

Assist::Assist(boost::asio::any_io_executor executor,
               Identity identity,
               Policy policy,
               Ports ports)
    : floor_(std::make_shared<Floor>(std::move(executor),
                                     std::move(identity),
                                     policy,
                                     std::move(ports))) {}

Assist::~Assist() = default;

Task<void> Assist::start() {
  return floor_->start();
}

void Assist::receive(std::string_view payload) {
  floor_->receive(payload);
}

void Assist::receive_keys(std::string_view payload) {
  floor_->receive_keys(payload);
}

void Assist::refuse_too_large(std::size_t bytes) {
  const Refused why{v1::REFUSAL_TOO_LARGE, std::to_string(bytes) + " bytes"};
  floor_->turn_away(why, AuditEvent());
}

boost::asio::awaitable<void> Assist::stop() {
  return floor_->stop();
}

std::optional<SessionView> Assist::session() const {
  const auto* session = floor_->open_session_now();
  if (!session)
    return std::nullopt;
  const auto left = session->ends - floor_->clock().monotonic();
  return SessionView{session->id, session->operator_name,
                     std::chrono::ceil<std::chrono::seconds>(left)};
}

std::string Assist::running() const {
  return floor_->running();
}

std::vector<ConsentRequest> Assist::pending() const {
  return floor_->consents().pending();
}

StandingConsents Assist::standing() const {
  return floor_->standing();
}

Result<void> Assist::answer(std::string_view command_id,
                            bool allow,
                            ConsentScope scope) {
  return floor_->consents().answer(command_id, allow, scope);
}

Result<void> Assist::revoke(std::string_view consent_class) {
  return floor_->revoke(consent_class);
}

Result<void> Assist::end_session(bool by_mute) {
  if (!floor_->open_session_now())
    return Error(Errc::unsupported, "no session is open");
  floor_->end_session(by_mute ? SessionEnd::muted
                              : SessionEnd::stopped_by_owner);
  return {};
}

Task<std::string> Assist::read_audit(std::uint64_t from, std::size_t limit) {
  return floor_->audit().read(from, limit);
}

}  // namespace soundcheck::assist
