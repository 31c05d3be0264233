#include "probes/board/linux/wpa_news.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using Kind = ConnectionEvent::Kind;

TEST_CASE("events mean something for the connection, or nothing") {
  const auto meaning = [](const char* message) {
    return connection_event_of(parse_wpa_event(message).value());
  };

  CHECK(meaning("CTRL-EVENT-CONNECTED - Connection to "
                "4e:c5:7d:a9:13:68 completed [id=0 id_str=]")
            ->kind == Kind::associated);
  const auto kicked =
      meaning("CTRL-EVENT-DISCONNECTED bssid=4e:c5:7d:a9:13:68 reason=5");
  CHECK(kicked->kind == Kind::disconnected);
  CHECK(kicked->code == 5);
  CHECK(kicked->by_access_point);
  CHECK(kicked->bssid == "4e:c5:7d:a9:13:68");
  CHECK(meaning("CTRL-EVENT-ASSOC-REJECT status_code=17")->code == 17);
  CHECK(!meaning("CTRL-EVENT-ASSOC-REJECT status_code=1 timeout=auth"));
  CHECK(meaning("CTRL-EVENT-AUTH-REJECT 4e:c5:7d:a9:13:68 auth_type=3 "
                "auth_transaction=2 status_code=15")
            ->kind == Kind::key_failed);
  CHECK(meaning("CTRL-EVENT-AUTH-REJECT 4e:c5:7d:a9:13:68 auth_type=0 "
                "auth_transaction=2 status_code=1")
            ->kind == Kind::rejected);
  CHECK(
      !meaning("CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\"x\" "
               "auth_failures=1 duration=10 reason=CONN_FAILED"));
  CHECK(
      !meaning("WPA: 4-Way Handshake failed - pre-shared key may be "
               "incorrect"));
  CHECK(meaning("CTRL-EVENT-SCAN-FAILED ret=-16 retry=1")->code == 16);
  CHECK(meaning("CTRL-EVENT-CHANNEL-SWITCH freq=2462")->frequency_mhz == 2462);
}
