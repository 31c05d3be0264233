#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Where one number of the speaker is heading, from what was written down of it
/// over days.
struct Outlook {
  enum class Subject {
    space,    ///< of a file system
    flash,    ///< wear
    memory,   ///< that is available
    heat,     ///< how far the hottest part is from too hot
    resets,   ///< starts of the speaker
    signal,   ///< of the Wi-Fi
    retries,  ///< transmissions repeated
    drops,    ///< Wi-Fi disconnections
  };

  Subject subject = Subject::space;
  /// Of a board that has several: "data_media". Empty: there is one.
  std::string of_which;
  std::string why_unknown;  ///< not empty: it cannot be told, or not yet
  bool worsens = false;     ///< beyond doubt
  /// Until its limit; `earliest` and `latest` are the ends of the 90 % interval
  /// (of flash: all that is deemed possible). Nothing: it does not get there.
  std::optional<double> days_left;
  std::optional<double> earliest_days, latest_days;
  std::string text;  ///< for experts: "falls 1.9 %/day, 12.3 % now"
};

/// What somebody who keeps a history of the speaker's numbers sees in it.
class TrendLog {
 public:
  virtual ~TrendLog() = default;
  /// One for each number that is kept. Errors: unsupported (nobody keeps any:
  /// the command line without a daemon), io.
  virtual Task<std::vector<Outlook>> outlooks() = 0;
};

/// Of a board on which no daemon runs.
class NoTrendLog final : public TrendLog {
 public:
  Task<std::vector<Outlook>> outlooks() override;
};

}  // namespace soundcheck
