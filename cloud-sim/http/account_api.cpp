#include "cloud-sim/http/api.hpp"
#include "cloud-sim/http/auth.hpp"
#include "cloud-sim/http/body.hpp"
#include "cloud-sim/http/openapi.hpp"
#include "cloud-sim/store/tokens.hpp"

// Who asks, and what anybody may know.
namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

json::object to_json(const Token& token) {
  return {{"name", token.name},
          {"role", token.role},
          {"created_ms", token.created_ms}};
}

Response me(const Token& token) {
  json::array rights;
  if (const auto role = role_of(token.role))
    for (const auto right : rights_of(*role))
      rights.emplace_back(word(right));
  return json_response(200, {{"name", token.name},
                             {"role", token.role},
                             {"rights", std::move(rights)}});
}

asio::awaitable<Response> get_accounts(Api& api, Request) {
  auto work = [](Sqlite& db) {
    return Result<std::vector<Token>>(list_tokens(db));
  };
  const auto tokens = co_await api.cloud().storage().call(std::move(work));
  if (!tokens)
    co_return error_response(tokens.error());
  json::array accounts;
  for (const auto& token : *tokens)
    accounts.emplace_back(to_json(token));
  co_return json_response(200, {{"accounts", std::move(accounts)}});
}

asio::awaitable<Response> post_account(Api& api, Request request) {
  auto body = Body::parse(request);
  if (!body)
    co_return error_response(body.error());
  const auto name = body->text("name", 1, 128);
  const auto role = body->text("role", 1, 32);
  const auto read = body->finish();
  if (!read)
    co_return error_response(read.error());
  auto work = [name, role, now = unix_now_ms()](Sqlite& db) {
    return add_token(db, name, role, now);
  };
  const auto secret = co_await api.cloud().storage().call(std::move(work));
  if (!secret)
    co_return error_response(secret.error());
  co_return json_response(201, {{"name", name}, {"token", *secret}});
}

asio::awaitable<Response> delete_account(Api& api, Request request) {
  const auto name = request.arguments[0];
  if (name == request.principal.name)
    co_return error_response(
        409, "own_account",
        "nobody can take away the account that they use; let another "
        "administrator do it");
  auto work = [name](Sqlite& db) {
    return Result<bool>(revoke_token(db, name));
  };
  const auto gone = co_await api.cloud().storage().call(std::move(work));
  if (!gone)
    co_return error_response(gone.error());
  if (!*gone)
    co_return error_response(404, "unknown_account",
                             "there is no account \"" + name + "\"");
  Response response;
  response.status = 204;
  co_return response;
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
    {http::verb::get, "/healthz", Right::nothing, get_health},
    {http::verb::get, "/api/v1/healthz", Right::nothing, get_health},
    {http::verb::get, "/api/v1/openapi.json", Right::nothing, get_openapi},
    {http::verb::post, "/api/v1/login", Right::nothing, log_in},
    {http::verb::post, "/api/v1/logout", Right::nothing, log_out},
    {http::verb::get, "/api/v1/me", Right::see, get_me},
    {http::verb::get, "/api/v1/accounts", Right::administer, get_accounts},
    {http::verb::post, "/api/v1/accounts", Right::administer, post_account},
    {http::verb::delete_, "/api/v1/accounts/{}", Right::administer,
     delete_account},
};

}  // namespace

std::span<const Route> account_routes() {
  return routes;
}

}  // namespace soundcheck::cloud
