#include "agent/cli/audio/plot.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "agent/cli/audio/svg.hpp"
#include "tests/unit/probes/audio/analysis/healthy_device.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("the picture has four diagrams, a legend and the verdict") {
  auto& device = audio::HealthyDevice::instance();
  synthetic::Device broken;
  broken.microphone[2].gain_db = -6;
  const auto analysis = device.analyse(broken);

  const auto svg =
      plot_of(analysis, &device.baseline(), {}, 48000, "rec <1> & 2.wav");

  CHECK_THAT(svg, Catch::Contains("FAIL: audio.mic_gain, microphone 3"));
  CHECK_THAT(svg, Catch::Contains("rec &lt;1&gt; &amp; 2.wav"));
  CHECK(count(svg, "class=\"frame\"") == 4);
  CHECK(count(svg, ">microphone ") == 4);
  CHECK_THAT(svg, Catch::Contains("prefers-color-scheme:dark"));
  CHECK_THAT(svg, !Catch::Contains("nan") && !Catch::Contains("inf"));
}

TEST_CASE("an analysis that found nothing has a picture, too") {
  audio::Analysis analysis;
  analysis.reason = "input";

  const auto svg = plot_of(analysis, nullptr, {}, 16000, "");

  CHECK_THAT(svg, Catch::Contains("INCONCLUSIVE (input)"));
  CHECK(count(svg, "class=\"frame\"") == 4);
}

TEST_CASE("no text makes the picture unreadable for an XML reader") {
  CHECK(xml_text("a\x01\x1b[0m\n") == "a??[0m?");
  CHECK(xml_text("\xc3\xa4 \xe4\xb8\xad \xf0\x9f\x94\x8a") ==
        "\xc3\xa4 \xe4\xb8\xad \xf0\x9f\x94\x8a");
  CHECK(xml_text("\xff \xc3 \xed\xa0\x80 \xef\xbf\xbf") == "? ? ??? ???");
  CHECK(xml_text("\"<&>") == "&quot;&lt;&amp;&gt;");
}

TEST_CASE("a value beyond all bounds stays a number") {
  Svg svg(10, 10, "", "");
  svg.line({std::numeric_limits<double>::infinity(), -1e300},
           {std::numeric_limits<double>::quiet_NaN(), 0}, "x");

  CHECK_THAT(svg.finish(), Catch::Contains("x1=\"100000.0\" y1=\"-100000.0\" "
                                           "x2=\"-100000.0\""));
}
