#include "tests/acoustic-bench/shared_state.hpp"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <new>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

namespace soundcheck::bench {

namespace {

constexpr std::int64_t ring_size = 1 << 19;
constexpr std::uint64_t magic_of_layout = 0x736f756e64430001;  // "soundC" 1

std::int64_t monotonic_ns() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

std::size_t slot(std::int64_t index) {
  return static_cast<std::size_t>(index & (ring_size - 1));
}

}  // namespace

// Samples are atomic too, since a player and a recorder may be two threads.
// Relaxed stores of a float cost what plain ones do.
struct SharedState::Layout {
  std::uint64_t magic;
  std::int64_t started_ns;
  std::atomic<std::int64_t> played_end;
  std::atomic<std::int32_t> playback_on;
  std::atomic<std::int32_t> playback_volume;
  std::atomic<float> ring[ring_size];

  static_assert(std::atomic<std::int64_t>::is_always_lock_free);
  static_assert(std::atomic<float>::is_always_lock_free);

  void put(std::int64_t index, float sample) {
    ring[slot(index)].store(sample, std::memory_order_relaxed);
  }
};

std::unique_ptr<SharedState> SharedState::open(const std::string& file) {
  const int descriptor =
      ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return nullptr;
  // Several processes may come first at once.
  flock(descriptor, LOCK_EX);
  void* memory = MAP_FAILED;
  if (ftruncate(descriptor, sizeof(Layout)) == 0) {
    memory = mmap(nullptr, sizeof(Layout), PROT_READ | PROT_WRITE, MAP_SHARED,
                  descriptor, 0);
  }
  if (memory == MAP_FAILED) {
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    return nullptr;
  }
  auto* layout = static_cast<Layout*>(memory);
  const auto now_ns = monotonic_ns();
  if (layout->magic != magic_of_layout || layout->started_ns > now_ns) {
    const Mixer mixer;
    layout->started_ns = now_ns;
    layout->played_end = 0;
    layout->playback_on = mixer.playback_on;
    layout->playback_volume = mixer.playback_volume;
    layout->magic = magic_of_layout;
  }
  flock(descriptor, LOCK_UN);
  return std::unique_ptr<SharedState>(new SharedState(descriptor, layout));
}

SharedState::~SharedState() {
  munmap(layout_, sizeof(Layout));
  ::close(file_);
}

bool SharedState::reserve(Stream stream) {
  // One byte for each direction, beyond the end of the file. A lock of the open
  // file description holds against other threads too, and ends with the file.
  struct flock byte {};
  byte.l_type = F_WRLCK;
  byte.l_whence = SEEK_SET;
  byte.l_start =
      static_cast<off_t>(sizeof(Layout)) + (stream == Stream::capture ? 1 : 0);
  byte.l_len = 1;
  return fcntl(file_, F_OFD_SETLK, &byte) == 0;
}

std::int64_t SharedState::now() const {
  const auto elapsed_ns = monotonic_ns() - layout_->started_ns;
  // Split, or the product would overflow within two days.
  const auto seconds = elapsed_ns / 1'000'000'000;
  const auto rest_ns = elapsed_ns % 1'000'000'000;
  return seconds * rate_hz + rest_ns * rate_hz / 1'000'000'000;
}

Mixer SharedState::mixer() const {
  return {layout_->playback_on != 0, layout_->playback_volume};
}

void SharedState::set_playback_on(bool on) {
  layout_->playback_on = on;
}

void SharedState::set_playback_volume(int volume) {
  layout_->playback_volume = std::clamp(volume, 0, Mixer::max_volume);
}

void SharedState::play(std::int64_t first, std::span<const float> samples) {
  const auto silent_from =
      std::max(layout_->played_end.load(), first - ring_size);
  for (auto index = silent_from; index < first; ++index)
    layout_->put(index, 0);
  for (const float sample : samples)
    layout_->put(first++, sample);
  layout_->played_end = first;
}

void SharedState::stop_playing(std::int64_t end) {
  layout_->played_end = std::min(layout_->played_end.load(), end);
}

void SharedState::read_played(std::int64_t first,
                              std::span<float> samples) const {
  const auto end = layout_->played_end.load();
  for (auto& sample : samples) {
    const bool there = first >= 0 && first < end && first >= end - ring_size;
    sample =
        there ? layout_->ring[slot(first)].load(std::memory_order_relaxed) : 0;
    ++first;
  }
}

std::int64_t SharedState::played_end() const {
  return layout_->played_end;
}

}  // namespace soundcheck::bench
