#include "probes/board/linux/proc_load.hpp"

#include <array>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

struct Averages {
  double avg10 = 0, avg60 = 0, avg300 = 0;
};

/// "avg10=0.12" with the name in front; a share of time in per cent.
std::optional<double> share(std::string_view part, std::string_view name) {
  if (!part.starts_with(name))
    return std::nullopt;
  const auto value = decimal_number(part.substr(name.size()));
  if (!value || *value < 0 || *value > 100)
    return std::nullopt;
  return value;
}

/// "some avg10=0.12 avg60=0.05 avg300=0.01 total=123456".
std::optional<Averages> averages_of(
    const std::vector<std::string_view>& parts) {
  if (parts.size() != 5)
    return std::nullopt;
  const auto avg10 = share(parts[1], "avg10=");
  const auto avg60 = share(parts[2], "avg60=");
  const auto avg300 = share(parts[3], "avg300=");
  if (!avg10 || !avg60 || !avg300)
    return std::nullopt;
  return Averages{*avg10, *avg60, *avg300};
}

}  // namespace

Result<Pressure> parse_pressure(std::string_view text, std::string_view file) {
  Pressure pressure;
  bool some = false;
  TextLines lines(text, file);
  while (const auto line = lines.next()) {
    const auto parts = words(*line);
    if (parts.empty() || (parts[0] != "some" && parts[0] != "full"))
      return lines.error("must begin with \"some\" or \"full\"");
    const auto averages = averages_of(parts);
    if (!averages)
      return lines.error("must hold avg10, avg60, avg300 (0..100) and total");
    if (parts[0] == "some") {
      some = true;
      pressure.some_avg10 = averages->avg10;
      pressure.some_avg60 = averages->avg60;
      pressure.some_avg300 = averages->avg300;
    } else {
      pressure.full_avg10 = averages->avg10;
      pressure.full_avg60 = averages->avg60;
      pressure.full_avg300 = averages->avg300;
    }
  }
  if (!some)
    return lines.error("ends without a line that begins with \"some\"");
  return pressure;
}

Result<LoadAverage> parse_loadavg(std::string_view text,
                                  std::string_view file) {
  TextLines lines(text, file);
  const auto parts = words(lines.next().value_or(""));
  std::array<double, 3> loads{};
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const auto load =
        i < parts.size() ? decimal_number(parts[i]) : std::nullopt;
    if (!load || *load < 0)
      return lines.error("must begin with three load averages");
    loads[i] = *load;
  }
  return LoadAverage{loads[0], loads[1], loads[2]};
}

Result<unsigned> parse_cpu_list(std::string_view text, std::string_view file) {
  TextLines lines(text, file);
  auto rest = trimmed(lines.next().value_or(""));
  unsigned count = 0;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    const auto part = rest.substr(0, comma);
    const auto dash = std::min(part.find('-'), part.size());
    const auto first = number<std::uint16_t>(part.substr(0, dash));
    const auto last = dash == part.size()
                          ? first
                          : number<std::uint16_t>(part.substr(dash + 1));
    if (!first || !last || *last < *first)
      return lines.error("must be a list of CPUs such as 0-3,6");
    count += unsigned{*last} - *first + 1;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (count == 0)
    return lines.error("must name at least one CPU");
  return count;
}

}  // namespace soundcheck
