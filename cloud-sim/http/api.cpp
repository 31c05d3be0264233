#include "cloud-sim/http/api.hpp"

#include "cloud-sim/http/auth.hpp"
#include "cloud-sim/http/case_json.hpp"
#include "cloud-sim/http/record_json.hpp"
#include "cloud-sim/store/tokens.hpp"

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace {

constexpr std::size_t kept_events = 1000;

bool is_api(const Request& request) {
  return request.segments.size() >= 1 &&
         (request.segments[0] == "api" || request.path == "/healthz");
}

Response too_many(const std::string& what) {
  auto response = error_response(429, "too_many", what);
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

Match find_route(const Request& request) {
  Match found;
  for (const auto routes :
       {account_routes(), fleet_routes(), assist_routes(), case_routes(),
        bundle_routes(), approval_routes(), knowledge_routes()}) {
    auto one = match(routes, request.verb, request.segments);
    if (one.route != nullptr)
      return one;
    if (!one.allow.empty())
      found.allow += (found.allow.empty() ? "" : ", ") + one.allow;
  }
  return found;
}

std::string event_data(const std::string& device,
                       const char* key,
                       json::object object) {
  return json::serialize(
      json::object{{"device", device}, {key, std::move(object)}});
}

}  // namespace

bool has_right(const Request& request, Right right) {
  const auto role = role_of(request.principal.role);
  return role && may(*role, right);
}

Response forbidden(const Request& request, Right right) {
  return error_response(403, "forbidden",
                        "the role " + request.principal.role +
                            " lacks the right \"" + std::string(word(right)) +
                            "\"; ask an administrator for a role that has it");
}

Api::Api(Cloud& cloud, ApiSettings settings)
    : cloud_(cloud),
      settings_(std::move(settings)),
      hosts_(settings_.host_names),
      files_(settings_.web_folder),
      events_(static_cast<std::uint64_t>(unix_now_ms()) * 1000, kept_events),
      guesses_(20, 0.5),
      writes_(30, 2) {
  cloud_.watch([this](const Changes& changes) { tell(changes); });
}

bool Api::wants_events(const Request& request) {
  return request.verb == http::verb::get && request.path == "/api/v1/events";
}

bool Api::may_guess(const std::string& remote) {
  return guesses_.take(remote, RateLimit::Clock::now());
}

void Api::use(const std::string& bytes) {
  auto newer = parse_knowledge(bytes);
  auto& mine = settings_.knowledge;
  if (!newer || (mine && newer->version <= mine->version))
    return;
  cloud_.use_catalog(catalog_of(*newer));
  mine = std::move(*newer);
}

asio::awaitable<Response> Api::answer(Request request) {
  const bool api = is_api(request);
  Response response;
  if (settings_.check_host && !hosts_.allows(request.host))
    response = error_response(
        421, "wrong_host",
        "this server does not answer to the host name of the request; start "
        "it with --name to add one");
  else
    response = co_await route(std::move(request));
  add_security_headers(response, api);
  co_return response;
}

asio::awaitable<Response> Api::route(Request request) {
  const bool reading =
      request.verb == http::verb::get || request.verb == http::verb::head;
  if (!is_api(request)) {
    if (reading)
      co_return files_.get(request);
    auto refused = error_response(405, "wrong_method",
                                  "the console's files can only be read");
    refused.headers.emplace_back("Allow", "GET, HEAD");
    co_return refused;
  }
  auto found = find_route(request);
  if (found.route == nullptr && found.allow.empty())
    co_return error_response(
        404, "no_such_path",
        "there is nothing at " + request.path + "; see /api/v1/openapi.json");
  if (found.route == nullptr) {
    auto refused = error_response(405, "wrong_method",
                                  request.path + " knows only " + found.allow);
    refused.headers.emplace_back("Allow", found.allow);
    co_return refused;
  }
  auto refused = co_await admit(request, found.route->right);
  if (refused)
    co_return std::move(*refused);
  request.arguments = std::move(found.arguments);
  co_return co_await found.route->handle(*this, std::move(request));
}

asio::awaitable<std::optional<Response>> Api::admit(Request& request,
                                                    Right needed) {
  // A piece of a bundle is the only body that is none of ours.
  const bool piece = request.verb == http::verb::put &&
                     request.content_type == "application/zstd";
  if (!request.body.empty() && !piece &&
      !request.content_type.starts_with("application/json"))
    co_return error_response(415, "wrong_type",
                             "the body must be application/json");
  if (needed == Right::nothing)
    co_return std::nullopt;
  const auto secret = secret_of(request);
  auto work = [secret](Sqlite& db) { return find_token(db, secret); };
  const auto token = co_await cloud_.storage().call(std::move(work));
  if (!token)
    co_return error_response(token.error());
  if (!*token) {
    if (!secret.empty() && !may_guess(request.remote))
      co_return too_many("too many wrong tokens from your address; wait");
    auto refused = error_response(
        401, "unauthorized",
        secret.empty() ? "log in first, or send a bearer token"
                       : "this token is not known; it may have been revoked");
    refused.headers.emplace_back("WWW-Authenticate", "Bearer");
    co_return refused;
  }
  request.principal = **token;
  if (!has_right(request, needed))
    co_return forbidden(request, needed);
  if (request.verb != http::verb::get && request.verb != http::verb::head &&
      !writes_.take(request.principal.name, RateLimit::Clock::now()))
    co_return too_many("too many requests at once; wait a few seconds");
  co_return std::nullopt;
}

void Api::tell(const Changes& changes) {
  for (const auto& row : changes.devices)
    events_.add("device", row.id, event_data(row.id, "row", to_json(row)));
  for (const auto& report : changes.reports)
    events_.add("report", report.message.device(),
                event_data(report.message.device(), "report", to_json(report)));
  for (const auto& session : changes.sessions)
    events_.add("session", session.device,
                event_data(session.device, "session", to_json(session)));
  for (const auto& command : changes.commands)
    events_.add("command", command.device,
                event_data(command.device, "command", to_json(command)));
  for (const auto& approval : changes.approvals)
    events_.add("approval", approval.device,
                event_data(approval.device, "approval", to_json(approval)));
  for (const auto& record : changes.cases)
    events_.add("case", record.device,
                event_data(record.device, "case", to_json(record)));
}

}  // namespace soundcheck::cloud
