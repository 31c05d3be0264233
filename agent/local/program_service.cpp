#include <boost/asio/this_coro.hpp>

#include "agent/local/service.hpp"

namespace soundcheck::local {

namespace asio = boost::asio;

namespace {

v1::LocalResponse get_advice(const Ports& ports,
                             std::uint64_t id,
                             const std::string& language) {
  if (language != "en" && language != "zh")
    return failure(id, Error(Errc::unsupported, "languages are en and zh"));
  auto response = done(id);
  *response.mutable_done()->mutable_advice() = ports.advice(language == "zh");
  return response;
}

asio::awaitable<v1::LocalResponse> watch(const Ports& ports,
                                         std::uint64_t id,
                                         std::uint64_t seen) {
  while (ports.bell->rings() == seen) {
    (void)co_await ports.bell->wait();
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      co_return failure(id, Error(Errc::cancelled, "stopped on request"));
  }
  const auto revision = ports.bell->rings();
  auto status = co_await ports.status();
  if (!status)
    co_return failure(id, status.error());
  status->set_revision(revision);
  for (const auto& request : ports.desk.pending())
    *status->add_pending() = to_wire(request);
  auto response = done(id);
  *response.mutable_done()->mutable_status() = std::move(*status);
  co_return response;
}

v1::LocalResponse count(const Ports& ports, const v1::LocalRequest& request) {
  const auto& event = request.post_event();
  return answer(request.id(),
                ports.app_reports->count(event.name(), event.value()));
}

v1::LocalResponse measure(const Ports& ports, const v1::LocalRequest& request) {
  const auto& number = request.post_measurement();
  return answer(
      request.id(),
      ports.app_reports->measure(number.name(), number.value(), number.unit()));
}

}  // namespace

asio::awaitable<v1::LocalResponse> serve_program(const Ports& ports,
                                                 v1::LocalRequest request,
                                                 std::uint64_t client) {
  const auto id = request.id();
  const auto verb = request.verb_case();
  const bool known = verb >= v1::LocalRequest::kPostEvent &&
                     verb <= v1::LocalRequest::kGiveVerdict;
  if (!known) {
    co_return failure(
        id, Error(Errc::unsupported, "this version does not know that verb"));
  }
  if (!ports.bell)
    co_return failure(id, Error(Errc::unsupported, "there is no daemon"));
  switch (verb) {
    case v1::LocalRequest::kPostEvent:
      co_return count(ports, request);
    case v1::LocalRequest::kPostMeasurement:
      co_return measure(ports, request);
    case v1::LocalRequest::kGetAdvice:
      co_return get_advice(ports, id, request.get_advice());
    case v1::LocalRequest::kWatch:
      co_return co_await watch(ports, id, request.watch());
    case v1::LocalRequest::kOfferProbe: {
      const auto wanted = co_await ports.app_probes->offer(
          client, std::move(*request.mutable_offer_probe()));
      co_return answer(id, wanted);
    }
    default:
      co_return answer(id,
                       ports.app_probes->give(client, request.give_verdict()));
  }
}

}  // namespace soundcheck::local
