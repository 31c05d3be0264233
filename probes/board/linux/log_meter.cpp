#include "probes/board/linux/log_meter.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

using namespace std::chrono_literals;

constexpr auto window_length = 1min;
/// In less a handful of records looks like many, so it counts as so much.
constexpr std::chrono::milliseconds shortest_window = 15s;
constexpr std::size_t max_writers = 32;
constexpr double newest_weight = 0.2;
constexpr double storm_factor = 5;
/// Five records a second: a module that is plugged in writes less.
constexpr double quiet_per_minute = 300;

double per_minute(std::uint64_t records, std::chrono::milliseconds time) {
  return static_cast<double>(records) * 60'000 /
         static_cast<double>(std::max(time, shortest_window).count());
}

}  // namespace

void LogMeter::begin(Time now) {
  window_ = window_before_ = now;
  count_ = count_before_ = {};
  writers_.clear();
  writers_before_.clear();
}

void LogMeter::note(std::string_view source, bool error, std::uint64_t unseen) {
  count_.records += 1 + unseen;
  count_.errors += error ? 1 : 0;
  for (auto& writer : writers_) {
    if (writer.name == source) {
      ++writer.records;
      return;
    }
  }
  if (writers_.size() < max_writers)
    writers_.push_back({std::string(source), 1});
}

double LogMeter::limit_per_minute() const {
  return std::max(quiet_per_minute, storm_factor * usual_per_minute_);
}

void LogMeter::look(Time now) {
  const auto time = now - window_;
  if (time < window_length)
    return;
  const auto rate = per_minute(count_.records, time);
  if (rate <= limit_per_minute()) {
    const auto weight = learned_ == 0 ? 1 : newest_weight;
    usual_per_minute_ += weight * (rate - usual_per_minute_);
    ++learned_;
  }
  window_before_ = window_;
  count_before_ = count_;
  writers_before_ = std::move(writers_);
  window_ = now;
  count_ = {};
  writers_.clear();
}

LogState LogMeter::state(Time now) const {
  const bool alone = now - window_ >= shortest_window;
  const auto begun = alone ? window_ : window_before_;
  auto count = count_;
  auto writers = writers_;
  if (!alone) {
    count.records += count_before_.records;
    count.errors += count_before_.errors;
    writers.insert(writers.end(), writers_before_.begin(),
                   writers_before_.end());
  }
  const auto noisiest = std::max_element(
      writers.begin(), writers.end(), [](const auto& one, const auto& other) {
        return one.records < other.records;
      });

  LogState state;
  state.measured = now - begun;
  state.records_per_minute = per_minute(count.records, state.measured);
  state.errors_per_minute = per_minute(count.errors, state.measured);
  if (learned_ > 0)
    state.usual_per_minute = usual_per_minute_;
  state.limit_per_minute = limit_per_minute();
  if (noisiest != writers.end())
    state.noisiest = noisiest->name;
  return state;
}

}  // namespace soundcheck
