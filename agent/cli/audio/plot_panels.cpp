#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "agent/cli/audio/analysis_text.hpp"
#include "agent/cli/audio/plot_panel.hpp"
#include "probes/audio/analysis/thd_limit.hpp"

namespace soundcheck::cli {

namespace {

using audio::dsp::band_centre_hz;

constexpr std::array<double, 8> frequencies = {100,  200,  500,   1000,
                                               2000, 5000, 10000, 20000};
constexpr std::array<double, 7> thd_ticks = {0.03, 0.1, 0.3, 1, 3, 10, 30};
constexpr double lowest_thd = 0.02;
constexpr std::array<double, 7> times_ms = {0, 2, 4, 6, 8, 10, 12};
/// Judged is where three sigma fit.
constexpr double sigmas = 3;

std::string in_db(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f dB", value);
  return text;
}

Panel frequency_panel(Svg& svg, Panel::Place place, std::string title) {
  Panel panel(svg, place, std::move(title), "frequency in Hz");
  panel.set_x(100, 20000, true);
  panel.x_ticks(frequencies);
  return panel;
}

using Values = std::span<const double>;

void curve(Panel& panel, Values values, std::string_view classes) {
  std::vector<Point> points;
  for (std::size_t band = 0; band < values.size(); ++band)
    points.push_back(panel.at(band_centre_hz(band), values[band]));
  panel.svg().lines(points, classes);
}

/// Only what is not below the axis: there noise hides it. A single value is a
/// dot.
void visible_curve(Panel& panel,
                   Values values,
                   double lowest,
                   std::string_view classes) {
  std::vector<Point> points;
  for (std::size_t band = 0; band <= values.size(); ++band) {
    if (band < values.size() && values[band] > lowest) {
      points.push_back(panel.at(band_centre_hz(band), values[band]));
      continue;
    }
    if (points.size() == 1)
      points.push_back(points.front());
    if (!points.empty())
      panel.svg().lines(points, classes);
    points.clear();
  }
}

/// From value - reach to value + reach.
void sleeve(Panel& panel, Values values, Values sigma, std::string_view name) {
  std::vector<Point> points;
  for (std::size_t band = 0; band < values.size(); ++band)
    points.push_back(
        panel.at(band_centre_hz(band), values[band] + sigmas * sigma[band]));
  for (auto band = values.size(); band-- > 0;)
    points.push_back(
        panel.at(band_centre_hz(band), values[band] - sigmas * sigma[band]));
  panel.svg().area(points, name);
}

/// Ends of the response's axis: as near as show all that is sure.
double axis_end(const PlotData& data, double sign) {
  double largest = 0;
  for (const auto& one : data.analysis.responses)
    for (std::size_t band = 0; band < data.bands; ++band)
      if (one.sigma_db[band] < 3)
        largest = std::max(largest, sign * one.level_db[band]);
  return sign * (largest < 11   ? 12
                 : largest < 23 ? 24
                 : largest < 35 ? 36
                                : 48);
}

double measured(const audio::Analysis& analysis, std::string_view name) {
  for (const auto& one : analysis.measurements)
    if (one.name == name)
      return one.value;
  return 0;
}

}  // namespace

void draw_response(Svg& svg, Panel::Place place, const PlotData& data) {
  auto panel = frequency_panel(
      svg, place,
      std::string("Response in dB against the ") +
          (data.baseline != nullptr ? "baseline" : "array's median") +
          ", 3 sigma; mask ±" + in_db(data.limits.level_db));
  const double low = axis_end(data, -1), high = axis_end(data, 1);
  panel.set_y(low, high, false);
  panel.band(-data.limits.level_db, data.limits.level_db, "mask");
  panel.y_steps(high - low > 36 ? 6 : 3);
  panel.begin_curves();
  const auto& responses = data.analysis.responses;
  for (std::size_t m = 0; m < responses.size(); ++m)
    sleeve(panel, Values(responses[m].level_db).first(data.bands),
           Values(responses[m].sigma_db).first(data.bands),
           "sleeve " + microphone_class(m));
  for (std::size_t m = 0; m < responses.size(); ++m)
    curve(panel, Values(responses[m].level_db).first(data.bands),
          "curve " + microphone_class(m));
  panel.end_curves();
}

void draw_distortion(Svg& svg, Panel::Place place, const PlotData& data) {
  const auto& analysis = data.analysis;
  auto panel = frequency_panel(
      svg, place, "THD in %, 3 sigma (dashed: noise floor, dotted: limit)");
  panel.set_y(lowest_thd, 50, true);
  panel.y_ticks(thd_ticks);
  const auto bands = thd_bands(analysis);
  std::vector<double> limits;
  for (std::size_t band = 0; band < bands; ++band)
    limits.push_back(
        audio::thd_limit_percent(data.baseline, data.limits, band));
  const auto thd = Values(analysis.thd_percent).first(bands);
  panel.begin_curves();
  sleeve(panel, thd, Values(analysis.thd_sigma_percent).first(bands),
         "sleeve m1");
  curve(panel, Values(analysis.thd_floor_percent).first(bands), "curve dashed");
  curve(panel, limits, "curve limit");
  for (std::size_t m = 0; m < analysis.responses.size() && bands > 0; ++m)
    visible_curve(panel, Values(analysis.responses[m].thd_percent).first(bands),
                  lowest_thd, "thin " + microphone_class(m));
  visible_curve(panel, thd, lowest_thd, "curve all");
  panel.end_curves();
}

void draw_noise(Svg& svg, Panel::Place place, const PlotData& data) {
  const auto& analysis = data.analysis;
  auto panel = frequency_panel(svg, place, "Sweep over noise in dB");
  panel.set_y(-20, 80, false);
  panel.y_steps(20);
  panel.begin_curves();
  for (std::size_t m = 0; m < analysis.responses.size(); ++m)
    curve(panel, Values(analysis.responses[m].snr_db).first(data.bands),
          "curve " + microphone_class(m));
  panel.end_curves();
  if (analysis.thd_sigma_percent[0] <= 0)
    return;
  const Point corner{place.corner.x + 10, place.corner.y + place.height - 12};
  svg.text({corner.x, corner.y - 18},
           "residual (rub, buzz): crest " +
               in_db(measured(analysis, "residual_crest")) + ", limit " +
               in_db(data.limits.residual_crest_db));
  svg.text(corner, "its peak " +
                       in_db(measured(analysis, "residual_over_noise")) +
                       " over noise, limit " +
                       in_db(data.limits.residual_over_noise_db));
}

void draw_impulse(Svg& svg, Panel::Place place, const PlotData& data) {
  Panel panel(svg, place, "Direct sound, as the gate cuts it out",
              "time after the common arrival in ms");
  const auto& responses = data.analysis.responses;
  double largest = 0;
  for (const auto& one : responses)
    for (const float x : one.impulse)
      largest = std::max(largest, std::abs(static_cast<double>(x)));
  const double scale = largest > 0 ? 1 / largest : 0;
  panel.set_x(-1000 * audio::gate_before_s, 12, false);
  panel.set_y(-1.1, 1.1, false);
  panel.x_ticks(times_ms);
  panel.y_steps(0.5);
  panel.begin_curves();
  for (std::size_t m = 0; m < responses.size(); ++m) {
    std::vector<Point> points;
    for (std::size_t n = 0; n < responses[m].impulse.size(); ++n) {
      const double seconds =
          static_cast<double>(n) / data.rate_hz - audio::gate_before_s;
      points.push_back(
          panel.at(1000 * seconds,
                   scale * static_cast<double>(responses[m].impulse[n])));
    }
    svg.lines(points, "curve " + microphone_class(m));
  }
  panel.end_curves();
}

}  // namespace soundcheck::cli
