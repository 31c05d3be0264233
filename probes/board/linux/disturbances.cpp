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

/// "/proc/asound/card0/pcm0p/sub0/status" and its like, below the root.
std::vector<std::string> playback_status_files(const BoardRoot& root) {
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
  each("/proc/asound", "card", "", [&](const std::string& card) {
    each(card, "pcm", "p", [&](const std::string& pcm) {
      each(pcm, "sub", "", [&](const std::string& sub) {
        files.push_back(root.path(sub + "/status").string());
      });
    });
  });
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

Disturbances::Disturbances(const BoardRoot& root)
    : hot_(over_trip_point(root)),
      playback_status_(playback_status_files(root)) {}

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
