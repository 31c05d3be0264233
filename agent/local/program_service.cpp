#include <boost/asio/this_coro.hpp>

#include "agent/local/service.hpp"
#include "agent/local/texts.hpp"

namespace soundcheck::local {

namespace asio = boost::asio;

namespace {

using Request = v1::LocalRequest;

v1::LocalResponse get_text(const Ports& ports, const Request& request) {
  const auto* text = text_of(request.get_text(), ports.knowledge());
  if (!text) {
    return failure(request.id(),
                   Error(Errc::unsupported, "there is no such text"));
  }
  auto response = done(request.id());
  auto& both = *response.mutable_done()->mutable_text();
  both.set_en(text->en);
  both.set_zh(text->zh);
  return response;
}

v1::LocalResponse serve_now(const Ports& ports,
                            const Request& request,
                            std::uint64_t client) {
  const auto& number = request.post();
  switch (request.verb_case()) {
    case Request::kPost:
      return answer(request.id(),
                    ports.app_reports->take(number.name(), number.value(),
                                            number.unit()));
    case Request::kGetText:
      return get_text(ports, request);
    default:
      return answer(request.id(),
                    ports.app_probes->give(client, request.give_verdict()));
  }
}

}  // namespace

Right right_for(Request::VerbCase verb) {
  switch (verb) {
    case Request::kGetStatus:
    case Request::kListProbes:
    case Request::kGetConsents:
    case Request::kGetHistory:
    case Request::kGetText:
    case Request::kWatch:
      return Right::read;
    case Request::kRunProbes:
    case Request::kDiagnose:
      return Right::run;
    case Request::kPost:
      return Right::post;
    case Request::kOfferProbe:
    case Request::kGiveVerdict:
      return Right::probe;
    default:
      return Right::owner;
  }
}

asio::awaitable<v1::LocalResponse> serve_program(const Ports& ports,
                                                 Request request,
                                                 std::uint64_t client) {
  const auto id = request.id();
  const auto verb = request.verb_case();
  const bool known =
      verb >= Request::kPost && verb <= Request::kGiveVerdict && ports.bell;
  if (!known) {
    co_return failure(
        id, Error(Errc::unsupported, "this version does not know that verb"));
  }
  if (verb >= Request::kOfferProbe && !ports.app_probes) {
    co_return failure(id, Error(Errc::unsupported,
                                "this daemon was built without probes of "
                                "programs"));
  }
  const bool watches = verb == Request::kWatch;
  if (!watches && verb != Request::kOfferProbe)
    co_return serve_now(ports, request, client);
  AppProbe* probe = nullptr;
  if (!watches) {
    const auto offered = ports.app_probes->offer(client, request.offer_probe());
    if (!offered)
      co_return failure(id, offered.error());
    probe = *offered;
  }
  auto& bell = probe ? ports.app_probes->bell() : *ports.bell;
  auto stopped = asio::cancellation_type::none;
  while (stopped == asio::cancellation_type::none &&
         (probe ? !probe->asked : bell.rings() == request.watch())) {
    (void)co_await bell.wait();
    const auto state = co_await asio::this_coro::cancellation_state;
    stopped = state.cancelled();
  }
  if (probe)
    ports.app_probes->end_offer(*probe);
  if (stopped != asio::cancellation_type::none)
    co_return failure(id, Error(Errc::cancelled, "stopped on request"));
  auto response = done(id);
  if (probe)
    co_return response;
  // Taken before the status: what changes meanwhile is told next time.
  const auto revision = bell.rings();
  auto status = co_await ports.status();
  if (!status)
    co_return failure(id, status.error());
  status->set_revision(revision);
  *response.mutable_done()->mutable_status() = std::move(*status);
  co_return response;
}

}  // namespace soundcheck::local
