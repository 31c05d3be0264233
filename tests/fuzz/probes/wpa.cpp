#include <cstdint>
#include <cstdlib>

#include "probes/board/linux/wpa_events.hpp"
#include "probes/board/linux/wpa_replies.hpp"

using namespace soundcheck;

namespace {

void require(bool holds) {
  if (!holds)
    std::abort();
}

bool is_address_or_none(const std::string& text) {
  return text.empty() ||
         (text.size() == 17 &&
          text.find_first_not_of("0123456789abcdef:") == text.npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text(data, data + size);
  if (const auto event = parse_wpa_event(text)) {
    require(is_address_or_none(event->bssid));
    require(!event->signal_dbm || *event->signal_dbm < 0);
  }
  if (const auto status = parse_wpa_status(text)) {
    require(!status->state.empty());
    require(is_address_or_none(status->bssid));
  }
  for (const auto& network : parse_wpa_networks(text))
    require(network.ssid.size() <= 32 && network.number >= 0);
  const auto signal = parse_wpa_signal(text);
  require(!signal.noise_dbm || *signal.noise_dbm < 0);
  return 0;
}
