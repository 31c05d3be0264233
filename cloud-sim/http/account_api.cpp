#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/auth.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/openapi.hpp"
#include "cloud-sim/store/tokens.hpp"

// Who asks, and what anybody may know.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace {

Response me(const Token& token) {
  return json_response(200, {{"name", token.name}, {"role", token.role}});
}

asio::awaitable<Response> get_me(Api&, Request request) {
  co_return me(request.principal);
}

asio::awaitable<Response> log_in(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  const auto secret = body->text("token", 1, 256);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  if (!api.may_guess(request.remote)) {
    auto refused = error_response(429, "too_many",
                                  "too many log-ins from your address; wait");
    refused.headers.emplace_back("Retry-After", "5");
    co_return refused;
  }
  auto work = [secret](Sqlite& db) { return find_token(db, secret); };
  const auto token = co_await api.cloud().storage().call(std::move(work));
  if (!token)
    co_return error_response(token.error());
  if (!*token)
    co_return error_response(
        401, "unauthorized",
        "this token is not known; it may be mistyped or revoked");
  auto response = me(**token);
  response.headers.emplace_back("Set-Cookie", set_cookie(secret));
  co_return response;
}

asio::awaitable<Response> log_out(Api&, Request) {
  Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", set_cookie({}));
  co_return response;
}

asio::awaitable<Response> get_health(Api& api, Request) {
  const auto& broker = api.cloud().hub().state();
  co_return json_response(
      200, {{"status", broker == "connected" ? "ok" : "degraded"},
            {"broker", broker},
            {"version", SOUNDCHECK_VERSION}});
}

asio::awaitable<Response> get_openapi(Api&, Request) {
  co_return Response{200, "application/json", std::string(openapi_document())};
}

constexpr Route routes[] = {
    {http::verb::get, "/healthz", Role::nobody, get_health},
    {http::verb::get, "/api/v1/healthz", Role::nobody, get_health},
    {http::verb::get, "/api/v1/openapi.json", Role::nobody, get_openapi},
    {http::verb::post, "/api/v1/login", Role::nobody, log_in},
    {http::verb::post, "/api/v1/logout", Role::nobody, log_out},
    {http::verb::get, "/api/v1/me", Role::viewer, get_me},
};

}  // namespace

std::span<const Route> account_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
