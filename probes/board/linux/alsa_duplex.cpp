#include "probes/board/linux/alsa_duplex.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "probes/board/linux/alsa_error.hpp"
#include "probes/board/linux/alsa_pcm.hpp"

namespace soundcheck {

namespace {

/// Makes poll() see a stop.
class StopDescriptor {
 public:
  StopDescriptor() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~StopDescriptor() {
    if (descriptor_ >= 0)
      ::close(descriptor_);
  }
  StopDescriptor(const StopDescriptor&) = delete;
  StopDescriptor& operator=(const StopDescriptor&) = delete;

  void signal() const {
    const std::uint64_t once = 1;
    while (::write(descriptor_, &once, sizeof once) < 0 && errno == EINTR) {
    }
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// What is still to be played: the stimulus, then silence.
class Playlist {
 public:
  explicit Playlist(std::span<const float> stimulus) : stimulus_(stimulus) {}

  std::span<const float> next() const {
    if (stimulus_.empty())
      return silence_;
    return stimulus_;
  }
  void played(std::size_t frames) {
    if (!stimulus_.empty())
      stimulus_ = stimulus_.subspan(frames);
  }

 private:
  std::span<const float> stimulus_;
  std::array<float, 4096> silence_{};
};

class Duplex {
 public:
  /// Without a speaker it listens.
  Duplex(std::optional<AlsaPcm> speaker,
         AlsaPcm microphones,
         const SoundRequest& request)
      : speaker_(std::move(speaker)),
        microphones_(std::move(microphones)),
        playlist_(request.stimulus),
        wanted_(static_cast<std::size_t>(
            std::lround(request.record_seconds * request.rate_hz))) {
    recording_.rate_hz = request.rate_hz;
    recording_.microphones.resize(microphones_.channels());
    recording_.full_scale_samples.resize(microphones_.channels());
    recording_.codes.resize(microphones_.channels());
    for (auto& samples : recording_.microphones)
      samples.reserve(wanted_);
  }

  Result<Recording> run(std::atomic<double>& done,
                        const std::stop_token& stop,
                        int stop_descriptor);

 private:
  /// False: it came to its end, by success or by an xrun.
  Result<bool> fill();
  Result<bool> drain();
  Result<void> start();
  Result<void> wait(int stop_descriptor);

  std::optional<AlsaPcm> speaker_;
  AlsaPcm microphones_;
  Playlist playlist_;
  std::size_t wanted_;
  std::size_t recorded_ = 0;
  Recording recording_;
  std::vector<pollfd> descriptors_;
  bool speaker_ready_ = false;
  bool microphones_ready_ = true;
};

Result<bool> Duplex::fill() {
  for (;;) {
    const auto moved = speaker_->write(playlist_.next());
    if (!moved)
      return moved.error();
    if (moved->xrun) {
      ++recording_.playback_xruns;
      return false;
    }
    if (moved->frames == 0)
      return true;
    playlist_.played(moved->frames);
  }
}

Result<bool> Duplex::drain() {
  const auto moved = microphones_.read(wanted_ - recorded_, recording_);
  if (!moved)
    return moved.error();
  if (moved->xrun) {
    ++recording_.capture_xruns;
    return false;
  }
  recorded_ += moved->frames;
  return recorded_ < wanted_;
}

Result<void> Duplex::start() {
  if (!speaker_)
    return microphones_.start();
  // Full before the start, and one right after the other. snd_pcm_link would
  // be closer, but not every device has it and the analysis needs it not.
  const auto filled = fill();
  if (!filled)
    return filled.error();
  const auto before = std::chrono::steady_clock::now();
  if (auto started = microphones_.start(); !started)
    return started;
  auto started = speaker_->start();
  recording_.start_spread_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - before)
          .count();
  return started;
}

Result<void> Duplex::wait(int stop_descriptor) {
  constexpr int patience_ms = 3000;
  descriptors_.clear();
  if (speaker_)
    speaker_->add_descriptors(descriptors_);
  microphones_.add_descriptors(descriptors_);
  descriptors_.push_back({stop_descriptor, POLLIN, 0});
  const int count =
      ::poll(descriptors_.data(), descriptors_.size(), patience_ms);
  if (count < 0 && errno != EINTR) {
    return Error(Errc::io, std::string("waiting for the sound device: ") +
                               std::strerror(errno));
  }
  if (count == 0)
    return Error(Errc::timeout, "the sound device stands still");
  const std::span all(descriptors_);
  const auto split = speaker_ ? speaker_->descriptor_count() : 0;
  speaker_ready_ = speaker_ && speaker_->ready(all.first(split));
  microphones_ready_ =
      microphones_.ready(all.subspan(split, microphones_.descriptor_count()));
  return {};
}

Result<Recording> Duplex::run(std::atomic<double>& done,
                              const std::stop_token& stop,
                              int stop_descriptor) {
  if (auto started = start(); !started)
    return started.error();
  for (bool goes_on = true; goes_on;) {
    if (auto waited = wait(stop_descriptor); !waited)
      return waited.error();
    if (stop.stop_requested())
      return Error(Errc::cancelled, "stopped");
    Result<bool> alive = true;
    if (speaker_ready_)
      alive = fill();
    if (alive && *alive && microphones_ready_)
      alive = drain();
    if (!alive)
      return alive.error();
    goes_on = *alive;
    done = static_cast<double>(recorded_) / static_cast<double>(wanted_);
  }
  return std::move(recording_);
}

unsigned channels_for(const SoundRequest& request, const AlsaDevices& devices) {
  if (request.microphones == 0 || devices.playback_channel == 0)
    return request.microphones;
  return request.microphones + 1;
}

template <class Item>
Item take_out(std::vector<Item>& items, std::size_t at) {
  Item item = std::move(items[at]);
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
  return item;
}

/// One channel is no microphone, it carries what is played.
Result<Recording> with_playback_apart(Recording recording,
                                      const AlsaDevices& devices) {
  const std::size_t channel = devices.playback_channel;
  const auto channels = recording.microphones.size();
  if (channel > channels)
    return Error(Errc::unsupported,
                 devices.capture + " has " + std::to_string(channels) +
                     " channels, so what is played cannot be in channel " +
                     std::to_string(channel));
  recording.playback = take_out(recording.microphones, channel - 1);
  take_out(recording.full_scale_samples, channel - 1);
  take_out(recording.codes, channel - 1);
  return recording;
}

}  // namespace

Result<Recording> play_and_record_blocking(const AlsaDevices& devices,
                                           const SoundRequest& request,
                                           std::atomic<double>& done,
                                           const std::stop_token& stop) {
  const AlsaComplaints complaints;
  const StopDescriptor woken;
  const std::stop_callback wake(stop, [&woken] { woken.signal(); });
  AlsaPcm::Wish wish{devices.capture, AlsaPcm::Direction::capture,
                     request.rate_hz, channels_for(request, devices)};
  auto microphones = AlsaPcm::open(wish);
  if (!microphones)
    return microphones.error();
  std::optional<AlsaPcm> speaker;
  if (!request.stimulus.empty()) {
    wish = {devices.playback, AlsaPcm::Direction::playback, request.rate_hz, 0};
    auto opened = AlsaPcm::open(wish);
    if (!opened)
      return opened.error();
    speaker.emplace(std::move(*opened));
  }
  Duplex duplex(std::move(speaker), std::move(*microphones), request);
  auto recording = duplex.run(done, stop, woken.descriptor());
  if (!recording || devices.playback_channel == 0)
    return recording;
  return with_playback_apart(std::move(*recording), devices);
}

}  // namespace soundcheck
