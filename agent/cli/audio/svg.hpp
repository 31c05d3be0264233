#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundcheck::cli {

struct Point {
  double x, y;
};

/// Writes the elements of one SVG picture. Coordinates are pixels from the
/// upper left corner; looks come from the classes of the style sheet.
class Svg {
 public:
  /// `title` is what screen readers say; `style` a style sheet.
  Svg(double width,
      double height,
      std::string_view title,
      std::string_view style);

  void rectangle(Point corner,
                 double width,
                 double height,
                 std::string_view classes);
  void line(Point from, Point to, std::string_view classes);
  void lines(const std::vector<Point>& points, std::string_view classes);
  void area(const std::vector<Point>& points, std::string_view classes);
  /// What follows is shown only inside this rectangle, until end_clip().
  void begin_clip(Point corner, double width, double height);
  void end_clip();
  /// `anchor` is "start", "middle" or "end".
  void text(Point at,
            std::string_view text,
            std::string_view anchor = "start",
            std::string_view classes = "");

  std::string finish();

 private:
  void points(const std::vector<Point>& points);

  std::string out_;
  unsigned clips_ = 0;
};

/// With '&', '<' and quotes as entities, and '?' for what no XML may hold:
/// control characters and bytes that are no UTF-8.
std::string xml_text(std::string_view text);

/// A linear or logarithmic axis from values to pixels.
struct Axis {
  double low, high;  ///< values
  double low_pixel, high_pixel;
  bool logarithmic = false;

  double at(double value) const;
};

}  // namespace soundcheck::cli
