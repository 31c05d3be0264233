#include "agent/uplink/broker.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/uplink/device_key.hpp"

namespace soundcheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ContextPtr = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using SslPtr = std::unique_ptr<SSL, decltype(&SSL_free)>;
using AddressesPtr = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

/// How long a server takes to refuse a certificate, which TLS 1.3 tells only
/// after the handshake.
constexpr milliseconds refusal_time{1000};

/// The oldest entry of OpenSSL's queue, which it also empties.
std::string openssl_words() {
  const auto code = ERR_get_error();
  ERR_clear_error();
  if (code == 0)
    return std::strerror(errno);
  if (ERR_SYSTEM_ERROR(code))
    return std::strerror(ERR_GET_REASON(code));
  const char* reason = ERR_reason_error_string(code);
  return reason ? reason : "error " + std::to_string(code);
}

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0)
      close(descriptor_);
  }
  Socket(Socket&& other) noexcept : descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
  }
  Socket& operator=(Socket&&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// False when nothing happened until `end`.
bool wait_for(int descriptor, short events, steady_clock::time_point end) {
  pollfd entry{descriptor, events, 0};
  const auto left =
      std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
  return left.count() > 0 && poll(&entry, 1, int(left.count())) > 0;
}

std::string prepare(SSL_CTX* context, const Broker& broker) {
  const auto told = [](std::string_view key, const std::string& file) {
    return "broker." + std::string(key) + ": " + file + ": " + openssl_words();
  };
  if (SSL_CTX_load_verify_file(context, broker.ca_file.c_str()) != 1)
    return told("ca_file", broker.ca_file);
  if (SSL_CTX_use_certificate_chain_file(context, broker.cert_file.c_str()) !=
      1)
    return told("cert_file", broker.cert_file);
  if (auto problem = device_key_problem(broker.key_file); !problem.empty())
    return "broker.key_file: " + problem;
  if (SSL_CTX_use_PrivateKey_file(context, broker.key_file.c_str(),
                                  SSL_FILETYPE_PEM) != 1)
    return told("key_file", broker.key_file);
  return "";
}

/// 0, or the error; ETIMEDOUT when there was no answer.
int connect_to(const addrinfo& address,
               steady_clock::time_point end,
               const Socket& socket) {
  if (socket.get() < 0)
    return errno;
  if (connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0)
    return 0;
  if (errno != EINPROGRESS)
    return errno;
  if (!wait_for(socket.get(), POLLOUT, end))
    return ETIMEDOUT;
  int problem = 0;
  socklen_t size = sizeof problem;
  getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &problem, &size);
  return problem;
}

/// Whether the oldest error is an alert with which a server turns a client's
/// certificate down (RFC 8446, 6.2: bad_certificate to access_denied, and
/// certificate_required).
bool our_certificate_was_refused() {
  const int alert = ERR_GET_REASON(ERR_peek_error()) - SSL_AD_REASON_OFFSET;
  return (alert >= SSL_AD_BAD_CERTIFICATE && alert <= SSL_AD_ACCESS_DENIED) ||
         alert == SSL_AD_CERTIFICATE_REQUIRED;
}

/// Repeats a TLS operation until it is done or the time is over.
template <class Operation>
int persist(SSL* ssl, steady_clock::time_point end, Operation operation) {
  for (;;) {
    ERR_clear_error();
    const int done = operation();
    const int problem = SSL_get_error(ssl, done);
    const bool reads = problem == SSL_ERROR_WANT_READ;
    if (!reads && problem != SSL_ERROR_WANT_WRITE)
      return problem;
    if (!wait_for(SSL_get_fd(ssl), reads ? POLLIN : POLLOUT, end))
      return problem;
  }
}

void expect_name(SSL* ssl, const std::string& host) {
  auto* expected = SSL_get0_param(ssl);
  // An address stands in another field of a certificate than a name.
  if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1)
    return;
  X509_VERIFY_PARAM_set1_host(expected, host.c_str(), host.size());
  // What SSL_set_tlsext_host_name() does, without its C cast.
  auto name = host;
  SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
           name.data());
}

/// Where it ends and why.
BrokerWay shake_hands(SSL_CTX* context,
                      const Broker& broker,
                      int descriptor,
                      steady_clock::time_point end) {
  BrokerState state;
  state.reached = BrokerStage::tls;
  const SslPtr ssl(SSL_new(context), SSL_free);
  SSL_set_fd(ssl.get(), descriptor);
  SSL_set_verify(ssl.get(), SSL_VERIFY_PEER, nullptr);
  expect_name(ssl.get(), broker.host);
  const int problem =
      persist(ssl.get(), end, [&] { return SSL_connect(ssl.get()); });
  const auto trust = SSL_get_verify_result(ssl.get());
  if (trust != X509_V_OK) {
    state.certificate_trusted = false;
    return {state, std::string("the broker's certificate is not trusted: ") +
                       X509_verify_cert_error_string(trust)};
  }
  if (problem == SSL_ERROR_WANT_READ || problem == SSL_ERROR_WANT_WRITE)
    return {state, "the broker does not answer our TLS hello"};
  state.certificate_accepted =
      problem != SSL_ERROR_SSL || !our_certificate_was_refused();
  if (problem != SSL_ERROR_NONE)
    return {state, "TLS with the broker failed: " + openssl_words()};
  char byte = 0;
  const int after =
      persist(ssl.get(), std::min(end, steady_clock::now() + refusal_time),
              [&] { return SSL_read(ssl.get(), &byte, 1); });
  if (after == SSL_ERROR_SSL) {
    state.certificate_accepted = false;
    return {state, "the broker refused our certificate: " + openssl_words()};
  }
  state.reached = BrokerStage::session;
  return {state, ""};
}

}  // namespace

std::string files_problem(const Broker& broker) {
  const ContextPtr context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  return prepare(context.get(), broker);
}

BrokerWay examine(const Broker& broker, milliseconds timeout) {
  const ContextPtr context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  const auto bad_file = prepare(context.get(), broker);
  if (!bad_file.empty())
    return {Error(Errc::io, bad_file), bad_file};

  BrokerState state;
  const auto place = broker.host + ":" + std::to_string(broker.port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int unknown = getaddrinfo(
      broker.host.c_str(), std::to_string(broker.port).c_str(), &hints, &found);
  if (unknown != 0)
    return {state, broker.host + ": " + gai_strerror(unknown)};
  const AddressesPtr addresses(found, freeaddrinfo);

  const auto end = steady_clock::now() + timeout;
  int problem = 0;
  for (const auto* address = found; address; address = address->ai_next) {
    const Socket socket(::socket(address->ai_family,
                                 SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
                                 address->ai_protocol));
    problem = connect_to(*address, end, socket);
    if (problem == 0)
      return shake_hands(context.get(), broker, socket.get(), end);
  }
  state.reached = BrokerStage::connect;
  state.refused = problem == ECONNREFUSED;
  const std::string why =
      problem == ETIMEDOUT ? "no answer" : std::strerror(problem);
  return {state, place + ": " + why};
}

}  // namespace soundcheck
