#include "probes/board/linux/disturbances.hpp"

#include <string_view>

#include "probes/board/linux/file_head.hpp"
#include "probes/board/linux/thermal_files.hpp"

namespace soundcheck {

namespace {

/// One substream of /proc/asound, whose first line is "closed" or "state: ...".
bool plays(std::string_view status) {
  return status.starts_with("state: RUNNING") ||
         status.starts_with("state: DRAINING");
}

/// "card0" of "hw:0,0", "Speaker" of "hw:Speaker"; empty of a name that does
/// not say which card it is.
std::string card_of(std::string_view mixer) {
  constexpr std::string_view prefix = "hw:";
  if (!mixer.starts_with(prefix))
    return {};
  mixer.remove_prefix(prefix.size());
  const std::string card(mixer.substr(0, mixer.find(',')));
  const bool number = card.find_first_not_of("0123456789") == card.npos;
  return number && !card.empty() ? "card" + card : card;
}

/// "/proc/asound/card0/pcm0p/sub0/status" and its like, below the root.
std::vector<std::string> playback_status_files(const BoardRoot& root,
                                               std::string_view mixer) {
  std::vector<std::string> files;
  const auto each = [&root](const std::string& folder, std::string_view begin,
                            std::string_view end, const auto& then) {
    const auto names = root.list(folder);
    if (!names)
      return;
    for (const auto& name : *names) {
      if (name.starts_with(begin) && name.ends_with(end))
        then(folder + '/' + name);
    }
  };
  const auto take = [&](const std::string& card) {
    each(card, "pcm", "p", [&](const std::string& pcm) {
      each(pcm, "sub", "", [&](const std::string& sub) {
        files.push_back(root.path(sub + "/status").string());
      });
    });
  };
  if (const auto card = card_of(mixer); !card.empty())
    take("/proc/asound/" + card);
  else
    each("/proc/asound", "card", "", take);
  return files;
}

bool over_trip_point(const BoardRoot& root) {
  const auto zones = read_thermal_zones(root);
  if (!zones)
    return false;
  for (const auto& zone : *zones) {
    const auto limit = zone.passive_c ? zone.passive_c : zone.hot_c;
    if (zone.temperature_c && limit && *zone.temperature_c > *limit)
      return true;
  }
  return false;
}

}  // namespace

Disturbances::Disturbances(const BoardRoot& root, std::string_view mixer)
    : hot_(over_trip_point(root)),
      playback_status_(playback_status_files(root, mixer)) {}

const char* Disturbances::now() const {
  if (hot_)
    return "it is hot";
  FileHead buffer;
  for (const auto& file : playback_status_) {
    if (plays(head_of(file, buffer)))
      return "something is playing";
  }
  return nullptr;
}

}  // namespace soundcheck
