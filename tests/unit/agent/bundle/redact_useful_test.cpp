// A log of which nothing is left helps nobody.
#include <catch2/catch.hpp>

#include "tests/unit/agent/bundle/redacting.hpp"

using namespace soundcheck;
using namespace soundcheck::bundle;
using test::redacted;

TEST_CASE("what an expert reads stays as it is") {
  for (const std::string line : {
           "[   12.345678] brcmfmac: brcmf_sdio_hostmail: bad htmailbox 0x4",
           "wlan0: deauthenticated (Reason: 15=4WAY_HANDSHAKE_TIMEOUT)",
           "wlan0: CTRL-EVENT-DISCONNECTED bssid=00:00:00:00:00:00 reason=3",
           "key_mgmt=WPA-PSK pairwise=CCMP group=CCMP",
           "WPA: 4-Way Handshake failed - pre-shared key may be incorrect",
           "mmc0: Timeout waiting for hardware interrupt, status 0x80000000",
           "EXT4-fs error (device mmcblk0p7): ext4_lookup:1706: inode #2",
           "soundcheckd[412]: connection lost: Connection reset by peer (104)",
           "underrun!!! (at least 23.456 ms long), 17 times since 03:12:01",
           "2026-11-27T03:12:01.123456+0800 kernel: watchdog: BUG: soft lockup",
           "Nov 27 03:12:01 kernel: usb 1-1: new high-speed USB device",
           "pc : __queue_work+0x2c/0x450, lr : queue_work_on+0x98/0xb8",
           "x0 : ffff0000c0a4b800 x1 : ffffffc010a4b800",
           "Code: d503201f d50323bf 48 8b 05 3c 10 f3 7e",
           "std::bad_alloc at soundcheck::Runner::run(probes/probe.hpp:61)",
           "audio.sweep failed: left channel 12.4 dB below the right",
           "network.dns inconclusive after 5000 ms",
           "Started wpa_supplicant.service - WPA supplicant.",
           "getty@tty1.service: Deactivated successfully.",
           "/usr/lib/aarch64-linux-gnu/libasound.so.2.0.0: undefined symbol",
           "rx 123456789012 bytes, tx 987654 bytes, 42 errors",
           "soundcheckd 0.1.0, firmware 4.2.1-rc3, kernel 6.1.0-18-arm64",
           "soundcheckd[77]: segfault at 10 ip 000055a6410318c0 sp "
           "00007ffe9061d130 error 4 in soundcheckd[ce8c0,561a0e5b4000+3e2000]",
           "CPU: 1 PID: 1234 Comm: kworker/1:2 Tainted: G",
           "signal -67 dBm at 5180 MHz, 0.123, 0.456",
       })
    CHECK(redacted(line) == line);
}

TEST_CASE("what stands around a secret stays") {
  const auto out = redacted(
      "wlan0: CTRL-EVENT-ASSOC-REJECT bssid=a4:c1:38:0f:22:9e status_code=17 "
      "timeout");

  CHECK(out.starts_with("wlan0: CTRL-EVENT-ASSOC-REJECT bssid=<mac-"));
  CHECK(out.ends_with("> status_code=17 timeout"));
}

TEST_CASE("what half of all speakers are called is no secret") {
  const std::string line = "the speaker plays; speaker amplifier at 40 C";

  CHECK(redacted(line, {{SecretKind::host, "speaker"}}) == line);
}

TEST_CASE("letters of other scripts stay") {
  const std::string line = "扬声器没有声音: -61 dB";

  CHECK(redacted(line) == line);
}
