#include "probes/board/linux/survey_messages.hpp"

#include <linux/nl80211.h>

#include "probes/board/linux/nl80211_messages.hpp"

namespace soundcheck {

namespace {

struct Survey {
  ChannelUse use;
  bool in_use = false;
};

std::optional<int> noise_of(const NetlinkAttribute& attribute) {
  const auto byte = attribute.u8();
  const int dbm = byte ? static_cast<std::int8_t>(*byte) : 0;
  return dbm < 0 ? std::optional(dbm) : std::nullopt;
}

void take(const NetlinkAttribute& a, Survey& survey) {
  auto& use = survey.use;
  switch (a.type()) {
    case NL80211_SURVEY_INFO_FREQUENCY:
      use.frequency_mhz = frequency_of(a);
      break;
    case NL80211_SURVEY_INFO_NOISE:
      use.noise_dbm = noise_of(a);
      break;
    case NL80211_SURVEY_INFO_IN_USE:
      survey.in_use = true;
      break;
    case NL80211_SURVEY_INFO_TIME:
      use.active_ms = a.u64();
      break;
    case NL80211_SURVEY_INFO_TIME_BUSY:
      use.busy_ms = a.u64();
      break;
    case NL80211_SURVEY_INFO_TIME_RX:
      use.receive_ms = a.u64();
      break;
    case NL80211_SURVEY_INFO_TIME_TX:
      use.transmit_ms = a.u64();
      break;
    default:
      break;
  }
}

}  // namespace

std::optional<ChannelUse> parse_channel_in_use(const NetlinkBytes& bytes) {
  std::optional<ChannelUse> found;
  for_each_reply(bytes, NL80211_CMD_NEW_SURVEY_RESULTS, [&](auto attributes) {
    for_each_attribute(attributes, [&found](const NetlinkAttribute& a) {
      if (a.type() != NL80211_ATTR_SURVEY_INFO)
        return;
      Survey survey;
      for_each_attribute(a.payload(), [&survey](const NetlinkAttribute& info) {
        take(info, survey);
      });
      const bool counts = survey.use.active_ms || survey.use.noise_dbm;
      if (survey.in_use && counts)
        found = survey.use;
    });
  });
  return found;
}

std::optional<bool> parse_power_save(const NetlinkBytes& bytes) {
  std::optional<bool> enabled;
  for_each_reply(bytes, NL80211_CMD_GET_POWER_SAVE, [&](auto attributes) {
    for_each_attribute(attributes, [&enabled](const NetlinkAttribute& a) {
      if (a.type() == NL80211_ATTR_PS_STATE && a.u32())
        enabled = a.u32() == NL80211_PS_ENABLED;
    });
  });
  return enabled;
}

}  // namespace soundcheck
