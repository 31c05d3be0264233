#include "agent/cli/audio/plot_panel.hpp"

#include <cmath>
#include <cstdio>

namespace soundcheck::cli {

namespace {

/// 20000 as "20k", 0.1 as it is.
std::string tick(double value) {
  const bool kilo = std::abs(value) >= 1000;
  char text[32];
  std::snprintf(text, sizeof text, "%g%s", kilo ? value / 1000 : value,
                kilo ? "k" : "");
  return text;
}

}  // namespace

Panel::Panel(Svg& svg, Place place, std::string title, std::string x_title)
    : svg_(svg), place_(place) {
  const auto& corner = place_.corner;
  svg_.text({corner.x, corner.y - 10}, title, "start", "panel");
  svg_.text({corner.x + place_.width / 2, corner.y + place_.height + 34},
            x_title, "middle");
}

void Panel::set_x(double low, double high, bool logarithmic) {
  x_ = {low, high, place_.corner.x, place_.corner.x + place_.width,
        logarithmic};
}

void Panel::set_y(double low, double high, bool logarithmic) {
  y_ = {low, high, place_.corner.y + place_.height, place_.corner.y,
        logarithmic};
}

void Panel::x_ticks(std::span<const double> values) {
  const double bottom = place_.corner.y + place_.height;
  for (const double value : values) {
    svg_.line({x_.at(value), place_.corner.y}, {x_.at(value), bottom}, "grid");
    svg_.text({x_.at(value), bottom + 16}, tick(value), "middle");
  }
}

void Panel::y_ticks(std::span<const double> values) {
  for (const double value : values) {
    across(value, "grid");
    svg_.text({place_.corner.x - 6, y_.at(value) + 4}, tick(value), "end");
  }
}

void Panel::y_steps(double step) {
  std::vector<double> values;
  for (double y = std::ceil(y_.low / step) * step; y <= y_.high; y += step)
    values.push_back(y);
  y_ticks(values);
}

void Panel::across(double y, std::string_view classes) {
  svg_.line({place_.corner.x, y_.at(y)},
            {place_.corner.x + place_.width, y_.at(y)}, classes);
}

void Panel::band(double low, double high, std::string_view classes) {
  svg_.rectangle({place_.corner.x, y_.at(high)}, place_.width,
                 y_.at(low) - y_.at(high), classes);
}

void Panel::begin_curves() {
  svg_.begin_clip(place_.corner, place_.width, place_.height);
}

void Panel::end_curves() {
  svg_.end_clip();
  svg_.rectangle(place_.corner, place_.width, place_.height, "frame");
}

std::string microphone_class(std::size_t microphone) {
  return "m" + std::to_string(microphone + 1);
}

}  // namespace soundcheck::cli
