#pragma once

#include <span>
#include <string>

#include "agent/cli/audio/svg.hpp"
#include "probes/audio/analysis/analysis.hpp"

namespace soundcheck::cli {

/// What all panels draw from.
struct PlotData {
  const audio::Analysis& analysis;
  const audio::Baseline* baseline;
  const audio::AudioLimits& limits;
  double rate_hz;
  std::size_t bands;  ///< third octaves that have values
};

/// Frame, grid, ticks and titles of one diagram.
class Panel {
 public:
  struct Place {
    Point corner;
    double width, height;
  };

  Panel(Svg& svg, Place place, std::string title, std::string x_title);

  void set_x(double low, double high, bool logarithmic);
  void set_y(double low, double high, bool logarithmic);
  /// Grid lines with their numbers.
  void x_ticks(std::span<const double> values);
  void y_ticks(std::span<const double> values);
  void y_steps(double step);

  Point at(double x, double y) const { return {x_.at(x), y_.at(y)}; }
  /// A line across at one height.
  void across(double y, std::string_view classes);
  void band(double low, double high, std::string_view classes);

  void begin_curves();
  void end_curves();
  Svg& svg() { return svg_; }
  const Place& place() const { return place_; }

 private:
  Svg& svg_;
  Place place_;
  Axis x_{}, y_{};
};

std::string microphone_class(std::size_t microphone);  ///< "m3"

void draw_response(Svg& svg, Panel::Place place, const PlotData& data);
void draw_distortion(Svg& svg, Panel::Place place, const PlotData& data);
void draw_noise(Svg& svg, Panel::Place place, const PlotData& data);
void draw_impulse(Svg& svg, Panel::Place place, const PlotData& data);

}  // namespace soundcheck::cli
