#include "agent/cli/audio/plot.hpp"

#include "agent/cli/audio/analysis_text.hpp"
#include "agent/cli/audio/plot_panel.hpp"

namespace soundcheck::cli {

namespace {

constexpr double width = 1240, height = 860;
constexpr double panel_width = 530, panel_height = 290;

/// Eight hues that also the colour-blind tell apart (after M. Okabe and K.
/// Ito), dark enough for white paper and light enough for a dark screen; the
/// second four are dashed.
constexpr const char* style =
    "svg{--ink:#1b1f24;--paper:#fff;--grid:#d8dde3;--mask:#2a9d4a22;"
    "font:13px system-ui,sans-serif}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e6e9ed;--paper:#14181d;"
    "--grid:#353c45;--mask:#2a9d4a44}}"
    "text{fill:var(--ink)}.title{font-size:22px;font-weight:600}"
    ".panel{font-size:15px;font-weight:600}.paper{fill:var(--paper)}"
    ".mask{fill:var(--mask)}.grid{stroke:var(--grid)}"
    ".frame{fill:none;stroke:var(--ink)}"
    ".curve,.thin{fill:none;stroke-width:2;stroke:var(--c,var(--ink));"
    "stroke-linecap:round;stroke-linejoin:round}"
    ".thin{stroke-width:1;opacity:.7}"
    ".all{stroke:var(--ink)}.dashed{stroke-dasharray:6 4;stroke-width:1.5}"
    ".limit{stroke:#d1495b;stroke-dasharray:2 3}"
    ".sleeve{fill:var(--c);opacity:.16}"
    ".m1,.m5{--c:#0a84c6}.m2,.m6{--c:#d98200}.m3,.m7{--c:#0f9b72}"
    ".m4,.m8{--c:#c0609b}.m5,.m6,.m7,.m8{stroke-dasharray:7 3}"
    ".PASS{fill:#1f9d55}.PASS_PARTIAL{fill:#1f9d55}.FAIL{fill:#d1495b}"
    ".INCONCLUSIVE{fill:#b7791f}.DEFERRED{fill:#b7791f}";

std::string verdict_line(const audio::Analysis& analysis) {
  std::string text(audio::to_string(analysis.verdict));
  if (!analysis.reason.empty())
    text += " (" + analysis.reason + ')';
  if (!analysis.faults.empty())
    return text + ": " + in_words(analysis.faults.front());
  return analysis.explanation.empty() ? text
                                      : text + ": " + analysis.explanation;
}

void draw_legend(Svg& svg, const PlotData& data) {
  double x = 60;
  constexpr double y = 84, sample = 28, step = 110;
  for (std::size_t m = 0; m < data.analysis.responses.size(); ++m, x += step) {
    svg.line({x, y - 4}, {x + sample, y - 4}, "curve " + microphone_class(m));
    svg.text({x + sample + 8, y}, "microphone " + std::to_string(m + 1));
    x += 30;
  }
}

}  // namespace

std::string plot_of(const audio::Analysis& analysis,
                    const audio::Baseline* baseline,
                    const audio::AudioLimits& limits,
                    double rate_hz,
                    const std::string& name) {
  const PlotData data{analysis, baseline, limits, rate_hz,
                      audio::dsp::bands_at(rate_hz)};
  Svg svg(width, height, "Acoustic self-test of " + name, style);
  svg.rectangle({0, 0}, width, height, "paper");
  svg.text({60, 34}, "Acoustic self-test: " + name, "start", "title");
  svg.text({60, 60}, verdict_line(analysis), "start",
           "panel " + std::string(audio::to_string(analysis.verdict)));
  draw_legend(svg, data);
  const auto place = [](int column, int row) {
    return Panel::Place{
        {60 + column * 610.0, 130 + row * 375.0}, panel_width, panel_height};
  };
  draw_response(svg, place(0, 0), data);
  draw_distortion(svg, place(1, 0), data);
  draw_noise(svg, place(0, 1), data);
  draw_impulse(svg, place(1, 1), data);
  return svg.finish();
}

}  // namespace soundcheck::cli
