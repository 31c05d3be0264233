#include "probes/board/linux/information_elements.hpp"

#include <catch2/catch.hpp>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using namespace soundcheck::test;
using namespace std::string_literals;
using Keys = std::vector<KeyManagement>;

namespace {

Bytes element(int number, const Bytes& content) {
  return bytes_of_numbers({number, static_cast<int>(content.size())}) + content;
}

/// Version 1, group and one pairwise cipher CCMP, then `rest`.
Bytes rsn(const Bytes& rest) {
  return element(
      48, bytes_of_numbers({1, 0, 0, 0x0f, 0xac, 4, 1, 0, 0, 0x0f, 0xac, 4}) +
              rest);
}

Bytes one_suite(int suite, int capabilities) {
  return bytes_of_numbers(
      {1, 0, 0, 0x0f, 0xac, suite, capabilities & 0xff, capabilities >> 8});
}

AccessPoint read(const Bytes& elements, bool privacy = true) {
  AccessPoint one;
  apply_elements(elements, privacy, one);
  return one;
}

}  // namespace

TEST_CASE("a WPA2 network asks for a passphrase and protects nothing") {
  const auto found = read(rsn(one_suite(2, 0)));

  CHECK(found.security.keys == Keys{KeyManagement::psk});
  CHECK(!found.security.protection_possible);
  CHECK(!found.security.protection_required);
}

TEST_CASE("a WPA3 network asks for SAE and protected management frames") {
  const auto found = read(rsn(one_suite(8, 0xc0)));

  CHECK(found.security.keys == Keys{KeyManagement::sae});
  CHECK(found.security.protection_possible);
  CHECK(found.security.protection_required);
}

TEST_CASE("a mixed network takes either, each kind once") {
  const auto found = read(rsn(bytes_of_numbers(
      {3, 0, 0, 0x0f, 0xac, 2, 0, 0x0f, 0xac, 6, 0, 0x0f, 0xac, 8, 0x80, 0})));

  CHECK(found.security.keys == Keys{KeyManagement::psk, KeyManagement::sae});
  CHECK(found.security.protection_possible);
  CHECK(!found.security.protection_required);
}

TEST_CASE("other suites are told apart, unknown ones are named so") {
  CHECK(read(rsn(one_suite(1, 0))).security.keys ==
        Keys{KeyManagement::enterprise});
  CHECK(read(rsn(one_suite(18, 0))).security.keys == Keys{KeyManagement::owe});
  CHECK(read(rsn(one_suite(200, 0))).security.keys ==
        Keys{KeyManagement::other});
  CHECK(read(rsn(bytes_of_numbers({1, 0, 1, 2, 3, 2}))).security.keys ==
        Keys{KeyManagement::other});
}

TEST_CASE("an RSN element may end early, and then has defaults") {
  CHECK(read(rsn({})).security.keys == Keys{KeyManagement::enterprise});
  CHECK(read(element(48, bytes_of_numbers({1, 0}))).security.keys ==
        Keys{KeyManagement::enterprise});
}

TEST_CASE("an RSN element that is cut short inside is not understood") {
  for (const auto& cut :
       {element(48, {}), element(48, bytes_of_numbers({1})),
        element(48, bytes_of_numbers({1, 0, 0, 0x0f})),
        rsn(bytes_of_numbers({2, 0, 0, 0x0f, 0xac})),
        rsn(bytes_of_numbers({0, 0})),
        element(48, bytes_of_numbers({1, 0, 0, 0x0f, 0xac, 4, 255, 255}))}) {
    const auto& keys = read(cut).security.keys;
    CHECK(!keys.empty());
    CHECK(keys.back() == KeyManagement::other);
  }
}

TEST_CASE("the older WPA element counts, other vendors' do not") {
  const auto wpa =
      bytes_of_numbers({0, 0x50, 0xf2, 1,    1, 0, 0, 0x50, 0xf2, 2,    1,
                        0, 0,    0x50, 0xf2, 2, 1, 0, 0,    0x50, 0xf2, 2});

  CHECK(read(element(221, wpa)).security.keys == Keys{KeyManagement::psk});
  CHECK(read(element(221, bytes_of_numbers({0, 0x50, 0xf2, 4, 1, 0})), false)
            .security.keys == Keys{KeyManagement::open});
}

TEST_CASE("without either it is open, or WEP") {
  CHECK(read({}, false).security.keys == Keys{KeyManagement::open});
  CHECK(read({}, true).security.keys == Keys{KeyManagement::wep});
}

TEST_CASE("names keep all their bytes, hidden and overlong ones are none") {
  const auto strange = "a\0\x1b[2J\xff"s;

  CHECK(read(element(0, bytes_of(strange))).ssid == strange);
  CHECK(read(element(0, {})).ssid.empty());
  CHECK(read(element(0, Bytes(7))).ssid.empty());
  CHECK(read(element(0, Bytes(33, std::byte{'x'}))).ssid.empty());
}

TEST_CASE("an access point tells how busy it is") {
  const auto found = read(element(11, bytes_of_numbers({12, 1, 128, 0, 0})));

  CHECK(found.stations == 268);
  CHECK(found.load_percent.value() == Approx(50.2).margin(0.1));
  const auto cut = read(element(11, bytes_of_numbers({12, 1})));
  CHECK(!cut.stations);
  CHECK(!cut.load_percent);
}

TEST_CASE("garbled elements are survived") {
  const auto bytes = element(0, bytes_of("home")) + rsn(one_suite(2, 0xc0)) +
                     element(11, bytes_of_numbers({12, 1, 128, 0, 0}));
  std::size_t named = 0;

  torment(bytes, [&named](const Bytes& garbled) {
    const auto found = read(garbled);
    if (found.ssid.size() > 32 || found.security.keys.empty())
      FAIL("a name or a security that cannot be");
    named += found.ssid.empty() ? 0 : 1;
  });

  CHECK(named > 0);
}
