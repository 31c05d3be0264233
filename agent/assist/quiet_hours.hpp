#pragma once

#include <optional>
#include <string_view>

#include "probes/board/clock.hpp"

namespace soundcheck::assist {

/// The part of each day, by the speaker's own time zone, in which nothing is to
/// be heard that the owner did not just agree to. None by default.
class QuietHours {
 public:
  QuietHours() = default;
  /// "22:00" and "07:00"; nothing unless both are a time of day.
  static std::optional<QuietHours> between(std::string_view from,
                                           std::string_view to);

  /// A clock that nobody vouches for may stand in the middle of the night.
  bool now(const Clock& clock) const;
  /// `minute` of the day; the end is no longer quiet.
  bool holds(std::chrono::minutes minute) const;

  friend bool operator==(const QuietHours&, const QuietHours&) = default;

 private:
  std::chrono::minutes from_{0};
  std::chrono::minutes to_{0};  ///< the same as `from_`: never
};

}  // namespace soundcheck::assist
