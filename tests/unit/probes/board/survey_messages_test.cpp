#include "probes/board/linux/survey_messages.hpp"

#include <catch2/catch.hpp>
#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using namespace soundcheck::test;

namespace {

constexpr int family = 28;

Bytes reply(int command, const Bytes& attributes) {
  genlmsghdr fixed{};
  fixed.cmd = static_cast<std::uint8_t>(command);
  return message(family, fixed, attributes);
}

Bytes survey(const Bytes& info) {
  return reply(NL80211_CMD_NEW_SURVEY_RESULTS,
               attribute(NL80211_ATTR_SURVEY_INFO, info));
}

template <class Number>
Bytes number(int type, Number value) {
  return attribute(type, bytes_of_value(value));
}

const Bytes in_use = attribute(NL80211_SURVEY_INFO_IN_USE, {});

}  // namespace

TEST_CASE("the channel in use is read with its times") {
  const auto bytes =
      survey(number(NL80211_SURVEY_INFO_FREQUENCY, std::uint32_t{2412}) +
             number(NL80211_SURVEY_INFO_TIME, std::uint64_t{9})) +
      survey(number(NL80211_SURVEY_INFO_FREQUENCY, std::uint32_t{2437}) +
             number(NL80211_SURVEY_INFO_NOISE, std::int8_t{-92}) + in_use +
             number(NL80211_SURVEY_INFO_TIME, std::uint64_t{1000}) +
             number(NL80211_SURVEY_INFO_TIME_BUSY, std::uint64_t{600}) +
             number(NL80211_SURVEY_INFO_TIME_RX, std::uint64_t{200}) +
             number(NL80211_SURVEY_INFO_TIME_TX, std::uint64_t{50}));

  const auto use = parse_channel_in_use(bytes);

  REQUIRE(use);
  CHECK(use->frequency_mhz == 2437);
  CHECK(use->noise_dbm == -92);
  CHECK(use->active_ms == 1000U);
  CHECK(use->busy_ms == 600U);
  CHECK(use->receive_ms == 200U);
  CHECK(use->transmit_ms == 50U);
}

TEST_CASE("a driver that counts nothing of its channel is told so") {
  CHECK(!parse_channel_in_use({}));
  CHECK(!parse_channel_in_use(survey(in_use)));
  CHECK(!parse_channel_in_use(
      survey(number(NL80211_SURVEY_INFO_TIME, std::uint64_t{9}))));
  CHECK(!parse_channel_in_use(
      survey(in_use + number(NL80211_SURVEY_INFO_NOISE, std::int8_t{0}) +
             number(NL80211_SURVEY_INFO_TIME, std::uint32_t{9}))));
}

TEST_CASE("power saving is on, off or unknown") {
  const auto saving = [](const Bytes& attributes) {
    return parse_power_save(reply(NL80211_CMD_GET_POWER_SAVE, attributes));
  };

  CHECK(saving(number(NL80211_ATTR_PS_STATE, std::uint32_t{1})) == true);
  CHECK(saving(number(NL80211_ATTR_PS_STATE, std::uint32_t{0})) == false);
  CHECK(!saving({}));
  CHECK(!parse_power_save({}));
}
