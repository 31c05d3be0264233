#include "agent/local/app_reports.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::local {

namespace {

constexpr std::size_t max_names = 24;
constexpr std::size_t max_name_bytes = 48;
constexpr std::size_t max_unit_bytes = 16;
constexpr double max_count = 10'000;
constexpr std::chrono::minutes part_length{10};
constexpr std::chrono::hours memory{1};

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name_bytes &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") ==
             name.npos;
}

}  // namespace

/// Lets the counts of the parts that have begun since then be zero.
void AppReports::turn(Entry& entry) const {
  const std::int64_t now =
      clock_.monotonic() / std::chrono::milliseconds(part_length);
  for (; entry.part < now && entry.value > 0; ++entry.part) {
    auto& counts = entry.counts;
    entry.value -= counts.back();
    std::copy_backward(counts.begin(), counts.end() - 1, counts.end());
    counts.front() = 0;
  }
  entry.part = now;
}

/// The entry of that name, a new one if there is none.
AppReports::Entry& AppReports::entry(std::string_view name, bool counted) {
  for (auto& entry : entries_) {
    if (entry.name == name && entry.counted == counted)
      return entry;
  }
  auto& made = entries_.emplace_back();
  made.name = name;
  made.counted = counted;
  return made;
}

Result<void> AppReports::take(std::string_view name,
                              double value,
                              std::string_view unit) {
  const bool counted = unit == "event";
  if (!is_name(name) || unit.size() > max_unit_bytes || !std::isfinite(value) ||
      (counted && (value < 0 || value > max_count))) {
    return Error(Errc::parse,
                 "a name has 1 to 48 lower-case letters, digits, \"_\" and "
                 "\".\", a unit at most 16 bytes, a count is from 0 to 10000");
  }
  auto& entry = this->entry(name, counted);
  if (entries_.size() > max_names) {
    entries_.pop_back();
    return Error(Errc::busy, "no room for another name");
  }
  entry.told = clock_.monotonic();
  if (counted) {
    turn(entry);
    entry.counts.front() += static_cast<unsigned>(value);
    entry.value += std::floor(value);
  } else {
    entry.value = value;
    entry.unit = unit;
  }
  return {};
}

const AppNumber* AppReports::number(std::size_t place) {
  for (auto& entry : entries_) {
    if (!entry.counted && clock_.monotonic() - entry.told > memory)
      continue;
    if (place-- > 0)
      continue;
    if (entry.counted)
      turn(entry);
    return &entry;
  }
  return nullptr;
}

}  // namespace soundcheck::local
