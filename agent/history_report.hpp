#pragma once

#include "agent/trends/trend_history.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck {

/// What a local client asks of the history. Errors: unsupported, when there is
/// no such series; the text names those there are.
Result<v1::HistoryList> history_report(const TrendHistory::Told& told,
                                       const v1::ShowMeasurements& verb);

Task<v1::HistoryList> tell_history(TrendHistory& history,
                                   v1::ShowMeasurements verb);

}  // namespace soundcheck
