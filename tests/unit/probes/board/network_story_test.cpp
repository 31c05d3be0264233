#include "probes/board/linux/network_story.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using Kind = ConnectionEvent::Kind;

namespace {

InterfaceAddress address(std::string text, bool ipv6 = false) {
  InterfaceAddress out;
  out.interface_name = "wlan0";
  out.address = std::move(text);
  out.ipv6 = ipv6;
  return out;
}

NetworkState with(std::vector<InterfaceAddress> addresses) {
  NetworkState state;
  state.interfaces = {{"wlan0", true, true, true}};
  state.addresses = std::move(addresses);
  return state;
}

std::vector<std::string> told(const NetworkState& before,
                              const NetworkState& after) {
  std::vector<std::string> words;
  for (const auto& event : changes_between(before, after))
    words.push_back(std::string(to_string(event.kind)) + ' ' + event.text);
  return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("an address that comes, goes or changes is news") {
  const auto none = with({});
  const auto one = with({address("192.0.2.7")});
  const auto other = with({address("192.0.2.8")});

  CHECK(told(none, one) == Words{"address_gained IPv4"});
  CHECK(told(one, none) == Words{"address_lost IPv4"});
  CHECK(told(one, other) == Words{"address_gained IPv4, another one"});
  CHECK(told(one, one).empty());
}

TEST_CASE("link-local and unchecked addresses do not count") {
  auto local = address("fe80::1", true);
  local.link_local = true;
  auto tentative = address("2001:db8::1", true);
  tentative.tentative = true;

  CHECK(told(with({}), with({local, tentative})).empty());
  CHECK(told(with({tentative}), with({address("2001:db8::1", true)})) ==
        Words{"address_gained IPv6"});
}

TEST_CASE("that IPv6 addresses take turns is no news") {
  CHECK(told(with({address("2001:db8::1", true)}),
             with({address("2001:db8::2", true)}))
            .empty());
}

TEST_CASE("an address that somebody else has is told once") {
  auto duplicate = address("2001:db8::1", true);
  duplicate.duplicate = true;

  CHECK(told(with({}), with({duplicate})) == Words{"address_conflict IPv6"});
  CHECK(told(with({duplicate}), with({duplicate})).empty());
}

TEST_CASE("a cable's carrier is news, a radio's is told by the radio") {
  NetworkState up;
  up.interfaces = {{"eth0", true, true, false}, {"wlan0", true, true, true}};
  NetworkState down;
  down.interfaces = {{"eth0", true, false, false},
                     {"wlan0", true, false, true}};

  CHECK(told(up, down) == Words{"link_lost "});
  CHECK(told(down, up) == Words{"link_gained "});
  CHECK(told({}, up).empty());
}

TEST_CASE("no event names an address or an interface") {
  for (const auto& event :
       changes_between(with({}), with({address("192.0.2.7")}))) {
    CHECK(event.text.find("192") == std::string::npos);
    CHECK(event.text.find("wlan") == std::string::npos);
  }
}
