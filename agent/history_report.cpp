#include "agent/history_report.hpp"

#include "agent/trends/buckets.hpp"
#include "agent/trends/kept.hpp"

namespace soundcheck {

namespace {

/// The flash has one outlook for all its series.
const Outlook* outlook_for(const TrendHistory::Told& told,
                           const std::string& name) {
  const auto series = series_of(name);
  for (const auto& outlook : told.outlooks) {
    const bool same = series && outlook.subject == series->subject;
    if (same && (outlook.subject == Outlook::Subject::flash ||
                 outlook.of_which == series->of_which))
      return &outlook;
  }
  return nullptr;
}

void add_outlook(const Outlook& outlook, v1::HistorySeries& series) {
  const bool known = outlook.why_unknown.empty();
  series.set_outlook(known ? outlook.text : outlook.why_unknown);
  series.set_known(known);
  series.set_worsens(known && outlook.worsens);
  if (!known || !outlook.days_left)
    return;
  series.set_days_left(*outlook.days_left);
  if (outlook.earliest_days)
    series.set_earliest_days(*outlook.earliest_days);
  if (outlook.latest_days)
    series.set_latest_days(*outlook.latest_days);
}

}  // namespace

Result<v1::HistoryList> history_report(const TrendHistory::Told& told,
                                       const v1::ShowMeasurements& verb) {
  const auto from_s = told.history.now_s - verb.days() * day_s;
  v1::HistoryList list;
  list.set_placed(told.history.placed);
  std::string names;
  for (const auto& line : told.history.lines) {
    names += (names.empty() ? "" : ", ") + line.series;
    if (!verb.series().empty() && verb.series() != line.series)
      continue;
    auto& series = *list.add_series();
    series.set_name(line.series);
    for (const auto& bucket : line.buckets) {
      if (bucket.at_s < from_s)
        continue;
      series.add_at_s(bucket.at_s);
      series.add_median(bucket.median);
      series.add_low(bucket.low);
      series.add_high(bucket.high);
    }
    if (const auto* outlook = outlook_for(told, line.series))
      add_outlook(*outlook, series);
  }
  if (list.series().empty() && !verb.series().empty()) {
    return Error(Errc::unsupported, "there is no history of \"" +
                                        verb.series() + "\"; there is " +
                                        (names.empty() ? "none yet" : names));
  }
  return list;
}

Task<v1::HistoryList> tell_history(TrendHistory& history,
                                   v1::ShowMeasurements verb) {
  const auto told = co_await history.tell();
  if (!told)
    co_return told.error();
  co_return history_report(*told, verb);
}

}  // namespace soundcheck
