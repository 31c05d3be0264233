#include "agent/local/app_reports.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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

std::int64_t AppReports::part_now() const {
  return clock_.monotonic() / std::chrono::milliseconds(part_length);
}

/// Lets the counts of the parts that have begun since then be zero.
void AppReports::turn(Entry& entry, std::int64_t part) {
  const auto gone = std::min<std::int64_t>(part - entry.part, parts);
  auto& counts = entry.counts;
  std::move_backward(counts.begin(), counts.end() - gone, counts.end());
  std::fill_n(counts.begin(), gone, 0U);
  entry.part = part;
}

Result<AppReports::Entry*> AppReports::entry(std::string_view name,
                                             bool counted) {
  if (!is_name(name)) {
    return Error(Errc::parse,
                 "a name has 1 to 48 lower-case letters, digits, \"_\" and "
                 "\".\"");
  }
  for (auto& entry : entries_) {
    if (entry.number.name == name && entry.number.counted == counted)
      return &entry;
  }
  if (entries_.size() >= max_names)
    return Error(Errc::busy, "no room for another name");
  Entry made;
  made.number.name = name;
  made.number.counted = counted;
  made.part = part_now();
  entries_.push_back(std::move(made));
  return &entries_.back();
}

Result<void> AppReports::count(std::string_view name, double count) {
  if (!(count >= 0 && count <= max_count))
    return Error(Errc::parse, "a count is from 0 to 10000");
  const auto found = entry(name, true);
  if (!found)
    return found.error();
  auto& entry = **found;
  turn(entry, part_now());
  entry.counts.front() += static_cast<unsigned>(count);
  return {};
}

Result<void> AppReports::measure(std::string_view name,
                                 double value,
                                 std::string_view unit) {
  if (!std::isfinite(value) || unit.size() > max_unit_bytes)
    return Error(Errc::parse, "not a number, or a unit of over 16 bytes");
  const auto found = entry(name, false);
  if (!found)
    return found.error();
  auto& entry = **found;
  entry.number.value = value;
  entry.number.unit = unit;
  entry.told = clock_.monotonic();
  return {};
}

Result<std::vector<AppNumber>> AppReports::numbers() {
  std::vector<AppNumber> numbers;
  const auto now = clock_.monotonic();
  for (auto& entry : entries_) {
    auto& number = entry.number;
    if (number.counted) {
      turn(entry, part_now());
      number.value =
          std::accumulate(entry.counts.begin(), entry.counts.end(), 0U);
    } else if (now - entry.told > memory) {
      continue;
    }
    numbers.push_back(number);
  }
  if (numbers.empty())
    return Error(Errc::unsupported, "no program tells of itself");
  return numbers;
}

}  // namespace soundcheck::local
