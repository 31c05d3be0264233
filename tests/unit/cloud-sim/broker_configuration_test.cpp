#include <catch2/catch.hpp>

#include "cloud-sim/broker/configuration.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck::cloud;

TEST_CASE("a device reaches its own subtree and there what the wire says") {
  const auto rules = access_rules("acme");

  CHECK(rules ==
        "user @cloud\n"
        "topic readwrite soundcheck/1/acme/#\n\n"
        "pattern read soundcheck/1/acme/%u/command\n"
        "pattern read soundcheck/1/acme/%u/receipt\n"
        "pattern read soundcheck/1/acme/knowledge\n"
        "pattern read soundcheck/1/acme/keys\n"
        "pattern write soundcheck/1/acme/%u/presence\n"
        "pattern write soundcheck/1/acme/%u/report\n"
        "pattern write soundcheck/1/acme/%u/reply\n");
}

TEST_CASE("the broker lets nobody in without a certificate and drops nothing") {
  BrokerSettings settings;
  settings.port = 1234;
  settings.user = "sam";
  settings.folder = "/data/broker";

  const auto text = broker_configuration(settings, PkiFiles("/data"));

  for (const char* line :
       {"listener 1234 127.0.0.1\n", "require_certificate true\n",
        "use_identity_as_username true\n", "allow_anonymous false\n",
        "tls_version tlsv1.2\n", "set_tcp_nodelay true\n",
        "max_queued_messages 0\n", "max_inflight_messages 0\n",
        "message_size_limit 525312\n", "persistence true\n",
        "acl_file /data/broker/acl\n", "user sam\n",
        "cafile /data/pki/ca.crt\n"})
    CHECK(text.find(line) != std::string::npos);
}
