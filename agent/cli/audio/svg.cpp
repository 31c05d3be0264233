#include "agent/cli/audio/svg.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace soundcheck::cli {

namespace {

/// No coordinate of a value beyond any screen.
constexpr double far_away = 1e5;

std::string pixels(double value) {
  if (!std::isfinite(value))
    value = value > 0 ? far_away : -far_away;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f",
                std::clamp(value, -far_away, far_away));
  return text;
}

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + std::string(value) + '"';
}

std::string attribute(std::string_view name, double value) {
  return attribute(name, pixels(value));
}

/// Bytes of the UTF-8 character at the start of `text`, 0 = it is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const auto first = byte(0);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xc2 && first < 0xe0 ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
  if (length > text.size())
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80)
      return 0;
  // Too long forms, surrogates, beyond the last, and two that XML forbids.
  if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f) ||
      (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f) ||
      (first == 0xef && byte(1) == 0xbf && byte(2) >= 0xbe))
    return 0;
  return length;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto length = utf8_length(text);
    const char c = text.front();
    if (length == 0 || static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += '?';
    else if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  return out;
}

double Axis::at(double value) const {
  const double share =
      logarithmic
          ? std::log(std::max(value, low * 1e-3) / low) / std::log(high / low)
          : (value - low) / (high - low);
  return low_pixel + share * (high_pixel - low_pixel);
}

Svg::Svg(double width,
         double height,
         std::string_view title,
         std::string_view style) {
  out_ =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg"
      " xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" +
      attribute("viewBox", "0 0 " + pixels(width) + ' ' + pixels(height)) +
      attribute("width", width) + attribute("height", height) + ">\n<title>" +
      xml_text(title) + "</title>\n<style>" + std::string(style) + "</style>\n";
}

void Svg::rectangle(Point corner,
                    double width,
                    double height,
                    std::string_view classes) {
  out_ += "<rect" + attribute("class", classes) + attribute("x", corner.x) +
          attribute("y", corner.y) + attribute("width", width) +
          attribute("height", height) + "/>\n";
}

void Svg::line(Point from, Point to, std::string_view classes) {
  out_ += "<line" + attribute("class", classes) + attribute("x1", from.x) +
          attribute("y1", from.y) + attribute("x2", to.x) +
          attribute("y2", to.y) + "/>\n";
}

void Svg::points(const std::vector<Point>& points) {
  out_ += " points=\"";
  for (const auto& point : points)
    out_ += pixels(point.x) + ',' + pixels(point.y) + ' ';
  out_ += "\"/>\n";
}

void Svg::lines(const std::vector<Point>& list, std::string_view classes) {
  out_ += "<polyline" + attribute("class", classes);
  points(list);
}

void Svg::area(const std::vector<Point>& list, std::string_view classes) {
  out_ += "<polygon" + attribute("class", classes);
  points(list);
}

void Svg::begin_clip(Point corner, double width, double height) {
  const auto name = "clip" + std::to_string(++clips_);
  out_ += "<clipPath id=\"" + name + "\"><rect" + attribute("x", corner.x) +
          attribute("y", corner.y) + attribute("width", width) +
          attribute("height", height) + "/></clipPath>\n<g clip-path=\"url(#" +
          name + ")\">\n";
}

void Svg::end_clip() {
  out_ += "</g>\n";
}

void Svg::text(Point at,
               std::string_view text,
               std::string_view anchor,
               std::string_view classes) {
  out_ += "<text" + attribute("x", at.x) + attribute("y", at.y) +
          attribute("text-anchor", anchor);
  if (!classes.empty())
    out_ += attribute("class", classes);
  out_ += '>' + xml_text(text) + "</text>\n";
}

std::string Svg::finish() {
  return out_ + "</svg>\n";
}

}  // namespace soundcheck::cli
