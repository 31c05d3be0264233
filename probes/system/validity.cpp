#include "probes/system/validity.hpp"

#include <algorithm>

namespace soundcheck::system {

namespace {

constexpr double seconds_per_day = 86'400;

}  // namespace

Validity own_validity(const std::vector<Certificate>& certificates) {
  Validity all{"the speaker's certificate", "certificate_days_left",
               certificates.front().not_before_unix_s,
               certificates.front().not_after_unix_s};
  for (const auto& one : certificates) {
    all.from_unix_s = std::max(all.from_unix_s, one.not_before_unix_s);
    all.to_unix_s = std::min(all.to_unix_s, one.not_after_unix_s);
  }
  return all;
}

Validity authority_validity(const std::vector<Certificate>& authorities) {
  const auto& longest =
      *std::max_element(authorities.begin(), authorities.end(),
                        [](const Certificate& a, const Certificate& b) {
                          return a.not_after_unix_s < b.not_after_unix_s;
                        });
  return {"that of the broker's authority", "authority_days_left",
          longest.not_before_unix_s, longest.not_after_unix_s};
}

double days_left(const Validity& validity, const KnownTime& now) {
  return static_cast<double>(validity.to_unix_s - now.unix_s) / seconds_per_day;
}

Span span_of(const Validity& validity, const KnownTime& now, double min_days) {
  const double left = days_left(validity, now);
  if (now.vouched_for && left < 0)
    return Span::over;
  if (now.unix_s < validity.from_unix_s)
    return Span::unknown;
  if (left >= min_days)
    return Span::good;
  return now.vouched_for ? Span::ends_soon : Span::unknown;
}

}  // namespace soundcheck::system
