#include "probes/board/linux/thermal_files.hpp"

#include <algorithm>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::string_view class_folder = "/sys/class/thermal/";
constexpr std::string_view zone_prefix = "thermal_zone";

/// Millidegrees as degrees; nothing when the file is not there.
Result<std::optional<double>> read_celsius(const BoardRoot& root,
                                           const std::string& file) {
  const auto text = root.read(file);
  if (!text)
    return text.error();
  if (!*text)
    return std::optional<double>();
  const auto millidegrees = sole_number<int>(**text, file);
  if (!millidegrees)
    return millidegrees.error();
  return std::optional<double>(*millidegrees / 1000.0);
}

Result<std::string> read_word(const BoardRoot& root, const std::string& file) {
  const auto text = root.read(file);
  if (!text)
    return text.error();
  const auto content = text->value_or("");
  TextLines lines(content, file);
  return std::string(trimmed(lines.next().value_or("")));
}

struct TripPoints {
  std::optional<double> critical_c, hot_c, passive_c;

  void add(std::string_view type, double celsius) {
    // Drivers say 0 or -274 for a trip point that is switched off.
    if (celsius <= 0)
      return;
    if (type == "critical")
      critical_c = std::min(critical_c.value_or(celsius), celsius);
    if (type == "hot")
      hot_c = std::min(hot_c.value_or(celsius), celsius);
    // Of several passive ones the first only wakes the governor; the last is
    // the temperature that throttling must hold.
    if (type == "passive")
      passive_c = std::max(passive_c.value_or(celsius), celsius);
  }
};

Result<TripPoints> read_trip_points(const BoardRoot& root,
                                    const std::string& folder) {
  TripPoints points;
  const auto names = root.list(folder);
  if (!names)
    return names.error();
  for (const auto& name : *names) {
    constexpr std::string_view suffix = "_temp";
    if (!name.starts_with("trip_point_") || !name.ends_with(suffix))
      continue;
    const auto stem = name.substr(0, name.size() - suffix.size());
    const auto celsius = read_celsius(root, folder + name);
    if (!celsius)
      return celsius.error();
    const auto type = read_word(root, folder + stem + "_type");
    if (!type)
      return type.error();
    if (*celsius)
      points.add(*type, **celsius);
  }
  return points;
}

Result<ThermalZone> read_zone(const BoardRoot& root, const std::string& name) {
  const auto folder = std::string(class_folder) + name + "/";
  ThermalZone zone;
  zone.name = name;
  const auto type = read_word(root, folder + "type");
  if (!type)
    return type.error();
  zone.type = *type;

  // A driver answers EAGAIN, EIO, ENODATA, ... while its sensor sleeps. That
  // is a zone without a temperature, not a board that cannot be asked.
  const auto temperature = read_celsius(root, folder + "temp");
  if (temperature)
    zone.temperature_c = *temperature;
  else if (temperature.error().code == Errc::parse)
    return temperature.error();

  const auto points = read_trip_points(root, folder);
  if (!points)
    return points.error();
  zone.critical_c = points->critical_c;
  zone.hot_c = points->hot_c ? points->hot_c : points->passive_c;
  zone.passive_c = points->passive_c;
  return zone;
}

/// thermal_zone2 before thermal_zone10.
bool in_kernel_order(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

Result<std::vector<ThermalZone>> read_thermal_zones(const BoardRoot& root) {
  auto names = root.list(class_folder);
  if (!names)
    return names.error();
  std::erase_if(*names, [](const std::string& name) {
    return !name.starts_with(zone_prefix);
  });
  std::sort(names->begin(), names->end(), in_kernel_order);

  std::vector<ThermalZone> zones;
  for (const auto& name : *names) {
    auto zone = read_zone(root, name);
    if (!zone)
      return zone.error();
    zones.push_back(std::move(*zone));
  }
  return zones;
}

}  // namespace soundcheck
