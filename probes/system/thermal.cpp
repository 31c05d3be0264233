#include "probes/system/thermal.hpp"

#include <algorithm>

#include "probes/findings.hpp"

namespace soundcheck::system {

namespace {

/// From its "hot" or "passive" trip point on the kernel throttles a zone
/// (Documentation/driver-api/thermal/sysfs-api.rst). A zone without one is
/// judged by the profile, but never above where it would shut down.
double limit_c(const ThermalZone& zone, const Profile::Thermal& limits) {
  if (zone.hot_c)
    return *zone.hot_c;
  return std::min(limits.max_temperature_c,
                  zone.critical_c.value_or(limits.max_temperature_c));
}

/// Nothing alive is colder or hotter; sensors that are off say -274 or 255.
bool is_plausible(double celsius) {
  return celsius > -60 && celsius < 200;
}

std::string label(const ThermalZone& zone) {
  return zone.type.empty() ? zone.name : zone.type;
}

/// Zones often share a type, so the kernel's number keeps them apart.
std::string measurement_of(const ThermalZone& zone) {
  return measurement_name(
      measurement_name("temperature", label(zone)),
      zone.name.substr(zone.name.find_last_not_of("0123456789") + 1));
}

struct Zones {
  std::string hot, unread;
  const ThermalZone* warmest = nullptr;
  /// How far the one that is nearest to its limit is from it.
  std::optional<double> margin_c;
};

Zones sort_out(const std::vector<ThermalZone>& all,
               const Profile::Thermal& limits) {
  Zones zones;
  for (const auto& zone : all) {
    if (!zone.temperature_c || !is_plausible(*zone.temperature_c)) {
      add_to_list(zones.unread, label(zone));
      continue;
    }
    const double celsius = *zone.temperature_c;
    const double margin = limit_c(zone, limits) - celsius;
    zones.margin_c = std::min(margin, zones.margin_c.value_or(margin));
    if (!zones.warmest || celsius > *zones.warmest->temperature_c)
      zones.warmest = &zone;
    if (celsius >= limit_c(zone, limits)) {
      add_to_list(zones.hot, label(zone) + " has " + decimal(celsius) +
                                 " C (limit " + decimal(limit_c(zone, limits)) +
                                 " C)");
    }
  }
  return zones;
}

Finding judge_zones(const Zones& zones) {
  const std::string id = "system.too_hot";
  if (!zones.warmest && zones.unread.empty())
    return unknown_finding(id, "no thermal zone");
  if (!zones.hot.empty())
    return judged(id, true, zones.hot);
  // The one that cannot be read may be the hot one.
  if (!zones.unread.empty())
    return unknown_finding(id, "no temperature from " + zones.unread);
  return judged(id, false,
                "warmest is " + label(*zones.warmest) + " with " +
                    decimal(*zones.warmest->temperature_c) + " C");
}

/// A frequency below what is possible is no throttling by itself: a product may
/// never allow more.
Finding judge_throttling(const Throttling& throttling) {
  const std::string id = "system.throttled";
  if (!throttling.can_tell)
    return unknown_finding(id, "nothing here is slowed down to cool it");
  if (throttling.devices.empty())
    return judged(id, false, "nothing is slowed down to cool it");
  auto text = "slowed down to cool it: " + throttling.devices;
  if (throttling.frequency_percent) {
    text += ", at most " + decimal(*throttling.frequency_percent, 0) +
            " % of its frequency";
  }
  return judged(id, true, std::move(text));
}

}  // namespace

Task<Verdict> check_thermal(System& system,
                            Profile::Thermal limits,
                            Progress& progress) {
  progress.report(0, "reading temperatures");
  const auto all = co_await system.thermal();
  if (!all)
    co_return all.error().during("reading temperatures");
  const auto throttling = system.throttling();
  if (all->empty() && !throttling.can_tell)
    co_return Error(Errc::unsupported, "no thermal zone");

  const auto zones = sort_out(*all, limits);
  Verdict verdict{};
  verdict.findings.push_back(judge_zones(zones));
  verdict.findings.push_back(judge_throttling(throttling));
  for (const auto& zone : *all) {
    if (zone.temperature_c && is_plausible(*zone.temperature_c)) {
      verdict.measurements.push_back(
          {measurement_of(zone), *zone.temperature_c, "C"});
    }
  }
  if (zones.margin_c)
    verdict.measurements.push_back({"margin", *zones.margin_c, "C"});
  if (throttling.frequency_percent) {
    verdict.measurements.push_back(
        {"frequency_allowed", *throttling.frequency_percent, "%"});
  }
  verdict.outcome = outcome_of(verdict.findings, {"system.throttled"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : verdict.findings.front().evidence;
  // Heat in one zone must not hide that another could not be read.
  if (verdict.outcome == Outcome::failed && !zones.unread.empty())
    verdict.summary += "; no temperature from " + zones.unread;
  co_return verdict;
}

}  // namespace soundcheck::system
