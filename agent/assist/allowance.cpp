#include "agent/assist/allowance.hpp"

#include <string>

namespace soundcheck::assist {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds minute{60'000};
/// As long as a session can be.
constexpr milliseconds half_hour{1'800'000};

/// What one share of a limit costs, of the time for which the limit holds.
milliseconds share(milliseconds time, double part, std::int64_t limit) {
  return milliseconds(static_cast<std::int64_t>(
      static_cast<double>(time.count()) * part / static_cast<double>(limit)));
}

Refused too_much(std::int64_t limit, std::string_view of_what) {
  return {v1::REFUSAL_BUSY, "more than " + std::to_string(limit) +
                                std::string(of_what) +
                                ", the limit of this speaker's policy"};
}

}  // namespace

Admitted<void> Allowance::take(const Verb& verb,
                               const Errand& errand,
                               milliseconds now) {
  auto& pace = verbs_[static_cast<std::size_t>(verb.kind) % verbs_.size()];
  const auto one = share(minute, 1, limits_.commands_per_minute);
  if (!pace.fits(now, one, minute)) {
    return too_much(limits_.commands_per_minute,
                    " \"" + std::string(verb.name) + "\" in a minute");
  }
  if (!verb.under_policy) {
    pace.spend(now, one);
    return {};
  }
  const auto command = share(half_hour, 1, limits_.commands);
  if (!commands_.fits(now, command, half_hour))
    return too_much(limits_.commands, " commands in half an hour");
  const auto sound = share(half_hour, errand.sound_s, limits_.sound_s);
  if (!sound_.fits(now, sound, half_hour))
    return too_much(limits_.sound_s, " s of test sounds in half an hour");
  const auto airtime = share(half_hour, errand.airtime_s, limits_.airtime_s);
  if (!airtime_.fits(now, airtime, half_hour)) {
    return too_much(limits_.airtime_s,
                    " s of tests that send packets in half an hour");
  }
  pace.spend(now, one);
  commands_.spend(now, command);
  sound_.spend(now, sound);
  airtime_.spend(now, airtime);
  return {};
}

}  // namespace soundcheck::assist
