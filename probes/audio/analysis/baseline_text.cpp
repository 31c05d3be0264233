#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <sstream>

#include "probes/audio/analysis/baseline.hpp"
#include "probes/audio/dsp/gate.hpp"
#include "probes/settings.hpp"

namespace soundcheck::audio {

namespace {

constexpr std::int64_t version = 1;
constexpr std::size_t most_microphones = 8;
constexpr std::size_t numbers_per_line = 8;

template <class Number>
std::string shortest(Number value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    // No control character has a place in a device's name.
    out += is_control(c) ? '?' : c;
  }
  return out + '"';
}

template <class Numbers>
void write_numbers(std::ostream& out,
                   std::string_view key,
                   const Numbers& numbers) {
  out << key << " = [\n";
  for (std::size_t i = 0; i < numbers.size(); i += numbers_per_line) {
    out << "  \"";
    for (auto k = i; k < std::min(numbers.size(), i + numbers_per_line); ++k)
      out << (k > i ? " " : "") << shortest(numbers[k]);
    out << "\",\n";
  }
  out << "]\n";
}

std::string volume_line(const std::optional<double>& volume_gain_db) {
  if (!volume_gain_db)
    return {};
  return "volume_gain_db = " + shortest(*volume_gain_db) + "\n";
}

/// Numbers of all lines; complains about the first that is none.
std::vector<double> read_numbers(Settings& in,
                                 const std::string& key,
                                 double largest) {
  std::vector<std::string> lines;
  in.read(key, lines);
  std::vector<double> numbers;
  for (const auto& line : lines) {
    const char* at = line.data();
    const char* const end = at + line.size();
    while (at < end) {
      double value = 0;
      const auto [next, error] = std::from_chars(at, end, value);
      if (error != std::errc() || !std::isfinite(value) ||
          std::abs(value) > largest || (next < end && *next != ' ')) {
        in.complain(key, "\"" + line.substr(0, 40) +
                             "\" is no list of numbers up to " +
                             std::to_string(std::lround(largest)));
        return numbers;
      }
      numbers.push_back(value);
      at = next < end ? next + 1 : end;
    }
  }
  return numbers;
}

void read_bands(Settings& in,
                const std::string& key,
                dsp::PerBand<double>& bands) {
  const auto numbers = read_numbers(in, key, 1e4);
  if (numbers.size() != bands.size()) {
    in.complain(key, "must have " + std::to_string(bands.size()) +
                         " numbers, has " + std::to_string(numbers.size()));
    return;
  }
  std::copy(numbers.begin(), numbers.end(), bands.begin());
}

void read_microphone(Settings& in,
                     const std::string& table,
                     double rate_hz,
                     Baseline::Microphone& microphone) {
  in.read(table + ".quiet_dbfs", microphone.quiet_dbfs, -200, 10);
  in.read(table + ".quiet_treble_dbfs", microphone.quiet_treble_dbfs, -200, 10);
  read_bands(in, table + ".sigma_db", microphone.sigma_db);
  read_bands(in, table + ".thd_percent", microphone.thd_percent);
  const auto impulse = read_numbers(in, table + ".impulse", 1e4);
  const auto expected = dsp::Gate(rate_hz).length();
  if (impulse.size() != expected) {
    in.complain(table + ".impulse", "must have " + std::to_string(expected) +
                                        " numbers, has " +
                                        std::to_string(impulse.size()));
  }
  microphone.impulse.assign(impulse.begin(), impulse.end());
}

void read_plan(Settings& in, dsp::SweepPlan& plan) {
  in.read("sweep.rate_hz", plan.rate_hz, 8000, 192'000);
  in.read("sweep.first_hz", plan.first_hz, 20, 1000);
  in.read("sweep.last_hz", plan.last_hz, 2000, 96'000);
  in.read("sweep.seconds", plan.seconds, 0.2, 10);
  in.read("sweep.level_dbfs", plan.level_dbfs, -80, 0);
  in.read("sweep.fade_in_s", plan.fade_in_s, 0.001, 0.1);
  in.read("sweep.fade_out_s", plan.fade_out_s, 0.001, 0.1);
}

/// An absent key leaves what is no number.
void read_volume(Settings& in, std::optional<double>& volume_gain_db) {
  double gain = std::nan("");
  in.read("volume_gain_db", gain, -200, 60);
  if (!std::isnan(gain))
    volume_gain_db = gain;
}

Result<Baseline> read(Settings in) {
  Baseline baseline;
  std::int64_t found = 0;
  in.read("version", found, 0, 1'000'000);
  if (found != version)
    in.complain("version", "is " + std::to_string(found) + "; this program " +
                               "reads " + std::to_string(version));
  in.read("device", baseline.device);
  if (std::any_of(baseline.device.begin(), baseline.device.end(), is_control))
    in.complain("device", "must have no control characters");
  in.read("latency_s", baseline.latency_s, 0, 1);
  in.read("latency_known", baseline.latency_known);
  read_volume(in, baseline.volume_gain_db);
  in.read("leakage_db", baseline.leakage_db, -200, 0);
  read_plan(in, baseline.plan);
  const auto count = in.count("microphone");
  if (count == 0 || count > most_microphones)
    in.complain("microphone", "1 to 8 of them, here " + std::to_string(count));
  baseline.microphones.resize(std::min(count, most_microphones));
  for (std::size_t m = 0; m < baseline.microphones.size(); ++m)
    read_microphone(in, "microphone[" + std::to_string(m) + "]",
                    baseline.plan.rate_hz, baseline.microphones[m]);
  if (const auto done = in.finish(); !done)
    return done.error();
  return baseline;
}

}  // namespace

std::string to_text(const Baseline& baseline) {
  std::ostringstream out;
  const auto& plan = baseline.plan;
  out << "# How this device sounds when it is healthy. Made by soundcheck.\n"
      << "version = " << version << "\n"
      << "device = " << in_quotes(baseline.device) << "\n"
      << "latency_s = " << shortest(baseline.latency_s) << "\n"
      << "latency_known = " << (baseline.latency_known ? "true" : "false")
      << "\n"
      << volume_line(baseline.volume_gain_db)
      << "leakage_db = " << shortest(baseline.leakage_db) << "\n\n[sweep]\n"
      << "rate_hz = " << shortest(plan.rate_hz) << "\n"
      << "first_hz = " << shortest(plan.first_hz) << "\n"
      << "last_hz = " << shortest(plan.last_hz) << "\n"
      << "seconds = " << shortest(plan.seconds) << "\n"
      << "level_dbfs = " << shortest(plan.level_dbfs) << "\n"
      << "fade_in_s = " << shortest(plan.fade_in_s) << "\n"
      << "fade_out_s = " << shortest(plan.fade_out_s) << "\n";
  for (const auto& microphone : baseline.microphones) {
    out << "\n[[microphone]]\n"
        << "quiet_dbfs = " << shortest(microphone.quiet_dbfs) << "\n"
        << "quiet_treble_dbfs = " << shortest(microphone.quiet_treble_dbfs)
        << "\n";
    write_numbers(out, "sigma_db", microphone.sigma_db);
    write_numbers(out, "thd_percent", microphone.thd_percent);
    write_numbers(out, "impulse", microphone.impulse);
  }
  return out.str();
}

Result<Baseline> parse_baseline(std::string_view text, std::string file) {
  auto in = Settings::parse(text, std::move(file));
  if (!in)
    return in.error();
  return read(std::move(*in));
}

Result<Baseline> load_baseline(const std::filesystem::path& file) {
  auto in = Settings::load(file);
  if (!in)
    return in.error();
  return read(std::move(*in));
}

}  // namespace soundcheck::audio
