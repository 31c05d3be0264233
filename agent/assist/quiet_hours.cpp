#include "agent/assist/quiet_hours.hpp"

#include <ctime>

namespace soundcheck::assist {

namespace {

std::optional<int> number_of(std::string_view two_digits, int limit) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (two_digits.size() != 2 || !is_digit(two_digits[0]) ||
      !is_digit(two_digits[1]))
    return std::nullopt;
  const int number = 10 * (two_digits[0] - '0') + (two_digits[1] - '0');
  return number < limit ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':')
    return std::nullopt;
  const auto hour = number_of(text.substr(0, 2), 24);
  const auto minute = number_of(text.substr(3), 60);
  if (!hour || !minute)
    return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute);
}

}  // namespace

std::optional<QuietHours> QuietHours::between(std::string_view from,
                                              std::string_view to) {
  const auto begin = time_of_day(from);
  const auto end = time_of_day(to);
  if (!begin || !end)
    return std::nullopt;
  QuietHours hours;
  hours.from_ = *begin;
  hours.to_ = *end;
  return hours;
}

bool QuietHours::holds(std::chrono::minutes minute) const {
  if (from_ <= to_)
    return from_ <= minute && minute < to_;
  return minute >= from_ || minute < to_;
}

bool QuietHours::now(const Clock& clock) const {
  if (from_ == to_)
    return false;
  if (!clock.trusted())
    return true;
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(clock.wall());
  const auto wall = static_cast<std::time_t>(seconds.count());
  std::tm local{};
  if (!localtime_r(&wall, &local))
    return true;
  return holds(std::chrono::hours(local.tm_hour) +
               std::chrono::minutes(local.tm_min));
}

}  // namespace soundcheck::assist
