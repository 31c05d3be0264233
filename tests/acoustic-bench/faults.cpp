#include "tests/acoustic-bench/faults.hpp"

#include <charconv>
#include <functional>
#include <map>
#include <optional>

namespace soundcheck::bench {

namespace {

/// One key: which values it takes and where they go.
struct Key {
  double min;
  double max;
  std::function<void(Faults&, double)> set;
};

using Keys = std::map<std::string, Key, std::less<>>;

Keys make_keys() {
  Keys keys{
      {"speaker_gain_db",
       {-120, 40, [](Faults& f, double v) { f.speaker_gain_db = v; }}},
      {"speaker_mute",
       {0, 1, [](Faults& f, double v) { f.speaker_mute = v != 0; }}},
      {"clip", {0, 1, [](Faults& f, double v) { f.clip = v; }}},
      {"noise_dbfs", {-200, 0, [](Faults& f, double v) { f.noise_dbfs = v; }}},
      {"mic_swap", {0, 1, [](Faults& f, double v) { f.mic_swap = v != 0; }}},
      {"absent", {0, 1, [](Faults& f, double v) { f.absent = v != 0; }}},
      {"busy", {0, 1, [](Faults& f, double v) { f.busy = v != 0; }}},
      {"xrun_capture",
       {0, 3600, [](Faults& f, double v) { f.xrun_capture_s = v; }}},
  };
  for (std::size_t m = 0; m < microphone_count; ++m) {
    const auto prefix = "mic" + std::to_string(m + 1);
    keys[prefix + "_dead"] = {
        0, 1, [m](Faults& f, double v) { f.microphones[m].dead = v != 0; }};
    keys[prefix + "_gain_db"] = {
        -120, 40, [m](Faults& f, double v) { f.microphones[m].gain_db = v; }};
  }
  return keys;
}

const Keys& keys() {
  static const Keys all = make_keys();
  return all;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// True and false are 1 and 0, in words that people type.
std::optional<double> number(std::string_view text) {
  if (text == "true" || text == "yes" || text == "on")
    return 1;
  if (text == "false" || text == "no" || text == "off")
    return 0;
  double value = 0;
  const auto end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end)
    return std::nullopt;
  return value;
}

/// Foreign bytes, fit for a terminal.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string out = "'";
  for (const char c : text.substr(0, longest))
    out += c >= ' ' && c <= '~' ? c : '?';
  return out + (text.size() > longest ? "...'" : "'");
}

std::string short_number(double value) {
  auto text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

std::string known_keys() {
  std::string all;
  for (const auto& [name, key] : keys())
    all += (all.empty() ? "" : ", ") + name;
  return all;
}

/// Applies one line; answers what is wrong with it, or nothing.
std::string apply(std::string_view line, Faults& faults) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos)
    return quoted(line) + " is not key=value";
  const auto name = trimmed(line.substr(0, equals));
  const auto text = trimmed(line.substr(equals + 1));
  const auto key = keys().find(name);
  if (key == keys().end())
    return "there is no fault " + quoted(name) + "; known: " + known_keys();
  const auto& [min, max, set] = key->second;
  const auto value = number(text);
  // Written so that NaN fails too.
  if (!value || !(*value >= min && *value <= max)) {
    return key->first + ": " + quoted(text) + " is not a number from " +
           short_number(min) + " to " + short_number(max);
  }
  set(faults, *value);
  return {};
}

}  // namespace

ParsedFaults parse_faults(std::string_view text, std::string_view file) {
  ParsedFaults parsed;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line =
        trimmed(text.substr(0, end).substr(0, text.substr(0, end).find('#')));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty())
      continue;
    if (const auto problem = apply(line, parsed.faults); !problem.empty()) {
      parsed.complaints.push_back(std::string(file) + ":" +
                                  std::to_string(number) + ": " + problem);
    }
  }
  return parsed;
}

}  // namespace soundcheck::bench
