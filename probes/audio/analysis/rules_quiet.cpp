#include <algorithm>
#include <cmath>

#include "probes/audio/analysis/rules.hpp"
#include "probes/audio/dsp/median.hpp"
#include "probes/findings.hpp"

namespace soundcheck::audio {

namespace {

std::vector<std::size_t> listening(const Evidence& evidence) {
  std::vector<std::size_t> out;
  for (std::size_t m = 0; m < evidence.quiet.size(); ++m)
    if (!evidence.quiet[m].facts.constant &&
        !evidence.quiet[m].spectrum.power.empty())
      out.push_back(m);
  return out;
}

/// How far the noise of one is above what it should be.
struct Excess {
  Estimate all, high;
};

Excess over_array(const Evidence& evidence,
                  const std::vector<std::size_t>& which,
                  std::size_t m) {
  std::vector<double> all, high;
  for (const auto other : which) {
    if (other == m)
      continue;
    all.push_back(evidence.quiet[other].a_weighted_dbfs);
    high.push_back(evidence.quiet[other].treble_dbfs);
  }
  const auto& one = evidence.quiet[m];
  return {
      {one.a_weighted_dbfs - dsp::median(std::move(all)),
       one.a_weighted_sigma_db},
      {one.treble_dbfs - dsp::median(std::move(high)), one.treble_sigma_db}};
}

/// Two microphones or one have no array; the baseline says what is usual, and
/// the room may be louder than the factory was. So only treble counts.
Presence over_baseline(const Evidence& evidence, std::size_t m) {
  if (evidence.baseline == nullptr)
    return Presence::unknown;
  const auto& usual = evidence.baseline->microphones[m];
  const Estimate excess{evidence.quiet[m].treble_dbfs - usual.quiet_treble_dbfs,
                        evidence.quiet[m].treble_sigma_db};
  const auto presence = above(excess, evidence.limits.quiet_over_baseline_db);
  // A loud room looks the same.
  return presence == Presence::present ? Presence::unknown : presence;
}

/// A microphone whose own noise would have to be louder than the room's to be
/// seen is not cleared by a quiet array alone: only what is heard is judged.
Symptom noisy(const Evidence& evidence,
              const std::vector<std::size_t>& which,
              std::size_t m) {
  if (which.size() < 3)
    return {Code::mic_noisy, over_baseline(evidence, m), m,
            "too few microphones to compare"};
  const auto excess = over_array(evidence, which, m);
  const double limit = evidence.limits.quiet_over_array_db;
  auto presence = above(excess.all, limit);
  if (const auto high = above(excess.high, limit);
      presence != Presence::present && high != Presence::absent)
    presence = high;
  return {Code::mic_noisy, presence, m,
          decimal(std::max(excess.all.value, excess.high.value)) +
              " dB noisier than the others"};
}

Symptom hum(const Evidence& evidence, const std::vector<std::size_t>& which) {
  std::vector<double> excess;
  double sigma = 0;
  for (const auto m : which) {
    excess.push_back(evidence.quiet[m].hum.excess_db);
    sigma = std::max(sigma, evidence.quiet[m].hum.sigma_db);
  }
  const double middle = dsp::median(std::move(excess));
  const double limit = evidence.limits.hum_db;
  auto presence = above({middle, sigma}, limit);
  // Chance alone may raise a line by this much and leaves it uncertain; a line
  // at the limit would be far less so.
  if (presence == Presence::unknown &&
      middle + 3 * dsp::hum_sigma_db(limit) < limit)
    presence = Presence::absent;
  return {Code::hum, presence, std::nullopt,
          decimal(middle) + " dB above what is beside the mains' lines"};
}

}  // namespace

void judge_quiet(const Evidence& evidence, Symptoms& out) {
  const auto which = listening(evidence);
  if (which.empty())
    return;
  for (const auto m : which)
    out.push_back(noisy(evidence, which, m));
  out.push_back(hum(evidence, which));
}

}  // namespace soundcheck::audio
