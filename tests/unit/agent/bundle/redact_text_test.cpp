#include <catch2/catch.hpp>

#include "tests/unit/agent/bundle/redacting.hpp"

using namespace soundcheck;
using namespace soundcheck::bundle;
using test::redacted;

namespace {

void gone(const std::string& line,
          const std::string& secret,
          const std::vector<Known>& known = {}) {
  const auto out = redacted(line, known);
  INFO(line << "\n-> " << out);
  CHECK(lower(out).find(lower(secret)) == out.npos);
}

}  // namespace

TEST_CASE("names of networks go where programs are known to write them") {
  const std::string ssid = "Villa Kunterbunt";
  for (const std::string line :
       {"wlan0: Trying to associate with SSID 'Villa Kunterbunt'",
        "ssid=Villa Kunterbunt id=0 mode=station",
        R"(    ssid="Villa Kunterbunt")",
        R"({"ssid": "Villa Kunterbunt", "rssi": -70})",
        R"({\"ssid\": \"Villa Kunterbunt\", \"rssi\": -70})",
        "Connection 'Villa Kunterbunt' activated",
        R"(wifi "Villa Kunterbunt" is weak)", "ESSID:\"Villa Kunterbunt\"",
        "SSID: Villa Kunterbunt"})
    gone(line, ssid);
  CHECK(redacted("ssid=Villa Kunterbunt id=0 mode=station")
            .ends_with(" id=0 mode=station"));
}

TEST_CASE("a network that the board knows goes in every form") {
  const std::vector<Known> known = {{SecretKind::ssid, "家里 WiFi"},
                                    {SecretKind::ssid, "Zum \"Bär\""}};
  gone("joined 家里 WiFi again", "家里", known);
  gone(R"(ssid \xe5\xae\xb6\xe9\x87\x8c WiFi)", R"(\xe5\xae\xb6)", known);
  gone(R"({"name":"\u5bb6\u91cc WiFi"})", R"(\u5bb6)", known);
  gone("ies 0a e5aeb6e9878c2057694669 end", "e5aeb6", known);
  gone("GET /set?n=%E5%AE%B6%E9%87%8C%20WiFi", "%E5%AE", known);
  gone(R"(joined Zum \"B\xc3\xa4r\" now)", "B\\xc3", known);
  gone("\x1b[31mZum \"B\x07ä\x1b[0mr\" now", "Zum", known);
  CHECK(redacted("joined 家里 WiFi", known) ==
        "joined " + redacted("家里 WiFi", known));
}

TEST_CASE("a short name of a network goes where it stands alone") {
  const std::vector<Known> known = {{SecretKind::ssid, "iot"},
                                    {SecretKind::ssid, "a"}};
  gone("joins iot, channel 6", "iot", known);
  CHECK(redacted("idiotic patriot", known) == "idiotic patriot");
  CHECK(redacted("a frame was lost", known) == "a frame was lost");
  gone("associate with 'a'", "'a'", known);
}

TEST_CASE("passwords and keys go") {
  for (const std::string line :
       {"psk=korrekt-pferd-batterie", R"(psk="korrekt-pferd-batterie")",
        "wpa_passphrase=korrekt-pferd-batterie",
        R"("Passphrase": "korrekt-pferd-batterie")",
        "password: korrekt-pferd-batterie", "wep_key0=korrekt-pferd-batterie",
        "the passphrase 'korrekt-pferd-batterie' is wrong",
        "sae_password=korrekt-pferd-batterie|mac=ff:ff:ff:ff:ff:ff",
        "https://bob:korrekt-pferd-batterie@example.com/x",
        "secret=korrekt-pferd-batterie", "PreSharedKey=korrekt-pferd-batterie"})
    gone(line, "korrekt-pferd-batterie");
  gone("WPS pin=12345670 given", "12345670");
  gone(
      "a key of 0c1d2e3f405162738495a6b7c8d9eafb0c1d2e3f405162738495a6b7c8d9ea",
      "0c1d2e3f40");
}

TEST_CASE("a password with blanks goes to its end") {
  gone("passphrase=correct horse battery staple", "staple");
  CHECK(redacted("psk=correct horse proto=RSN").ends_with(" proto=RSN"));
}

TEST_CASE("tokens go") {
  const std::string jwt =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3";
  gone("got " + jwt + " back", "dozjgNryP4J3jVmNHl0w5N");
  gone("Authorization: Bearer abcDEF123.xyz-987", "abcDEF123");
  gone("bearer abcDEF123xyz", "abcDEF123xyz");
  gone("Authorization: Basic Ym9iOnBhc3N3b3Jk", "Ym9iOnBhc3N3b3Jk");
  gone("Cookie: sid=8231; lang=de", "8231");
  gone("GET /v1?access_token=zzTOPzz99&x=1", "zzTOPzz99");
  gone("session key is 4f5a6b7c8d9e0f1a2b3c", "4f5a6b7c8d9e0f1a2b3c");
  gone("auth tag Zm9vYmFyQmF6MTIzNDU2Nzg5MA", "Zm9vYmFyQmF6MTIzNDU2Nzg5MA");
  gone("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
       "BAQEFAASC");
  gone("K9wsk3LkQ1==", "nothing-here");
  gone("end of it: aGVsbG8gd29ybGQhIQ==", "aGVsbG8gd29ybGQhIQ");
  gone("id 123e4567-e89b-12d3-a456-426614174000", "426614174000");
}

TEST_CASE("mail addresses, serials, hosts and accounts go") {
  gone("mail from otto.normal+x@example.co.uk ok", "otto");
  gone("user otto@kitchen logged in", "otto@");
  gone("Serial Number: G0911W079281003F", "G0911W079281003F");
  gone("serialno=G0911W079281003F", "G0911W079281003F");
  gone(R"({"serial":"G0911W079281003F"})", "G0911W079281003F");
  gone("usb 1-1: SerialNumber: G0911W079281003F", "G0911W079281003F");
  gone("unit G0911W079281003F says hello", "G0911W079281003F",
       {{SecretKind::serial, "g0911w079281003f"}});
  gone("Host name is ottos-box.local", "ottos-box");
  gone("resolving ottos-box.fritz.box failed", "ottos-box");
  gone("Nov 27 03:12:01 ottos-box daemon[1]: x", "ottos-box");
  gone("2026-11-27T03:12:01+0800 ottos-box daemon[1]: x", "ottos-box");
  gone("DHCPACK(wlan0) 192.168.0.7 a4:c1:38:0f:22:9e ottos-box", "ottos-box");
  gone("hostname=ottos-box", "ottos-box");
  gone("session opened for user otto by root", "otto");
  gone("Accepted password for otto from 10.0.0.7", "otto");
}

TEST_CASE("places go") {
  gone("at 31.230416, 121.473701 now", "31.2304");
  gone("lat=31.230416 lon=121.473701", "121.47");
  gone(R"({"latitude": 31.230416, "longitude": 121.473701})", "121.47");
  gone("geo:31.230416,121.473701", "31.23");
  gone("$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M", "4807");
  gone("31°13'49\"N 121°28'25\"E", "28'25");
}

TEST_CASE("every replacement is counted by its kind") {
  Counts counts{};
  (void)test::redactor().text(
      "a4:c1:38:0f:22:9e a4:c1:38:0f:22:9f 10.0.0.7 psk=x1", counts);

  CHECK(counts[static_cast<std::size_t>(SecretKind::mac)] == 2);
  CHECK(counts[static_cast<std::size_t>(SecretKind::ip4)] == 1);
  CHECK(counts[static_cast<std::size_t>(SecretKind::secret)] == 1);
  CHECK(counts[static_cast<std::size_t>(SecretKind::email)] == 0);
}

TEST_CASE("a line without end is cut") {
  const auto out = redacted(std::string(1 << 20, 'x'));

  CHECK(out.size() == 2048);
}
