#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/record_json.hpp"
#include "cloud-sim/wire/words.hpp"

// What is asked of a device.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace {

constexpr std::size_t max_reason_bytes = 500;
constexpr std::size_t max_probes = 32;

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

void read_verb(Body& body, CommandRequest& command) {
  command.verb = body.text("verb", 1, 32);
  if (command.verb == "diagnose") {
    const auto word = body.text("complaint", 0, 64);
    const auto complaint = complaint_of(word);
    if (!complaint)
      body.refuse("\"complaint\" does not know the word \"" + word + "\"");
    command.complaint = complaint.value_or(v1::COMPLAINT_UNSPECIFIED);
  } else if (command.verb == "run_probes") {
    if (!body.has("probes"))
      body.refuse("\"probes\" is missing");
    command.probes = body.texts("probes", max_probes, 64);
  } else if (command.verb == "cancel") {
    command.command = body.text("command", 1, 64);
  } else if (command.verb == "collect_bundle") {
    command.destination = body.text("destination", 1, 32);
  } else {
    body.refuse(
        "\"verb\" must be diagnose, run_probes, cancel or collect_bundle");
  }
}

asio::awaitable<Response> post_command(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  CommandRequest command;
  read_verb(*body, command);
  command.reason = body->text("reason", 0, max_reason_bytes);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  auto sent = co_await api.cloud().send_command(
      request.arguments[0], request.principal.name, command);
  co_return to_response(202, sent);
}

constexpr Route routes[] = {
    {http::verb::post, "/api/v1/devices/{}/sessions", Role::support,
     post_session},
    {http::verb::delete_, "/api/v1/devices/{}/sessions/{}", Role::support,
     delete_session},
    {http::verb::post, "/api/v1/devices/{}/commands", Role::support,
     post_command},
};

}  // namespace

std::span<const Route> assist_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
