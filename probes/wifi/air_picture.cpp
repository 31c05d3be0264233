#include "probes/wifi/air_picture.hpp"

#include <algorithm>

#include "probes/findings.hpp"
#include "probes/wifi/link_numbers.hpp"

namespace soundcheck::wifi {

namespace {

// Voice over Wi-Fi wants -67 dBm at the edge of a cell, a channel used for less
// than half of the time (QBSS 105 of 255 is 41 %) and noise below -92 dBm
// (Cisco 7925G deployment guide); the limits here are twice as patient, because
// a speaker has a buffer.
constexpr int good_signal_dbm = -67;
constexpr double busy_percent = 70;
constexpr double foreign_percent = 30;
constexpr double quiet_percent = 40;
/// As the access point counts: QBSS 128 of 255.
constexpr double load_percent = 50;
/// The way up is judged by what came back: acknowledgements this weak, or one
/// antenna far below the other (N08 of the fault dictionary).
constexpr int weak_ack_dbm = -75;
constexpr int deaf_chain_db = 15;
/// One bad moment is none: three of five windows.
constexpr std::size_t windows_needed = 3;
constexpr int end_of_2_4_ghz = 2500;

/// The middle one of the windows that have the number.
std::optional<double> median(const std::vector<AirWindow>& windows,
                             std::optional<double> AirWindow::*member) {
  std::vector<double> values;
  for (const auto& window : windows) {
    if (window.*member)
      values.push_back(*(window.*member));
  }
  if (values.size() < windows_needed)
    return std::nullopt;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class Judge {
 public:
  Judge(const AirPicture& picture, const Profile::Wifi& limits)
      : p_(picture),
        limits_(limits),
        signal_(signal_of(p_.link)),
        busy_(median(p_.windows, &AirWindow::busy)),
        foreign_(median(p_.windows, &AirWindow::foreign)),
        retries_(retry_percent(p_.link, limits.min_packets)),
        many_retries_(retries_ && *retries_ > limits.retry_percent) {}

  Finding interference() const {
    return at_good_signal("wifi.interference", [this](const char* id) {
      if (!foreign_)
        return unknown_finding(id, "the driver does not split the busy time");
      return judged(id, *foreign_ >= foreign_percent,
                    decimal(*foreign_, 0) +
                        " % of the time busy with no Wi-Fi" + noise());
    });
  }

  Finding congestion() const {
    return at_good_signal("wifi.congestion", [this](const char* id) {
      if (busy_) {
        const bool others = !foreign_ || *foreign_ < foreign_percent;
        return judged(id, *busy_ >= busy_percent && others,
                      "channel busy " + decimal(*busy_, 0) + " % of the time");
      }
      // Its own view, where the driver has none.
      if (!p_.load_percent)
        return unknown_finding(id, "neither driver nor router tell the load");
      return judged(id, *p_.load_percent >= busy_percent,
                    "the access point counts " + decimal(*p_.load_percent, 0) +
                        " % load");
    });
  }

  Finding hidden_node() const {
    return at_good_signal("wifi.hidden_node", [this](const char* id) {
      if (!busy_ || !p_.load_percent || !retries_)
        return unknown_finding(id, "needs the load of both ends, and retries");
      return judged(id,
                    many_retries_ && *busy_ < quiet_percent &&
                        *p_.load_percent >= load_percent,
                    "busy " + decimal(*busy_, 0) + " % here, " +
                        decimal(*p_.load_percent, 0) +
                        " % at the access point, " + decimal(*retries_, 0) +
                        " % repeated");
    });
  }

  Finding weak_uplink() const {
    return at_good_signal("wifi.weak_uplink", [this](const char* id) {
      const auto& chains = p_.link.chain_signals_dbm;
      if (chains.size() > 1) {
        const auto [low, high] =
            std::minmax_element(chains.begin(), chains.end());
        if (*high - *low >= deaf_chain_db) {
          return judged(id, true,
                        "one antenna hears " + std::to_string(*high - *low) +
                            " dB less than the other");
        }
      }
      if (const auto ack = p_.link.ack_signal_dbm) {
        return judged(id, *ack < weak_ack_dbm,
                      "acknowledged at " + std::to_string(*ack) + " dBm");
      }
      if (chains.size() > 1)
        return judged(id, false, "all antennas hear alike");
      return unknown_finding(id,
                             "the driver tells neither of antennas nor of "
                             "acknowledgements");
    });
  }

  /// Only where it shares the band and nothing else explains the losses. Proof
  /// would be to pause the music, which nobody asked for.
  Finding bluetooth() const {
    return at_good_signal("wifi.bluetooth", [this](const char* id) {
      if (!p_.bluetooth_links || !retries_ || !p_.link.frequency_mhz)
        return unknown_finding(id, "needs the channel, retries and Bluetooth");
      const bool same_band = *p_.link.frequency_mhz < end_of_2_4_ghz;
      const bool others = (foreign_ && *foreign_ >= foreign_percent) ||
                          (busy_ && *busy_ >= busy_percent);
      return judged(
          id, *p_.bluetooth_links > 0 && same_band && many_retries_ && !others,
          std::to_string(*p_.bluetooth_links) + " Bluetooth links, " +
              decimal(*retries_, 0) + " % repeated" +
              (same_band ? ", same band" : ""));
    });
  }

  Finding power_save() const {
    constexpr const char* id = "wifi.power_save_delay";
    if (!p_.link.power_save || !p_.router_rtt)
      return unknown_finding(id, "needs the power saving and a round trip");
    // A station that sleeps hears of a packet at the next beacon it wakes for.
    const double rtt_ms = static_cast<double>(p_.router_rtt->count()) / 1000;
    const bool slow = rtt_ms >= limits_.sleepy_rtt_ms;
    const bool otherwise = many_retries_ || (busy_ && *busy_ >= busy_percent) ||
                           (signal_ && *signal_ < good_signal_dbm);
    return judged(id, *p_.link.power_save && slow && !otherwise,
                  std::string(*p_.link.power_save ? "on" : "off") +
                      ", round trip " + decimal(rtt_ms, 0) + " ms");
  }

 private:
  template <class Then>
  Finding at_good_signal(const char* id, Then then) const {
    if (!signal_)
      return unknown_finding(id, "the signal is not known");
    // A weak signal alone explains all of it.
    if (*signal_ < good_signal_dbm) {
      return unknown_finding(id, "hidden by a signal of only " +
                                     std::to_string(*signal_) + " dBm");
    }
    return then(id);
  }
  std::string noise() const {
    return p_.noise_dbm ? ", noise " + std::to_string(*p_.noise_dbm) + " dBm"
                        : "";
  }

  const AirPicture& p_;
  const Profile::Wifi& limits_;
  std::optional<int> signal_;
  std::optional<double> busy_;
  std::optional<double> foreign_;
  std::optional<double> retries_;
  bool many_retries_;
};

std::optional<double> share(std::optional<std::uint64_t> first,
                            std::optional<std::uint64_t> second,
                            std::uint64_t active_ms) {
  if (!first || !second || *second < *first)
    return std::nullopt;
  return std::min(100.0 * static_cast<double>(*second - *first) /
                      static_cast<double>(active_ms),
                  100.0);
}

}  // namespace

AirWindow window_between(const ChannelUse& first, const ChannelUse& second) {
  AirWindow window;
  if (!first.active_ms || !second.active_ms ||
      *second.active_ms <= *first.active_ms ||
      first.frequency_mhz != second.frequency_mhz) {
    return window;
  }
  const auto active = *second.active_ms - *first.active_ms;
  window.busy = share(first.busy_ms, second.busy_ms, active);
  const auto receive = share(first.receive_ms, second.receive_ms, active);
  const auto transmit = share(first.transmit_ms, second.transmit_ms, active);
  if (window.busy && receive && transmit)
    window.foreign = std::max(*window.busy - *receive - *transmit, 0.0);
  return window;
}

bool AirPicture::tells_anything() const {
  const bool use = std::any_of(
      windows.begin(), windows.end(),
      [](const AirWindow& window) { return window.busy.has_value(); });
  return use || load_percent || link.ack_signal_dbm || link.power_save ||
         link.chain_signals_dbm.size() > 1;
}

std::vector<Measurement> measurements_of(const AirPicture& picture,
                                         const Profile::Wifi& limits) {
  std::vector<Measurement> list;
  add(list, "noise", picture.noise_dbm, "dBm");
  add(list, "busy", median(picture.windows, &AirWindow::busy), "%");
  add(list, "foreign", median(picture.windows, &AirWindow::foreign), "%");
  add(list, "load", picture.load_percent, "%");
  add(list, "ack_signal", picture.link.ack_signal_dbm, "dBm");
  add(list, "retries", retry_percent(picture.link, limits.min_packets), "%");
  if (picture.router_rtt) {
    const auto us = static_cast<double>(picture.router_rtt->count());
    list.push_back({"rtt", us / 1000, "ms"});
  }
  return list;
}

std::vector<Finding> findings_of(const AirPicture& picture,
                                 const Profile::Wifi& limits) {
  const Judge judge(picture, limits);
  return {judge.interference(), judge.congestion(), judge.hidden_node(),
          judge.weak_uplink(),  judge.bluetooth(),  judge.power_save()};
}

}  // namespace soundcheck::wifi
