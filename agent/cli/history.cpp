#include "agent/cli/history.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <ctime>
#include <ostream>

#include "agent/cli/print.hpp"
#include "probes/findings.hpp"

namespace soundcheck::cli {

namespace json = boost::json;

namespace {

/// Of lists that belong together, from another program.
int points_of(const v1::HistorySeries& series) {
  return std::min({series.at_s_size(), series.median_size(), series.low_size(),
                   series.high_size()});
}

std::string number(double value) {
  return decimal(value, std::abs(value) < 1000 ? 1 : 0);
}

std::string time_of(std::int64_t at_s, bool placed) {
  if (!placed)
    return decimal(static_cast<double>(at_s) / 3600, 0) + " h";
  const auto time = static_cast<std::time_t>(at_s);
  std::tm parts{};
  std::array<char, 32> text{};
  ::gmtime_r(&time, &parts);
  (void)std::strftime(text.data(), text.size(), "%F %H:%M", &parts);
  return text.data();
}

std::string range(const v1::HistorySeries& series, int count) {
  const auto low =
      std::min_element(series.low().begin(), series.low().begin() + count);
  const auto high =
      std::max_element(series.high().begin(), series.high().begin() + count);
  return number(series.median(count - 1)) + " (" + number(*low) + ".." +
         number(*high) + ")";
}

json::value days(bool there, double value) {
  return there ? json::value(value) : json::value(nullptr);
}

json::object object_of(const v1::HistorySeries& series) {
  json::array points;
  for (int i = 0; i < points_of(series); ++i) {
    points.emplace_back(json::object{{"at_s", series.at_s(i)},
                                     {"median", series.median(i)},
                                     {"low", series.low(i)},
                                     {"high", series.high(i)}});
  }
  return {{"name", series.name()},
          {"outlook", series.outlook()},
          {"known", series.known()},
          {"worsens", series.worsens()},
          {"days_left", days(series.has_days_left(), series.days_left())},
          {"earliest_days",
           days(series.has_earliest_days(), series.earliest_days())},
          {"latest_days", days(series.has_latest_days(), series.latest_days())},
          {"points", std::move(points)}};
}

}  // namespace

void print_history(std::ostream& out,
                   const v1::HistoryList& list,
                   bool with_points) {
  if (list.series().empty())
    out << "nothing was written down yet\n";
  for (const auto& series : list.series()) {
    const int count = points_of(series);
    out << printable(series.name());
    if (count > 0)
      out << "  " << range(series, count);
    out << "\n    " << (series.worsens() ? "! " : "  ")
        << printable(series.outlook()) << '\n';
    for (int i = 0; with_points && i < count; ++i) {
      out << "    " << time_of(series.at_s(i), list.placed()) << "  "
          << number(series.median(i)) << "  " << number(series.low(i)) << "  "
          << number(series.high(i)) << '\n';
    }
  }
}

std::string json_of(const v1::HistoryList& list) {
  json::array series;
  for (const auto& one : list.series())
    series.emplace_back(object_of(one));
  return json::serialize(
      json::object{{"series", std::move(series)}, {"placed", list.placed()}});
}

}  // namespace soundcheck::cli
