#include "agent/cli/firmware/utc_date.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace soundcheck::cli {

namespace {

namespace chrono = std::chrono;

/// The digits that stand for the same letter of `form`, as a number; nothing
/// when `text` has not that form. Letters of it that are no digits must agree.
std::optional<std::array<int, 6>> numbers_in(std::string_view text,
                                             std::string_view form) {
  constexpr std::string_view fields = "YMDhms";
  std::array<int, 6> numbers{};
  if (text.size() != form.size())
    return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const auto field = fields.find(form[i]);
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (field == fields.npos ? text[i] != form[i] : !digit)
      return std::nullopt;
    if (field != fields.npos)
      numbers[field] = numbers[field] * 10 + (text[i] - '0');
  }
  return numbers;
}

}  // namespace

std::optional<std::int64_t> parse_utc(std::string_view text) {
  auto numbers = numbers_in(text, "YYYY-MM-DD");
  if (!numbers)
    numbers = numbers_in(text, "YYYY-MM-DDThh:mm:ssZ");
  if (!numbers)
    return std::nullopt;
  const auto [year, month, day, hour, minute, second] = *numbers;
  const chrono::year_month_day date{chrono::year(year),
                                    chrono::month(static_cast<unsigned>(month)),
                                    chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59)
    return std::nullopt;
  const auto time = chrono::sys_days(date) + chrono::hours(hour) +
                    chrono::minutes(minute) + chrono::seconds(second);
  return chrono::duration_cast<chrono::seconds>(time.time_since_epoch())
      .count();
}

std::string utc_text(std::int64_t unix_s) {
  const chrono::sys_seconds time{chrono::seconds(unix_s)};
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss clock(time - day);
  std::array<char, 64> text;
  std::snprintf(
      text.data(), text.size(), "%d-%02u-%02u", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  std::string written = text.data();
  if (time == day)
    return written;
  std::snprintf(text.data(), text.size(), "T%02d:%02d:%02dZ",
                static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return written + text.data();
}

}  // namespace soundcheck::cli
