#include "cloud-sim/http/connectivity.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <ctime>

namespace soundcheck::cloud {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using namespace std::chrono_literals;
namespace {

constexpr auto patience = 10s;

std::string http_date(std::time_t now) {
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[64];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return text;
}

http::response<http::empty_body> answer_to(
    const http::request<http::empty_body>& request) {
  const bool known = request.target() == "/generate_204" &&
                     (request.method() == http::verb::get ||
                      request.method() == http::verb::head);
  http::response<http::empty_body> response{
      known ? http::status::no_content : http::status::not_found, 11};
  response.set(http::field::date, http_date(std::time(nullptr)));
  response.set(http::field::cache_control, "no-store");
  response.keep_alive(request.keep_alive());
  response.prepare_payload();
  return response;
}

template <class Stream>
asio::awaitable<void> exchange_all(Stream& stream) {
  beast::flat_buffer buffer;
  for (bool open = true; open;) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(8192);
    beast::get_lowest_layer(stream).expires_after(patience);
    const auto [unread, read] = co_await http::async_read(
        stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
    if (unread)
      co_return;
    const auto response = answer_to(parser.get());
    http::response_serializer<http::empty_body> serializer(response);
    const auto [unwritten, written] = co_await http::async_write(
        stream, serializer, asio::as_tuple(asio::use_awaitable));
    open = !unwritten && response.keep_alive();
  }
}

}  // namespace

asio::awaitable<void> serve_connectivity(asio::ip::tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  co_await exchange_all(stream);
}

asio::awaitable<void> serve_connectivity_tls(
    asio::ip::tcp::socket socket,
    std::shared_ptr<asio::ssl::context> tls) {
  beast::ssl_stream<beast::tcp_stream> stream(std::move(socket), *tls);
  beast::get_lowest_layer(stream).expires_after(patience);
  const auto [refused] = co_await stream.async_handshake(
      asio::ssl::stream_base::server, asio::as_tuple(asio::use_awaitable));
  if (refused)
    co_return;
  co_await exchange_all(stream);
  beast::get_lowest_layer(stream).expires_after(1s);
  co_await stream.async_shutdown(asio::as_tuple(asio::use_awaitable));
}

Result<std::shared_ptr<asio::ssl::context>> server_tls(const PkiFiles& pki) {
  auto tls =
      std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  boost::system::error_code failed;
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  tls->use_certificate_chain_file(pki.server_cert.string(), failed);
  if (!failed)
    tls->use_private_key_file(pki.server_key.string(), asio::ssl::context::pem,
                              failed);
  if (failed)
    return Error(Errc::invalid, "tls",
                 "using " + pki.server_cert.string() + ": " + failed.message());
  return tls;
}

}  // namespace soundcheck::cloud
