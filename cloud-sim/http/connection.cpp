#include "cloud-sim/http/connection.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <spdlog/spdlog.h>

#include "cloud-sim/http/event_stream.hpp"
#include "cloud-sim/http/target.hpp"

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using namespace std::chrono_literals;
namespace {

constexpr std::uint64_t max_body_bytes = 64 * 1024;
constexpr std::uint64_t max_knowledge_body_bytes = 704 * 1024;
constexpr std::uint32_t max_header_bytes = 16 * 1024;
constexpr auto patience = 60s;

using Parser = http::request_parser<http::string_body>;

std::string field(const Parser::value_type& message, http::field name) {
  return std::string(message[name]);
}

Result<Request> to_request(Parser::value_type message, std::string remote) {
  Request request;
  request.verb = message.method();
  request.host = field(message, http::field::host);
  request.content_type = field(message, http::field::content_type);
  request.authorization = field(message, http::field::authorization);
  request.cookie = field(message, http::field::cookie);
  request.content_range = field(message, http::field::content_range);
  request.last_event_id = std::string(message["Last-Event-ID"]);
  request.remote = std::move(remote);
  const std::string_view target(message.target().data(),
                                message.target().size());
  const auto read = read_target(target, request);
  if (!read)
    return read.error();
  request.body = std::move(message.body());
  return request;
}

std::uint64_t body_limit_of(const Parser::value_type& head) {
  return head.method() == http::verb::post &&
                 head.target() == knowledge_releases_path
             ? max_knowledge_body_bytes
             : max_body_bytes;
}

/// Whoever announces too large a body is refused before it is read.
asio::awaitable<beast::error_code> read(beast::tcp_stream& stream,
                                        beast::flat_buffer& buffer,
                                        Parser& parser) {
  parser.body_limit(max_knowledge_body_bytes);
  parser.header_limit(max_header_bytes);
  stream.expires_after(patience);
  const auto [unreadable, head] = co_await http::async_read_header(
      stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
  if (unreadable)
    co_return unreadable;
  const auto limit = body_limit_of(parser.get());
  if (parser.content_length() && *parser.content_length() > limit)
    co_return http::make_error_code(http::error::body_limit);
  parser.body_limit(limit);
  const auto [failed, bytes] = co_await http::async_read(
      stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
  co_return failed;
}

Response unreadable(const beast::error_code& failed) {
  Response response;
  if (failed == http::error::body_limit)
    response =
        error_response(413, "too_large",
                       "the body is above " + std::to_string(max_body_bytes) +
                           " bytes; knowledge may have " +
                           std::to_string(max_knowledge_body_bytes));
  else if (failed == http::error::header_limit)
    response = error_response(431, "too_large", "the headers are too large");
  else
    response = error_response(400, "malformed_request",
                              "this is not HTTP: " + failed.message());
  add_security_headers(response, true);
  return response;
}

asio::awaitable<bool> write(beast::tcp_stream& stream,
                            Response response,
                            bool keep_alive,
                            bool head) {
  http::response<http::string_body> message{
      http::int_to_status(response.status), 11};
  for (const auto& [name, value] : response.headers)
    message.insert(name, value);
  if (!response.content_type.empty())
    message.set(http::field::content_type, response.content_type);
  message.body() = std::move(response.body);
  message.keep_alive(keep_alive);
  message.prepare_payload();
  http::response_serializer<http::string_body> serializer(message);
  stream.expires_after(patience);
  if (head) {
    const auto [failed, bytes] = co_await http::async_write_header(
        stream, serializer, asio::as_tuple(asio::use_awaitable));
    co_return !failed && keep_alive;
  }
  const auto [failed, bytes] = co_await http::async_write(
      stream, serializer, asio::as_tuple(asio::use_awaitable));
  co_return !failed && keep_alive;
}

/// Whoever speaks, but not HTTP as we want it, is told; whoever went away or
/// fell silent is not.
bool deserves_an_answer(const beast::error_code& failed) {
  const auto& http_category =
      http::make_error_code(http::error::bad_method).category();
  return failed.category() == http_category &&
         failed != http::error::end_of_stream &&
         failed != http::error::partial_message;
}

/// Takes what a refused peer still sends. Closing at once would make the kernel
/// throw our answer away before the peer has read it.
asio::awaitable<void> drain(beast::tcp_stream& stream) {
  constexpr std::size_t most = 1024 * 1024;
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  stream.expires_after(1s);
  char waste[4096];
  for (std::size_t taken = 0; taken < most;) {
    const auto [failed, bytes] = co_await stream.async_read_some(
        asio::buffer(waste), asio::as_tuple(asio::use_awaitable));
    if (failed)
      co_return;
    taken += bytes;
  }
}

/// One exchange. False when it was the last one.
asio::awaitable<bool> exchange(beast::tcp_stream& stream,
                               beast::flat_buffer& buffer,
                               const std::string& remote,
                               Api& api) {
  Parser parser;
  const auto failed = co_await read(stream, buffer, parser);
  if (failed && !deserves_an_answer(failed))
    co_return false;
  if (failed)
    co_return co_await write(stream, unreadable(failed), false, false);
  const bool keep_alive = parser.get().keep_alive();
  auto request = to_request(parser.release(), remote);
  if (!request) {
    auto refused = error_response(request.error());
    add_security_headers(refused, true);
    co_return co_await write(stream, std::move(refused), keep_alive, false);
  }
  const bool head = request->verb == http::verb::head;
  const bool events = Api::wants_events(*request);
  const auto device = request->query["device"];
  const auto last_event_id = request->last_event_id;
  auto response = co_await api.answer(std::move(*request));
  if (events && response.status == 200) {
    co_await stream_events(stream, api.events(), device, last_event_id,
                           std::move(response));
    co_return false;
  }
  co_return co_await write(stream, std::move(response), keep_alive, head);
}

std::string address_of(const asio::ip::tcp::socket& socket) {
  beast::error_code failed;
  const auto peer = socket.remote_endpoint(failed);
  return failed ? std::string() : peer.address().to_string();
}

}  // namespace

asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket, Api& api) {
  const auto remote = address_of(socket);
  beast::error_code ignored;
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  try {
    while (co_await exchange(stream, buffer, remote, api)) {
    }
    co_await drain(stream);
  } catch (const std::exception& failure) {
    // A defect in one exchange must not end the service for everybody.
    spdlog::error("serving {}: {}", remote, failure.what());
  }
}

}  // namespace soundcheck::cloud
