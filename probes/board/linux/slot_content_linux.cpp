#include "probes/board/linux/slot_content_linux.hpp"

#include <algorithm>
#include <thread>

#include "probes/board/linux/disturbances.hpp"
#include "probes/board/linux/least_priority.hpp"
#include "probes/board/linux/sha256_state.hpp"
#include "probes/board/linux/slot_device.hpp"

namespace soundcheck {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// Between two of these the state may be kept.
constexpr unsigned chunks_per_stretch = 16;
/// A thread that is told to stop does so within this.
constexpr milliseconds longest_nap{50};

/// One chunk on; false, with everything told, where there is nothing to go on
/// to.
bool read_chunk(SlotDevice& device,
                std::uint64_t size_bytes,
                SlotStretch& stretch) {
  auto state = stretch.state;
  const auto begin = state.bytes;
  const auto end = std::min(begin + slot_chunk_bytes, size_bytes);
  while (state.bytes < end) {
    const auto count = device.read(state.bytes);
    const auto left = end - state.bytes;
    const auto usable = std::min<std::uint64_t>(
        left, static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(count, 0)));
    const bool last = state.bytes + usable == size_bytes;
    const auto blocks = static_cast<std::size_t>(usable / 64 * 64);
    if (usable == 0 || (blocks == 0 && !last)) {
      stretch.end = SlotStretch::End::lost;
      stretch.lost_at = state.bytes;
      return false;
    }
    hash_blocks(state, device.bytes(), blocks);
    if (last) {
      stretch.end = SlotStretch::End::whole;
      stretch.hash = hash_end(state, device.bytes() + blocks,
                              static_cast<std::size_t>(usable) - blocks);
      break;
    }
  }
  device.forget(begin, end - begin);
  const bool whole = stretch.end == SlotStretch::End::whole;
  stretch.marks.push_back(whole ? mark_of(stretch.hash) : mark_of(state));
  stretch.state = state;
  return !whole;
}

}  // namespace

void SlotContentLinux::rest_after(steady_clock::time_point begun,
                                  const std::stop_token& stop) {
  constexpr auto chunk_mib = 1.0;
  const auto until =
      begun +
      duration_cast<steady_clock::duration>(
          std::chrono::duration<double>(chunk_mib / pace_.max_mib_per_s));
  const auto from = steady_clock::now();
  others_.rest_begins();
  for (auto now = from; now < until && !stop.stop_requested();
       now = steady_clock::now())
    std::this_thread::sleep_for(
        std::min<steady_clock::duration>(longest_nap, until - now));
  others_.rest_ends(duration_cast<milliseconds>(steady_clock::now() - from));
}

void SlotContentLinux::read_on(SlotDevice& device,
                               const SlotReading& reading,
                               const std::stop_token& stop,
                               SlotStretch& stretch) {
  const Disturbances disturbances(root_, pace_.mixer);
  stretch.state = reading.from;
  stretch.marks.reserve(chunks_per_stretch);
  // Nothing is allocated from here on, see Disturbances::now().
  take_least_priority();
  for (unsigned i = 0; i < chunks_per_stretch; ++i) {
    const auto* why = disturbances.now();
    if (!why && others_.percent() > pace_.max_io_pressure_percent)
      why = "others wait for storage";
    if (why) {
      stretch.end = SlotStretch::End::held_up;
      stretch.held_up_by = why;
      return;
    }
    const auto begun = steady_clock::now();
    if (stop.stop_requested() ||
        !read_chunk(device, reading.size_bytes, stretch))
      return;
    rest_after(begun, stop);
  }
}

Result<SlotStretch> SlotContentLinux::read_stretch(
    const SlotReading& reading,
    const std::stop_token& stop) {
  auto device = SlotDevice::open(root_, reading);
  if (!device)
    return device.error();
  const auto now = steady_clock::now();
  others_.begin(
      last_read_ ? std::optional(duration_cast<milliseconds>(now - *last_read_))
                 : std::nullopt);
  SlotStretch stretch;
  read_on(*device, reading, stop, stretch);
  if (!stretch.marks.empty())
    last_read_ = steady_clock::now();
  return stretch;
}

Task<SlotStretch> SlotContentLinux::read(const SlotReading& reading) {
  Result<SlotStretch> answer = SlotStretch();
  // Not run_blocking<SlotStretch>(), which would be instantiated for this
  // alone.
  const std::function<Result<void>(std::stop_token)> job =
      [this, &reading, &answer](std::stop_token stop) -> Result<void> {
    answer = read_stretch(reading, stop);
    return {};
  };
  if (const auto ran = co_await run_blocking<void>(worker_, job); !ran)
    co_return ran.error();
  co_return answer;
}

}  // namespace soundcheck
