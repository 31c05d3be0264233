#include "agent/local/service.hpp"

#include <boost/asio/this_coro.hpp>

#include "agent/remedies/remedies.hpp"
#include "agent/report.hpp"

namespace soundcheck::local {

namespace asio = boost::asio;

namespace {

using Tell = std::function<void(v1::LocalResponse)>;

constexpr int max_probes = 32;

Watch watch_for(std::uint64_t id, Tell tell) {
  return [id, tell = std::move(tell)](const Step& step) {
    v1::LocalResponse response;
    response.set_id(id);
    *response.mutable_progress() = to_wire(step);
    tell(std::move(response));
  };
}

asio::awaitable<bool> stopped() {
  const auto state = co_await asio::this_coro::cancellation_state;
  co_return state.cancelled() != asio::cancellation_type::none;
}

asio::awaitable<v1::LocalResponse> get_status(const Ports& ports,
                                              std::uint64_t id) {
  auto status = co_await ports.status();
  if (!status)
    co_return failure(id, status.error().during("asking for the status"));
  auto response = done(id);
  *response.mutable_done()->mutable_status() = std::move(*status);
  co_return response;
}

asio::awaitable<v1::LocalResponse> get_history(const Ports& ports,
                                               std::uint64_t id,
                                               v1::ShowMeasurements verb) {
  if (!ports.history)
    co_return failure(id, Error(Errc::unsupported, "there is no daemon"));
  auto history = co_await ports.history(std::move(verb));
  if (!history)
    co_return failure(id, history.error());
  auto response = done(id);
  *response.mutable_done()->mutable_history() = std::move(*history);
  co_return response;
}

v1::LocalResponse list_probes(const Ports& ports, std::uint64_t id) {
  auto response = done(id);
  auto& list = *response.mutable_done()->mutable_probe_list();
  for (const auto& probe : ports.checkup.catalog())
    *list.add_probes() = to_wire(probe);
  return response;
}

Result<std::vector<std::string>> ids_of(const Ports& ports,
                                        const v1::RunProbes& verb) {
  if (verb.probe_ids_size() < 1 || verb.probe_ids_size() > max_probes) {
    return Error(Errc::unsupported,
                 "name 1 to " + std::to_string(max_probes) + " probes");
  }
  std::vector<std::string> ids;
  for (const auto& id : verb.probe_ids()) {
    if (!ports.checkup.find(id))
      return Error(Errc::unsupported, "there is no probe \"" + id + '"');
    ids.push_back(id);
  }
  return ids;
}

asio::awaitable<v1::LocalResponse> run_probes(const Ports& ports,
                                              std::uint64_t id,
                                              v1::RunProbes verb,
                                              Tell tell) {
  auto ids = ids_of(ports, verb);
  if (!ids)
    co_return failure(id, ids.error());
  auto watch = watch_for(id, std::move(tell));
  const auto runs =
      co_await ports.checkup.run(std::move(*ids), std::move(watch));
  const bool stop = co_await stopped();
  if (stop)
    co_return failure(id, Error(Errc::cancelled, "stopped on request"));
  if (ports.keep_runs)
    co_await ports.keep_runs(runs);
  auto response = done(id);
  auto& results = *response.mutable_done()->mutable_probe_results();
  for (const auto& run : runs)
    *results.add_results() = to_wire(run);
  co_return response;
}

asio::awaitable<v1::LocalResponse> diagnose(const Ports& ports,
                                            std::uint64_t id,
                                            v1::Diagnose verb,
                                            Tell tell) {
  auto question = question_of(verb);
  auto watch = watch_for(id, std::move(tell));
  const auto result =
      co_await ports.checkup.diagnose(std::move(question), std::move(watch));
  if (result.cancelled)
    co_return failure(id, Error(Errc::cancelled, "stopped on request"));
  if (ports.keep_diagnosis)
    co_await ports.keep_diagnosis(result);
  auto response = done(id);
  *response.mutable_done()->mutable_diagnosis() = to_wire(result);
  co_return response;
}

asio::awaitable<v1::LocalResponse> use_remedies(const Ports& ports,
                                                std::uint64_t id,
                                                std::string remedy,
                                                Tell tell) {
  auto* remedies = ports.remedies;
  if (!remedies)
    co_return failure(id, Error(Errc::unsupported, "there is no daemon"));
  auto response = done(id);
  auto& report = *response.mutable_done()->mutable_remedies();
  if (remedy.empty()) {
    for (auto& one : remedies->list())
      *report.add_remedies() = std::move(one);
    co_return response;
  }
  if (!remedies->find(remedy)) {
    co_return failure(
        id, Error(Errc::unsupported, "the speaker has no remedy \"" + remedy +
                                         "\" that it could apply by itself"));
  }
  auto result = co_await remedies->apply(std::move(remedy),
                                         watch_for(id, std::move(tell)));
  *report.add_remedies() = std::move(result);
  co_return response;
}

asio::awaitable<v1::LocalResponse> get_audit(const Ports& ports,
                                             std::uint64_t id,
                                             v1::ReadAudit verb) {
  auto lines = co_await ports.desk.read_audit(verb.from(), verb.limit());
  if (!lines)
    co_return failure(id, lines.error());
  auto response = done(id);
  response.mutable_done()->set_audit(std::move(*lines));
  co_return response;
}

Result<void> answer_consent(const Ports& ports, const v1::AnswerConsent& verb) {
  return ports.desk.answer(verb.command_id(), verb.allow(),
                           static_cast<ConsentScope>(verb.scope()));
}

v1::LocalResponse list_consents(const Ports& ports, std::uint64_t id) {
  auto response = done(id);
  auto& list = *response.mutable_done()->mutable_consents();
  for (const auto& request : ports.desk.pending()) {
    auto& pending = *list.add_pending();
    pending.set_command_id(request.command_id);
    pending.set_consent_class(request.consent_class);
    pending.set_operator_(request.operator_name);
    pending.set_reason(request.reason);
    pending.set_what_en(request.what_en);
    pending.set_what_zh(request.what_zh);
    pending.set_seconds_left(static_cast<std::uint32_t>(request.left.count()));
  }
  auto standing = ports.desk.standing();
  for (auto& word : standing.for_session)
    list.add_for_session(std::move(word));
  for (auto& word : standing.never)
    list.add_never(std::move(word));
  return response;
}

}  // namespace

v1::LocalResponse done(std::uint64_t id) {
  v1::LocalResponse response;
  response.set_id(id);
  response.mutable_done();
  return response;
}

v1::LocalResponse answer(std::uint64_t id, const Result<void>& result) {
  return result ? done(id) : failure(id, result.error());
}

v1::LocalResponse failure(std::uint64_t id, const Error& error) {
  v1::LocalResponse response;
  response.set_id(id);
  response.mutable_error()->set_reason(to_wire(error.code));
  response.mutable_error()->set_what(error.what);
  return response;
}

asio::awaitable<v1::LocalResponse> serve(const Ports& ports,
                                         v1::LocalRequest request,
                                         Tell progress,
                                         std::uint64_t client) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto id = request.id();
  switch (request.verb_case()) {
    case v1::LocalRequest::kGetStatus:
      co_return co_await get_status(ports, id);
    case v1::LocalRequest::kGetHistory:
      co_return co_await get_history(ports, id, request.get_history());
    case v1::LocalRequest::kListProbes:
      co_return list_probes(ports, id);
    case v1::LocalRequest::kRunProbes:
      co_return co_await run_probes(ports, id, request.run_probes(), progress);
    case v1::LocalRequest::kDiagnose:
      co_return co_await diagnose(ports, id, request.diagnose(), progress);
    case v1::LocalRequest::kRemedy:
      co_return co_await use_remedies(ports, id, request.remedy(), progress);
    case v1::LocalRequest::kGetConsents:
      co_return list_consents(ports, id);
    case v1::LocalRequest::kAnswerConsent:
      co_return answer(id, answer_consent(ports, request.answer_consent()));
    case v1::LocalRequest::kRevokeConsent:
      co_return answer(id, ports.desk.revoke(request.revoke_consent()));
    case v1::LocalRequest::kGetAudit:
      co_return co_await get_audit(ports, id, request.get_audit());
    case v1::LocalRequest::kEndSession:
      co_return answer(id,
                       ports.desk.end_session(request.end_session().by_mute()));
    default:
      co_return co_await serve_program(ports, std::move(request), client);
  }
}

}  // namespace soundcheck::local
