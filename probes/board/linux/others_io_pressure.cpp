#include "probes/board/linux/others_io_pressure.hpp"

#include "probes/board/linux/file_head.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

constexpr milliseconds average_over = 10s;
/// Of what was read before so long, a twentieth is left in the average.
constexpr milliseconds forgotten_after = 3 * average_over;

/// What follows `name` in "some avg10=0.12 avg60=0.05 avg300=0.01 total=1234".
std::string_view value_of(std::string_view name, std::string_view pressure) {
  const auto line = pressure.substr(0, pressure.find('\n'));
  const auto at = line.find(name);
  if (!line.starts_with("some ") || at == line.npos)
    return {};
  const auto rest = line.substr(at + name.size());
  return rest.substr(0, rest.find(' '));
}

std::optional<std::uint64_t> waited_us(const std::string& file) {
  FileHead buffer;
  return number<std::uint64_t>(value_of("total=", head_of(file, buffer)));
}

}  // namespace

OthersIoPressure::OthersIoPressure(const BoardRoot& root)
    : file_(root.path("/proc/pressure/io").string()) {}

void OthersIoPressure::begin(std::optional<milliseconds> since_last) {
  if (since_last && *since_last < forgotten_after)
    return;
  FileHead buffer;
  percent_ =
      decimal_number(value_of("avg10=", head_of(file_, buffer))).value_or(0);
}

void OthersIoPressure::rest_begins() {
  waited_us_ = waited_us(file_);
}

void OthersIoPressure::rest_ends(milliseconds rested) {
  const auto now_us = waited_us(file_);
  if (!now_us || !waited_us_ || *now_us < *waited_us_ || rested <= 0ms)
    return;
  const auto waited_ms = static_cast<double>(*now_us - *waited_us_) / 1e3;
  const auto rested_ms = static_cast<double>(rested.count());
  // The kernel's average to first order, which needs no exp().
  const double weight =
      rested_ms / (rested_ms + static_cast<double>(average_over.count()));
  percent_ += weight * (100 * waited_ms / rested_ms - percent_);
}

}  // namespace soundcheck
