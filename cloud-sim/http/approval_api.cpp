#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/record_json.hpp"
#include "cloud-sim/http/verb_body.hpp"
#include "cloud-sim/store/approvals.hpp"

// What needs the signatures of two operators: who asks, who signs or declines.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

constexpr std::size_t max_reason_bytes = 500;

Response to_response(unsigned status, const Result<Approval>& approval) {
  return approval ? json_response(status, to_json(*approval))
                  : error_response(approval.error());
}

std::string query_text(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

asio::awaitable<Response> get_approvals(Api& api, Request request) {
  const auto limit = query_integer(request, "limit", 100, 1, 500);
  if (!limit)
    co_return error_response(limit.error());
  ApprovalFilter filter;
  filter.device = query_text(request, "device");
  filter.only_waiting = query_text(request, "state") == "waiting";
  filter.limit = *limit;
  auto work = [filter](Sqlite& db) { return list_approvals(db, filter); };
  const auto approvals = co_await api.cloud().storage().call(std::move(work));
  if (!approvals)
    co_return error_response(approvals.error());
  co_return json_response(200, {{"approvals", list_json(*approvals)}});
}

asio::awaitable<Response> post_approval(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  CommandRequest command;
  read_verb(*body, command);
  command.reason = body->text("reason", 1, max_reason_bytes);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  if (command.verb != "apply_remedy" ||
      !api.cloud().catalog().is_disruptive(command.remedy))
    co_return error_response(
        400, "needs_one_operator",
        "this is not disruptive; send it as a command, you alone may");
  const auto asked = co_await api.cloud().ask_second_operator(
      request.arguments[0], request.principal.name, command);
  co_return to_response(201, asked);
}

asio::awaitable<Response> post_countersignature(Api& api, Request request) {
  const auto signed_too = co_await api.cloud().countersign(
      request.arguments[0], request.principal.name);
  co_return to_response(200, signed_too);
}

asio::awaitable<Response> post_decline(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  const auto note = body->text("reason", 0, max_reason_bytes);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  const auto declined = co_await api.cloud().decline(
      request.arguments[0], request.principal.name, note);
  co_return to_response(200, declined);
}

constexpr Route routes[] = {
    {http::verb::get, "/api/v1/approvals", Right::see, get_approvals},
    {http::verb::post, "/api/v1/devices/{}/approvals", Right::disruptive,
     post_approval},
    {http::verb::post, "/api/v1/approvals/{}/countersignature",
     Right::disruptive, post_countersignature},
    {http::verb::post, "/api/v1/approvals/{}/decline", Right::disruptive,
     post_decline},
};

}  // namespace

std::span<const Route> approval_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
