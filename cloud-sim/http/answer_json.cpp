#include "cloud-sim/http/answer_json.hpp"

#include <algorithm>

#include "cloud-sim/http/record_json.hpp"

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

json::value days(bool there, double value) {
  return there ? json::value(value) : json::value(nullptr);
}

json::object series_json(const v1::HistorySeries& series) {
  json::array points;
  const int count = std::min({series.at_s_size(), series.median_size(),
                              series.low_size(), series.high_size()});
  for (int i = 0; i < count; ++i) {
    points.push_back(json::object{{"at_s", series.at_s(i)},
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

json::object measurements_json(const v1::HistoryList& list) {
  json::array series;
  for (const auto& one : list.series())
    series.emplace_back(series_json(one));
  return {{"series", std::move(series)}, {"placed", list.placed()}};
}

json::array lines_json(const std::string& piece) {
  json::array lines;
  if (const auto read = lines_of(piece))
    for (const auto& line : *read)
      lines.emplace_back(line.text);
  return lines;
}

}  // namespace

json::object answer_json(const Command& command) {
  json::object out{
      {"measurements", nullptr}, {"events", nullptr}, {"audit", nullptr}};
  if (!command.answer)
    return out;
  const auto& answer = *command.answer;
  if (answer.has_measurements())
    out["measurements"] = measurements_json(answer.measurements());
  if (answer.has_events())
    out["events"] = connection_json(answer.events(), command.finished_ms);
  if (answer.has_audit())
    out["audit"] = lines_json(answer.audit());
  return out;
}

json::object to_json(const AuditView& view) {
  json::array unread;
  for (const auto& gap : view.unread)
    unread.push_back(json::object{{"first", gap.first}, {"last", gap.last}});
  json::array lines;
  for (const auto& line : view.lines)
    lines.emplace_back(line.text);
  json::value problem = nullptr;
  if (view.problem)
    problem = json::object{{"what", view.problem->what},
                           {"at_ms", view.problem->at_ms}};
  return {{"first", view.first},           {"last", view.last},
          {"unread", std::move(unread)},   {"broken_at", view.broken_at},
          {"problem", std::move(problem)}, {"lines", std::move(lines)}};
}

}  // namespace soundcheck::cloud
