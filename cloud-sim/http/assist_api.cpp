#include "cloud-sim/assist/consent_class.hpp"
#include "cloud-sim/http/answer_json.hpp"
#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/record_json.hpp"
#include "cloud-sim/http/verb_body.hpp"
#include "cloud-sim/store/devices.hpp"

// What is asked of a device.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace json = boost::json;
namespace http = boost::beast::http;
namespace {

constexpr std::size_t max_reason_bytes = 500;

template <class Record>
Response to_response(unsigned status, const Result<Record>& record) {
  return record ? json_response(status, to_json(*record))
                : error_response(record.error());
}

asio::awaitable<Response> post_session(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  SessionRequest session;
  session.reason = body->text("reason", 1, max_reason_bytes);
  const auto seconds = body->integer("max_seconds", 60, 1800);
  session.max_seconds = static_cast<std::uint32_t>(seconds.value_or(0));
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  auto opened = co_await api.cloud().open_session(
      request.arguments[0], request.principal.name, session);
  co_return to_response(201, opened);
}

asio::awaitable<Response> delete_session(Api& api, Request request) {
  auto closed = co_await api.cloud().close_session(
      request.arguments[0], request.arguments[1], request.principal.name);
  co_return to_response(202, closed);
}

asio::awaitable<Response> post_command(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  CommandRequest command;
  read_verb(*body, command);
  command.reason = body->text("reason", 0, max_reason_bytes);
  command.disruptive = api.cloud().catalog().is_disruptive(command.remedy);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  auto work = [device = request.arguments[0], command](Sqlite& db) {
    return Result<std::string>(consent_class_of(db, device, command));
  };
  const auto consent = co_await api.cloud().storage().call(std::move(work));
  if (!consent)
    co_return error_response(consent.error());
  if (!has_right(request, right_to(*consent)))
    co_return forbidden(request, right_to(*consent));
  if (command.disruptive)
    co_return error_response(
        409, "needs_second_operator",
        "this restarts the device or changes its firmware, so two operators "
        "must sign it; ask for the other one: POST /devices/{id}/approvals");
  auto sent = co_await api.cloud().send_command(
      request.arguments[0], request.principal.name, command);
  co_return to_response(202, sent);
}

asio::awaitable<Response> get_audit(Api& api, Request request) {
  constexpr auto most = std::int64_t{1} << 53;
  const auto from = query_integer(request, "from", 1, 1, most);
  const auto limit = query_integer(request, "limit", 200, 0, 500);
  if (!from || !limit)
    co_return error_response(from ? limit.error() : from.error());
  auto work = [id = request.arguments[0], from = *from,
               limit = *limit](Sqlite& db) -> Result<json::object> {
    if (!find_device(db, id))
      return Error(Errc::not_found, "unknown_device",
                   "there is no device \"" + id + "\"");
    return to_json(view_audit(db, id, from, limit));
  };
  const auto view = co_await api.cloud().storage().call(std::move(work));
  co_return view ? json_response(200, *view) : error_response(view.error());
}

/// Its id once more in the body, since there is no way back.
asio::awaitable<Response> post_erasure(Api& api, Request request) {
  const auto& device = request.arguments[0];
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  const auto again = body->text("device", 1, 64);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  if (again != device)
    co_return error_response(400, "bad_field",
                             "device: must be the id of the path once more");
  const auto records =
      co_await api.cloud().erase_device(device, request.principal.name);
  if (!records)
    co_return error_response(records.error());
  api.events().forget(device);
  co_return json_response(200, {{"records", *records}});
}

constexpr Route routes[] = {
    {http::verb::get, "/api/v1/devices/{}/audit", Right::see, get_audit},
    {http::verb::post, "/api/v1/devices/{}/erasure", Right::administer,
     post_erasure},
    {http::verb::post, "/api/v1/devices/{}/sessions", Right::session,
     post_session},
    {http::verb::delete_, "/api/v1/devices/{}/sessions/{}", Right::session,
     delete_session},
    {http::verb::post, "/api/v1/devices/{}/commands", Right::session,
     post_command},
};

}  // namespace

std::span<const Route> assist_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
