#include <catch2/catch.hpp>

#include "tests/unit/agent/bundle/redacting.hpp"

using namespace soundcheck;
using namespace soundcheck::bundle;
using test::redacted;

namespace {

/// What stands between '<' and '>' for the first time.
std::string name_in(const std::string& text) {
  const auto begin = text.find('<');
  const auto end = text.find('>', begin);
  return begin == text.npos ? text : text.substr(begin, end - begin + 1);
}

}  // namespace

TEST_CASE("an address of an interface has one name however it is written") {
  const auto name = name_in(redacted("from a4:c1:38:0f:22:9e now"));

  CHECK(name.starts_with("<mac-"));
  for (const auto* written :
       {"A4:C1:38:0F:22:9E", "a4-c1-38-0f-22-9e", "a4c1380f229e",
        "a4_c1_38_0f_22_9e", "a4c1.380f.229e", "a4%3Ac1%3A38%3A0f%3A22%3A9e"}) {
    INFO(written);
    CHECK(redacted(std::string("x ") + written + " y") == "x " + name + " y");
  }
}

TEST_CASE("addresses of interfaces are found in names, paths and map keys") {
  for (const std::string line :
       {R"({"a4:c1:38:0f:22:9e": -61, "a4c1380f229e": {"rate": 5}})",
        "enxa4c1380f229e: link up", "/org/bluez/hci0/dev_A4_C1_38_0F_22_9E",
        "addr=a4:c1:38:0f:22:9e,foo", "(a4:c1:38:0f:22:9e)",
        "wifi_a4c1380f229e_686f6d65_managed_psk"}) {
    const auto out = redacted(line);
    INFO(out);
    CHECK(out.find("<mac-") != out.npos);
    CHECK(lower(out).find("229e") == out.npos);
    CHECK(lower(out).find("22:9e") == out.npos);
    CHECK(lower(out).find("22_9e") == out.npos);
    CHECK(out.find("686f6d65") == out.npos);
  }
}

TEST_CASE("no maker can be told from an address") {
  CHECK(redacted("bssid a4:c1:38:0f:22:9e").find("a4") == std::string::npos);
  CHECK(name_in(redacted("a4:c1:38:0f:22:9e")) !=
        name_in(redacted("a4:c1:38:0f:22:9f")));
}

TEST_CASE("the address of nobody stays, for it is a symptom") {
  for (const std::string line :
       {"bssid=00:00:00:00:00:00", "address 00-00-00-00-00-00 on wlan0",
        "mac 000000000000", "to ff:ff:ff:ff:ff:ff",
        R"({"00:00:00:00:00:00": 1})"})
    CHECK(redacted(line) == line);
}

TEST_CASE("longer rows of bytes are taken as a whole") {
  CHECK(redacted("client ff:12:34:56:78:00:01:02 asks").find("34") ==
        std::string::npos);
  CHECK(redacted("PMK - hexdump(len=8): 1a 2b 3c 4d 5e 6f 70 81").find("3c") ==
        std::string::npos);
}

TEST_CASE("internet addresses tell their kind and no more") {
  CHECK(redacted("lease of 192.168.17.23 obtained")
            .starts_with("lease of <ip4-private-"));
  CHECK(redacted("at 203.0.113.77:8883").starts_with("at <ip4-public-"));
  CHECK(redacted("own 169.254.10.20").starts_with("own <ip4-link-local-"));
  CHECK(redacted("x fe80::a6c1:38ff:fe0f:229e%wlan0 y")
            .starts_with("x <ip6-link-local-"));
  CHECK(redacted("[2001:db8:85a3::8a2e:370:7334]:443")
            .starts_with("[<ip6-public-"));
  CHECK(redacted("fd12:3456:789a:1::1").starts_with("<ip6-private-"));
  CHECK(redacted("::ffff:192.168.17.23").find("17.23") == std::string::npos);
  CHECK(redacted("name 23.17.168.192.in-addr.arpa").find("168") ==
        std::string::npos);
  CHECK(redacted("host ip-192-168-17-23").find("17-23") == std::string::npos);
}

TEST_CASE("an IPv6 address has one name however it is written") {
  CHECK(redacted("2001:db8:0:0:0:0:0:7") == redacted("2001:DB8::7"));
}

TEST_CASE("addresses that are nobody's stay") {
  for (const std::string line :
       {"listening on 127.0.0.1:53", "mask 255.255.255.0", "0.0.0.0/0",
        "joins 224.0.0.251", "on ::1 and ::", "joins ff02::fb"})
    CHECK(redacted(line) == line);
}

TEST_CASE("R21: another secret gives other names") {
  Counts counts{};
  const std::string line = "a4:c1:38:0f:22:9e 192.168.17.23 kitchen.local";
  const auto first = test::redactor().text(line, counts);
  const auto other =
      test::redactor({}, "ffffffffffffffff0123456789abcdef").text(line, counts);

  CHECK(first != other);
  CHECK(first == test::redactor().text(line, counts));
}

TEST_CASE("a value of a known field has the name that it has in texts") {
  Counts counts{};
  const auto redactor = test::redactor();

  CHECK(redactor.value(SecretKind::mac, "A4:C1:38:0F:22:9E", counts) ==
        redactor.text("a4c1380f229e", counts));
  CHECK(redactor.value(SecretKind::mac, "00:00:00:00:00:00", counts) ==
        "00:00:00:00:00:00");
  CHECK(redactor.value(SecretKind::mac, "", counts).empty());
  CHECK(counts[static_cast<std::size_t>(SecretKind::mac)] == 2);
}
