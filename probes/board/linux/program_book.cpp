#include "probes/board/linux/program_book.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t max_processes = 256;
/// A shorter time says little of how busy a process is.
constexpr auto shortest_time = 1s;
constexpr std::int64_t mebibyte = 1024 * 1024;

/// What every program does in its first minutes is no growth.
bool has_grown(const ProgramUse& use) {
  const auto bytes = static_cast<std::int64_t>(use.resident_bytes);
  return use.grown_bytes >= mebibyte && use.grown_bytes * 4 >= bytes;
}

}  // namespace

/// A pid alone may be that of another process by now.
const ProgramBook::Entry* ProgramBook::find(const ProcessUse& process) const {
  for (const auto& entry : entries_) {
    if (entry.last.pid == process.pid && entry.last.started == process.started)
      return &entry;
  }
  return nullptr;
}

ProgramBook::Entry ProgramBook::next_of(const ProcessUse& process,
                                        Time now) const {
  Entry next{process, now, process.resident_bytes, 0};
  auto begun = std::min(now, process.started);
  auto used = process.processor_time;
  const auto* before = find(process);
  if (before) {
    next.first_seen = before->first_seen;
    next.first_bytes = before->first_bytes;
    next.processor_percent = before->processor_percent;
    begun = last_look_;
    used -= before->last.processor_time;
  }
  const auto time = now - begun;
  if (time >= shortest_time && used >= 0ms) {
    next.processor_percent = 100.0 * static_cast<double>(used.count()) /
                             static_cast<double>(time.count());
  }
  return next;
}

void ProgramBook::take(const std::vector<ProcessUse>& processes, Time now) {
  // Twice at once would leave nothing to divide by.
  const bool soon = !entries_.empty() && now - last_look_ < shortest_time;
  if (soon)
    return;
  std::vector<Entry> entries;
  for (const auto& process : processes) {
    if (entries.size() < max_processes)
      entries.push_back(next_of(process, now));
  }
  entries_ = std::move(entries);
  last_look_ = now;
}

/// A program may have several processes.
std::vector<ProgramUse> ProgramBook::programs() const {
  std::vector<ProgramUse> list;
  for (const auto& entry : entries_) {
    auto use = std::find_if(list.begin(), list.end(), [&](const auto& one) {
      return one.name == entry.last.name;
    });
    if (use == list.end())
      use = list.insert(list.end(), ProgramUse{entry.last.name, 0, 0, {}, 0});
    use->resident_bytes += entry.last.resident_bytes;
    use->grown_bytes += static_cast<std::int64_t>(entry.last.resident_bytes -
                                                  entry.first_bytes);
    use->seen_for = std::max(use->seen_for, last_look_ - entry.first_seen);
    use->processor_percent += entry.processor_percent;
  }
  return list;
}

std::optional<ProgramUse> ProgramBook::biggest() const {
  const auto list = programs();
  const auto most = std::max_element(
      list.begin(), list.end(), [](const auto& one, const auto& other) {
        if (has_grown(one) != has_grown(other))
          return has_grown(other);
        return one.resident_bytes < other.resident_bytes;
      });
  return most == list.end() ? std::nullopt : std::optional(*most);
}

std::optional<ProgramUse> ProgramBook::busiest() const {
  const auto list = programs();
  const auto most = std::max_element(
      list.begin(), list.end(), [](const auto& one, const auto& other) {
        return one.processor_percent < other.processor_percent;
      });
  return most == list.end() ? std::nullopt : std::optional(*most);
}

}  // namespace soundcheck
