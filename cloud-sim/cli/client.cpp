#include "cloud-sim/cli/client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url.hpp>
#include <cstdlib>
#include <optional>

#include "cloud-sim/pki/secret_file.hpp"

namespace soundcheck::cloud::cli {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
namespace {

using HttpRequest = http::request<http::string_body>;
using HttpResponse = http::response<http::string_body>;

asio::awaitable<HttpResponse> exchange(std::string host,
                                       std::string port,
                                       HttpRequest request) {
  const auto executor = co_await asio::this_coro::executor;
  asio::ip::tcp::resolver resolver(executor);
  const auto found =
      co_await resolver.async_resolve(host, port, asio::use_awaitable);
  beast::tcp_stream stream(executor);
  stream.expires_after(std::chrono::seconds(10));
  co_await stream.async_connect(found, asio::use_awaitable);
  co_await http::async_write(stream, request, asio::use_awaitable);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(64 * 1024 * 1024);
  co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
  co_return parser.release();
}

Errc kind_of(unsigned status) {
  if (status == 401 || status == 403)
    return Errc::denied;
  if (status == 404)
    return Errc::not_found;
  if (status == 409)
    return Errc::conflict;
  return status >= 500 || status == 429 ? Errc::unavailable : Errc::invalid;
}

std::string member(const json::value& body, const char* key) {
  json::error_code failed;
  const auto* found = body.find_pointer(std::string("/error/") + key, failed);
  return found != nullptr && found->is_string()
             ? std::string(found->get_string())
             : std::string();
}

Result<json::object> to_result(const HttpResponse& response) {
  json::error_code failed;
  auto body = json::parse(response.body(), failed);
  const auto status = response.result_int();
  if (!failed && status < 400 && body.is_object())
    return std::move(body.get_object());
  if (failed || member(body, "code").empty())
    return Error(Errc::unavailable, "bad_answer",
                 "the server's answer (status " + std::to_string(status) +
                     ") is not ours; check --url");
  return Error(kind_of(status), member(body, "code"), member(body, "message"));
}

Result<std::string> token_of(const ClientOptions& options) {
  if (!options.token.empty())
    return options.token;
  if (!options.token_file.empty()) {
    const auto text = read_file(options.token_file);
    if (!text)
      return text.error();
    return text->substr(0, text->find_first_of("\r\n"));
  }
  const char* variable = std::getenv("SOUNDCHECK_TOKEN");
  return std::string(variable == nullptr ? "" : variable);
}

}  // namespace

std::string encoded(const std::string& segment) {
  return boost::urls::encode(segment, boost::urls::unreserved_chars);
}

Result<Client> Client::open(const ClientOptions& options) {
  const auto url = boost::urls::parse_uri(options.url);
  if (!url || url->scheme() != "http" || url->host().empty())
    return Error(Errc::invalid, "bad_url",
                 "\"" + options.url +
                     "\" is no address of a cloud; write http://HOST:PORT");
  auto token = token_of(options);
  if (!token)
    return token.error();
  Client client;
  client.host_ = url->host_address();
  client.port_ = url->has_port() ? std::string(url->port()) : "80";
  client.token_ = std::move(*token);
  return client;
}

Result<json::object> Client::get(const std::string& path) const {
  return call(false, path, {});
}

Result<json::object> Client::post(const std::string& path,
                                  const json::object& body) const {
  return call(true, path, json::serialize(body));
}

namespace {

HttpRequest request_for(bool post,
                        const std::string& path,
                        const std::string& authority,
                        const std::string& token,
                        const std::string& body) {
  HttpRequest request{post ? http::verb::post : http::verb::get,
                      "/api/v1" + path, 11};
  request.set(http::field::host, authority);
  request.set(http::field::connection, "close");
  if (!token.empty())
    request.set(http::field::authorization, "Bearer " + token);
  if (post)
    request.set(http::field::content_type, "application/json");
  request.body() = body;
  request.prepare_payload();
  return request;
}

Result<HttpResponse> send(const std::string& host,
                          const std::string& port,
                          HttpRequest request) {
  asio::io_context io(1);
  std::optional<HttpResponse> response;
  std::string why;
  asio::co_spawn(io, exchange(host, port, std::move(request)),
                 [&](std::exception_ptr failure, HttpResponse got) {
                   try {
                     if (failure)
                       std::rethrow_exception(failure);
                     response = std::move(got);
                   } catch (const std::exception& error) {
                     why = error.what();
                   }
                 });
  io.run();
  if (!response)
    return Error(Errc::unavailable, "unreachable",
                 "cannot reach the cloud at " + host + ":" + port + ": " + why +
                     "; is it running? see --url");
  return std::move(*response);
}

}  // namespace

Result<json::object> Client::call(bool post,
                                  const std::string& path,
                                  const std::string& body) const {
  const auto response = send(
      host_, port_, request_for(post, path, host_ + ":" + port_, token_, body));
  if (!response)
    return response.error();
  return to_result(*response);
}

Result<std::string> Client::download(const std::string& path) const {
  auto response = send(
      host_, port_, request_for(false, path, host_ + ":" + port_, token_, {}));
  if (!response)
    return response.error();
  if (response->result_int() == 200)
    return std::move(response->body());
  const auto told = to_result(*response);
  return told ? Error(Errc::unavailable, "bad_answer", "nothing to download")
              : told.error();
}

}  // namespace soundcheck::cloud::cli
