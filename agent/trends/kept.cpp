#include "agent/trends/kept.hpp"

namespace soundcheck {

namespace {

struct Row {
  std::string_view probe, measurement;
  bool several;  ///< "_of_which" may follow
  Outlook::Subject subject;
  bool written = false;
};

using Subject = Outlook::Subject;

constexpr Row rows[] = {
    {"firmware.storage", "available", true, Subject::space},
    {"firmware.storage", "flash_life_used", false, Subject::flash},
    {"firmware.storage", "written", true, Subject::flash, true},
    {"system.memory", "available", false, Subject::memory},
    {"system.thermal", "margin", false, Subject::heat},
    {"system.resets", "starts_24h", false, Subject::resets},
    {"wifi.link", "signal", false, Subject::signal},
    {"wifi.link", "retries", false, Subject::retries},
    {"wifi.stability", "disconnections_24h", false, Subject::drops},
};

}  // namespace

std::string series_name(std::string_view probe_id,
                        std::string_view measurement) {
  std::string name(probe_id);
  name += '/';
  name += measurement;
  return name;
}

std::optional<Series> series_of(std::string_view name) {
  const auto slash = name.find('/');
  if (slash == name.npos)
    return std::nullopt;
  const auto measurement = name.substr(slash + 1);
  // Not what is written in all, but how fast.
  if (measurement.starts_with("written_per_day"))
    return std::nullopt;
  for (const auto& row : rows) {
    if (name.substr(0, slash) != row.probe ||
        !measurement.starts_with(row.measurement))
      continue;
    const auto rest = measurement.substr(row.measurement.size());
    if (rest.empty())
      return Series{row.subject, row.written, ""};
    if (row.several && rest.starts_with('_'))
      return Series{row.subject, row.written, std::string(rest.substr(1))};
  }
  return std::nullopt;
}

}  // namespace soundcheck
