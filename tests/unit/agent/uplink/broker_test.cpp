#include "agent/uplink/broker.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <thread>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using boost::asio::ip::tcp;

// What needs a broker with certificates is in tests/integration.

namespace {

template <class Write>
std::string pem_of(Write write) {
  BIO* memory = BIO_new(BIO_s_mem());
  write(memory);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory, &data);
  std::string pem(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return pem;
}

/// A fresh key and a certificate that it signed for itself.
struct Identity {
  Identity() {
    EVP_PKEY* pair = EVP_EC_gen("P-256");
    X509* x509 = X509_new();
    X509_gmtime_adj(X509_getm_notBefore(x509), -60);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, pair);
    X509_sign(x509, pair, EVP_sha256());
    key = pem_of([pair](BIO* out) {
      PEM_write_bio_PrivateKey(out, pair, nullptr, nullptr, 0, nullptr,
                               nullptr);
    });
    certificate = pem_of([x509](BIO* out) { PEM_write_bio_X509(out, x509); });
    X509_free(x509);
    EVP_PKEY_free(pair);
  }
  std::string key, certificate;
};

struct Fixture {
  std::string secret(const char* name, const std::string& content) const {
    const auto file = folder.write(name, content);
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    return file;
  }

  Identity identity;
  test::TemporaryFolder folder;
  boost::asio::io_context io;
  tcp::acceptor acceptor{io, {boost::asio::ip::address_v4::loopback(), 0}};
  Broker broker{"127.0.0.1", acceptor.local_endpoint().port(),
                folder.write("ca.pem", identity.certificate),
                folder.write("cert.pem", identity.certificate),
                secret("key.pem", identity.key)};
};

}  // namespace

TEST_CASE("a file that is not there is told with its key and its name") {
  Fixture f;
  f.broker.ca_file = "/nonexistent/ca.pem";

  const auto [state, why] = examine(f.broker, 1s);

  CHECK(why ==
        "broker.ca_file: /nonexistent/ca.pem: No such file or directory");
  REQUIRE(!state);
  CHECK(state.error().code == Errc::io);
}

TEST_CASE("a file that holds something else is told") {
  Fixture f;
  f.broker.cert_file = f.folder.write("cert.pem", "no certificate at all");

  const auto why = examine(f.broker, 1s).why;

  CHECK(why.starts_with("broker.cert_file: " + f.broker.cert_file + ": "));
  CHECK(why.find("no start line") != std::string::npos);
}

TEST_CASE("a key that does not belong to the certificate is told") {
  Fixture f;
  f.broker.key_file = f.secret("key.pem", Identity().key);

  const auto why = examine(f.broker, 1s).why;

  CHECK(why ==
        "broker.key_file: " + f.broker.key_file + ": key values mismatch");
}

TEST_CASE("R15: a key that others can read is told, and not used") {
  Fixture f;
  std::filesystem::permissions(f.broker.key_file, std::filesystem::perms(0644));

  const auto [state, why] = examine(f.broker, 1s);

  CHECK(why.starts_with("broker.key_file: " + f.broker.key_file + ": user "));
  CHECK(why.find("mode 0644") != std::string::npos);
  CHECK(!state);
}

TEST_CASE("a port where nobody listens is refused") {
  Fixture f;
  f.acceptor.close();

  const auto [state, why] = examine(f.broker, 1s);

  CHECK(why ==
        "127.0.0.1:" + std::to_string(f.broker.port) + ": Connection refused");
  REQUIRE(state);
  CHECK(state->reached == BrokerStage::connect);
  CHECK(state->refused);
}

TEST_CASE("a name that cannot be one does not resolve") {
  Fixture f;
  f.broker.host = "no..name";

  const auto [state, why] = examine(f.broker, 1s);

  CHECK(why == "no..name: Name or service not known");
  REQUIRE(state);
  CHECK(state->reached == BrokerStage::name);
}

TEST_CASE("a server that never answers the hello is told in time") {
  Fixture f;  // the kernel accepts the connection, nobody reads it

  const auto started = std::chrono::steady_clock::now();
  const auto [state, why] = examine(f.broker, 200ms);

  CHECK(why == "the broker does not answer our TLS hello");
  REQUIRE(state);
  CHECK(state->reached == BrokerStage::tls);
  CHECK(state->certificate_trusted);
  CHECK(std::chrono::steady_clock::now() - started < 5s);
}

TEST_CASE("a server that does not speak TLS is told") {
  Fixture f;
  std::thread server([&] {
    auto socket = f.acceptor.accept();
    boost::asio::write(socket, boost::asio::buffer("plain text, no TLS\n", 19));
    char byte = 0;
    boost::system::error_code end;
    boost::asio::read(socket, boost::asio::buffer(&byte, 1), end);
  });

  const auto [state, why] = examine(f.broker, 5s);
  server.join();

  CHECK(why == "TLS with the broker failed: wrong version number");
  REQUIRE(state);
  CHECK(state->reached == BrokerStage::tls);
}
