#include "probes/board/linux/radio_nl80211.hpp"

#include <linux/nl80211.h>

#include "probes/board/linux/nl80211_messages.hpp"
#include "probes/board/linux/nl80211_socket.hpp"
#include "probes/board/linux/radio_switches.hpp"
#include "probes/board/linux/scan_messages.hpp"
#include "probes/board/linux/survey_messages.hpp"

namespace soundcheck {

namespace {

Error no_interface() {
  return {Errc::unsupported, "no wireless interface"};
}

Result<WirelessInterface> choose(Nl80211& nl80211, const std::string& wanted) {
  const auto answer = nl80211.dump(NL80211_CMD_GET_INTERFACE);
  if (!answer)
    return answer.error().during("wireless interfaces");
  for (auto& candidate : parse_wireless_interfaces(*answer)) {
    if (wanted.empty() ? candidate.station : candidate.name == wanted)
      return std::move(candidate);
  }
  return no_interface();
}

/// A driver may know its access point without keeping it as a scan result, or
/// the other way round; either one is an association.
Result<WifiLink> read_link(Nl80211& nl80211,
                           const WirelessInterface& interface) {
  WifiLink link;
  link.interface_name = interface.name;
  const auto scan = nl80211.dump(NL80211_CMD_GET_SCAN, interface.index);
  if (!scan)
    return scan.error().during("scan results");
  if (auto bss = parse_associated_bss(*scan)) {
    link.associated = true;
    link.ssid = std::move(bss->ssid);
    link.bssid = std::move(bss->bssid);
    link.frequency_mhz = bss->frequency_mhz;
    link.signal_dbm = bss->signal_dbm;
  }
  const auto stations = nl80211.dump(NL80211_CMD_GET_STATION, interface.index);
  if (stations) {
    link.associated = apply_station(*stations, link) || link.associated;
  } else if (stations.error().code != Errc::unsupported &&
             stations.error().code != Errc::denied) {
    return stations.error().during("the association");
  }
  if (link.associated) {
    if (const auto saving =
            nl80211.ask(NL80211_CMD_GET_POWER_SAVE, interface.index))
      link.power_save = parse_power_save(*saving);
  }
  if (link.associated && link.ssid.empty())
    link.ssid = interface.ssid;
  if (link.associated && !link.frequency_mhz)
    link.frequency_mhz = interface.frequency_mhz;
  return link;
}

/// An answer about the one interface, from whoever asks its question.
template <class Answer>
Result<Answer> ask_kernel(
    const std::string& wanted,
    Result<Answer> (*question)(Nl80211&, const WirelessInterface&)) {
  auto nl80211 = Nl80211::open();
  if (!nl80211) {
    return nl80211.error().code == Errc::unsupported
               ? no_interface()
               : nl80211.error().during("nl80211");
  }
  const auto interface = choose(*nl80211, wanted);
  if (!interface)
    return interface.error();
  return question(*nl80211, *interface);
}

Result<std::vector<AccessPoint>> read_access_points(
    Nl80211& nl80211,
    const WirelessInterface& interface) {
  const auto scan = nl80211.dump(NL80211_CMD_GET_SCAN, interface.index);
  if (!scan)
    return scan.error().during("scan results");
  return parse_access_points(*scan);
}

Result<ChannelUse> read_channel(Nl80211& nl80211,
                                const WirelessInterface& interface) {
  const auto survey = nl80211.dump(NL80211_CMD_GET_SURVEY, interface.index);
  if (!survey)
    return survey.error().during("the survey");
  const auto use = parse_channel_in_use(*survey);
  if (!use)
    return Error(Errc::unsupported, "the driver counts nothing of the channel");
  return *use;
}

Result<std::string> read_name(Nl80211&, const WirelessInterface& interface) {
  return interface.name;
}

/// Who names an interface says that the product has one.
Result<RadioState> read_state(const BoardRoot& root,
                              const std::string& wanted) {
  const auto name = ask_kernel<std::string>(wanted, read_name);
  if (!name && (wanted.empty() || name.error().code != Errc::unsupported))
    return name.error();
  RadioState state;
  state.interface_name = name ? *name : wanted;
  state.present = name.has_value();
  if (state.present)
    apply_switches(root, state);
  return state;
}

}  // namespace

Task<WifiLink> RadioNl80211::link() {
  const std::function<Result<WifiLink>(std::stop_token)> job =
      [wanted = interface_name_](std::stop_token) {
        return ask_kernel<WifiLink>(wanted, read_link);
      };
  return run_blocking<WifiLink>(worker_, job);
}

Task<ChannelUse> RadioNl80211::channel() {
  const std::function<Result<ChannelUse>(std::stop_token)> job =
      [wanted = interface_name_](std::stop_token) {
        return ask_kernel<ChannelUse>(wanted, read_channel);
      };
  return run_blocking<ChannelUse>(worker_, job);
}

Task<RadioState> RadioNl80211::state() {
  const std::function<Result<RadioState>(std::stop_token)> job =
      [root = root_, wanted = interface_name_](std::stop_token) {
        return read_state(root, wanted);
      };
  return run_blocking<RadioState>(worker_, job);
}

Task<std::vector<AccessPoint>> RadioNl80211::heard() {
  using List = std::vector<AccessPoint>;
  const std::function<Result<List>(std::stop_token)> job =
      [wanted = interface_name_](std::stop_token) {
        return ask_kernel<List>(wanted, read_access_points);
      };
  return run_blocking<List>(worker_, job);
}

}  // namespace soundcheck
