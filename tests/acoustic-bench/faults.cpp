#include "tests/acoustic-bench/faults.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "tests/acoustic-bench/fault_keys.hpp"

namespace soundcheck::bench {

namespace {

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

/// The place of a word among those of the key.
std::optional<double> place(std::string_view text, const FaultKey& key) {
  const auto word = std::ranges::find(key.words, text);
  if (word == key.words.end())
    return std::nullopt;
  return static_cast<double>(word - key.words.begin());
}

/// Foreign bytes, fit for a terminal.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string out = "'";
  for (const char c : text.substr(0, longest))
    out += c >= ' ' && c <= '~' ? c : '?';
  return out + (text.size() > longest ? "...'" : "'");
}

std::string known_keys() {
  std::string all;
  for (const auto& [name, key] : fault_keys())
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
  const auto found = fault_keys().find(name);
  if (found == fault_keys().end())
    return "there is no fault " + quoted(name) + "; known: " + known_keys();
  const auto& key = found->second;
  const auto wrong = found->first + ": " + quoted(text) + " is not ";
  if (!key.words.empty()) {
    const auto value = place(text, key);
    if (!value)
      return wrong + "one of " + key.allowed();
    key.set(faults, *value);
    return {};
  }
  const auto value = number(text);
  // Written so that NaN fails too.
  if (!value || !(*value >= key.min && *value <= key.max)) {
    return wrong + "a number from " + short_number(key.min) + " to " +
           short_number(key.max);
  }
  key.set(faults, *value);
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
