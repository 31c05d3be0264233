#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iomanip>
#include <optional>
#include <ostream>

#include "agent/cli/audio/analysis_text.hpp"
#include "probes/audio/analysis/comparison.hpp"

namespace soundcheck::cli {

namespace {

using audio::Analysis;

constexpr int name_width = 5, column_width = 18;
/// A sigma beyond this says that nothing is known.
constexpr double useless_sigma = 1000;

std::optional<Measurement> find(const Analysis& analysis,
                                const std::string& name) {
  const auto found =
      std::find_if(analysis.measurements.begin(), analysis.measurements.end(),
                   [&](const auto& one) { return one.name == name; });
  if (found == analysis.measurements.end())
    return std::nullopt;
  return *found;
}

std::string number(double value, double sigma) {
  if (!std::isfinite(value) || !(sigma < useless_sigma))
    return "-";
  char text[48];
  const int digits = sigma < 0.05 ? 2 : 1;
  std::snprintf(text, sizeof text, "%.*f +-%.*f", digits, value, digits, sigma);
  return text;
}

std::string number(const std::optional<Measurement>& measurement) {
  if (!measurement)
    return "-";
  return number(measurement->value, measurement->sigma.value_or(0));
}

/// Treble against the middle of one microphone.
std::string tilt(const audio::ResponseCurve& curve) {
  double value = 0, variance = 0;
  const auto add = [&](audio::BandGroup group, double sign) {
    const auto count = static_cast<double>(group.last - group.first);
    for (auto band = group.first; band < group.last; ++band) {
      value += sign * curve.level_db[band] / count;
      variance += std::pow(curve.sigma_db[band] / count, 2);
    }
  };
  add(audio::treble, 1);
  add(audio::middle, -1);
  return number(value, std::sqrt(variance));
}

void print_microphones(std::ostream& out, const Analysis& analysis) {
  std::size_t count = analysis.responses.size();
  while (find(analysis, "quiet_level_mic" + std::to_string(count + 1)))
    ++count;
  if (count == 0)
    return;
  const auto cell = [&out](const std::string& text) {
    out << std::setw(column_width) << text;
  };
  out << std::left << std::setw(name_width) << "mic";
  for (const auto* title :
       {"level dB", "tilt dB", "delay us", "noise dBFS(A)", "THD % at 1 kHz"})
    cell(title);
  out << '\n';
  const auto at_1_khz = static_cast<std::size_t>(audio::dsp::band_of_1_khz);
  for (std::size_t m = 0; m < count; ++m) {
    const auto name = std::to_string(m + 1);
    const bool heard = m < analysis.responses.size();
    out << std::setw(name_width) << name;
    cell(number(find(analysis, "level_mic" + name)));
    cell(heard ? tilt(analysis.responses[m]) : "-");
    cell(number(find(analysis, "delay_mic" + name)));
    cell(number(find(analysis, "quiet_level_mic" + name)));
    cell(heard ? number(analysis.responses[m].thd_percent[at_1_khz],
                        analysis.responses[m].thd_sigma_percent[at_1_khz])
               : "-");
    out << '\n';
  }
  out << std::right;
}

void print_common(std::ostream& out, const Analysis& analysis) {
  for (const auto* name :
       {"level", "treble_tilt", "bass_tilt", "latency", "clock_drift",
        "thd_1_khz", "residual_crest", "residual_over_noise"}) {
    if (const auto found = find(analysis, name))
      out << "  " << std::left << std::setw(20) << name << std::right
          << number(found) << ' ' << found->unit << '\n';
  }
}

void print_unjudged(std::ostream& out, const Analysis& analysis) {
  if (analysis.unjudged.empty())
    return;
  out << "not judged:\n";
  const auto findings = audio::findings_of(analysis);
  for (const auto& id : analysis.unjudged) {
    const auto finding =
        std::find_if(findings.begin(), findings.end(),
                     [&](const auto& one) { return one.id == id; });
    out << "  " << id;
    if (finding != findings.end())
      out << ": " << finding->evidence;
    out << '\n';
  }
}

void print_faults(std::ostream& out, const Analysis& analysis) {
  const auto findings = audio::findings_of(analysis);
  bool root = true;
  for (const auto& fault : analysis.faults) {
    out << (root ? "root fault: " : "also: ") << in_words_with_doubt(fault)
        << '\n';
    root = false;
    for (const auto& finding : findings)
      if (finding.id == audio::id_of(fault.code))
        out << "  " << finding.evidence << '\n';
  }
}

}  // namespace

std::string in_words_with_doubt(const audio::RankedFault& fault) {
  std::string text = audio::in_words(fault);
  for (const auto& part : fault.one_of)
    text += (part == fault.one_of.front()  ? ", one of "
             : part == fault.one_of.back() ? " or "
                                           : ", ") +
            part;
  return text;
}

std::size_t thd_bands(const Analysis& analysis) {
  std::size_t bands = 0;
  while (bands < audio::dsp::band_count &&
         audio::dsp::band_low_hz(bands) < 5000 &&
         analysis.thd_sigma_percent[bands] > 0)
    ++bands;
  return bands;
}

void print_analysis(std::ostream& out, const Analysis& analysis) {
  out << "verdict: " << audio::to_string(analysis.verdict);
  if (!analysis.reason.empty())
    out << " (" << analysis.reason << ')';
  if (!analysis.explanation.empty())
    out << ", " << analysis.explanation;
  out << '\n';
  print_faults(out, analysis);
  if (analysis.wants_another_run)
    out << "record the sweep once more and give it with --run\n";
  print_microphones(out, analysis);
  print_common(out, analysis);
  print_unjudged(out, analysis);
  if (!analysis.symptoms.empty())
    out << "clean runs: " << analysis.clean_runs << '\n';
}

}  // namespace soundcheck::cli
