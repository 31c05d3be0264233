#include "tests/acoustic-bench/alsa/stream.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <poll.h>
#include <span>
#include <sys/timerfd.h>
#include <unistd.h>

#include "tests/acoustic-bench/acoustics.hpp"
#include "tests/acoustic-bench/alsa/samples.hpp"

namespace soundcheck::bench {

namespace {

/// A converter takes its time. More than a microphone whose clock differs looks
/// ahead.
constexpr std::int64_t output_delay = 48;

}  // namespace

PcmStream::PcmStream(std::unique_ptr<SharedState> state,
                     FaultFile faults,
                     bool records_playback)
    : state_(std::move(state)),
      faults_(std::move(faults)),
      records_playback_(records_playback) {}

PcmStream::~PcmStream() {
  if (timer_ >= 0)
    ::close(timer_);
}

int PcmStream::create(const char* name, snd_pcm_stream_t direction, int mode) {
  timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer_ < 0)
    return -errno;
  io_.version = SND_PCM_IOPLUG_VERSION;
  io_.name = "soundcheck acoustic bench";
  // Positions that wrap at the boundary, not at the buffer's end: a late reader
  // of a whole buffer would not be seen otherwise.
  io_.flags = SND_PCM_IOPLUG_FLAG_MONOTONIC | SND_PCM_IOPLUG_FLAG_BOUNDARY_WA;
  io_.callback = &callbacks();
  io_.private_data = this;
  io_.poll_fd = timer_;
  io_.poll_events = POLLIN;
  if (const int error = snd_pcm_ioplug_create(&io_, name, direction, mode);
      error < 0) {
    return error;
  }
  return constrain();
}

int PcmStream::constrain() {
  // Without mmap access the plug plugin could not convert on top of us.
  static constexpr unsigned accesses[] = {
      SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_RW_NONINTERLEAVED,
      SND_PCM_ACCESS_MMAP_INTERLEAVED, SND_PCM_ACCESS_MMAP_NONINTERLEAVED};
  static constexpr unsigned formats[] = {SND_PCM_FORMAT_S16_LE,
                                         SND_PCM_FORMAT_S32_LE};
  const unsigned more = records_playback_ ? 1 : 0;
  const unsigned channels = plays() ? 2 : microphone_count + more;
  struct Range {
    int what;
    unsigned min, max;
  };
  const Range ranges[] = {
      {SND_PCM_IOPLUG_HW_RATE, rate_hz, rate_hz},
      {SND_PCM_IOPLUG_HW_CHANNELS, 1, channels},
      {SND_PCM_IOPLUG_HW_PERIOD_BYTES, 64, 1 << 18},
      {SND_PCM_IOPLUG_HW_PERIODS, 2, 64},
      {SND_PCM_IOPLUG_HW_BUFFER_BYTES, 256, 1 << 20},
  };
  int error = snd_pcm_ioplug_set_param_list(&io_, SND_PCM_IOPLUG_HW_ACCESS,
                                            std::size(accesses), accesses);
  if (error >= 0) {
    error = snd_pcm_ioplug_set_param_list(&io_, SND_PCM_IOPLUG_HW_FORMAT,
                                          std::size(formats), formats);
  }
  for (const auto& range : ranges) {
    if (error >= 0) {
      error = snd_pcm_ioplug_set_param_minmax(&io_, range.what, range.min,
                                              range.max);
    }
  }
  return error;
}

void PcmStream::prepare() {
  running_ = false;
  before_start_.clear();
  if (!plays())
    furnish();
}

void PcmStream::furnish() {
  room_ = faults_.current().room;
  responses_ = room_responses(acoustics(room_));
}

void PcmStream::start() {
  if (!plays() && (responses_.empty() || faults_.current().room != room_))
    furnish();
  started_at_ = state_->now();
  running_ = true;
  if (!plays()) {
    recording_.emplace(
        faults_.current(), started_at_,
        [this](std::int64_t first, std::span<float> samples) {
          state_->read_played(first, samples);
        },
        std::move(responses_));
    responses_.clear();
  }
  if (!before_start_.empty())
    state_->play(started_at_ + output_delay, before_start_);
  before_start_.clear();
}

void PcmStream::stop() {
  // What the application wrote ahead is never heard.
  if (running_ && plays()) {
    const auto reached = std::min(hardware_position(), application_position());
    state_->stop_playing(started_at_ + output_delay + reached);
  }
  running_ = false;
}

std::int64_t PcmStream::hardware_position() const {
  const auto elapsed = state_->now() - started_at_;
  return recording_ ? recording_->clock().taken_after(elapsed) : elapsed;
}

bool PcmStream::xrun_due() {
  const double after_s = faults_.current().xrun_capture_s;
  if (plays() || xrun_done_ || after_s <= 0 ||
      static_cast<double>(hardware_position()) < after_s * rate_hz) {
    return false;
  }
  // Once for each time the device is opened, so that a reader that recovers
  // comes to an end.
  xrun_done_ = true;
  return true;
}

snd_pcm_sframes_t PcmStream::pointer() {
  if (!running_)
    return 0;
  auto position = hardware_position();
  const auto application = application_position();
  if (xrun_due())
    return -EPIPE;
  if (plays() && position > application) {
    if (io_.state != SND_PCM_STATE_DRAINING)
      return -EPIPE;
    position = application;
  }
  if (!plays() &&
      position - application > static_cast<std::int64_t>(io_.buffer_size)) {
    return -EPIPE;
  }
  const auto wrap =
      static_cast<std::int64_t>(boundary_ > 0 ? boundary_ : io_.buffer_size);
  return static_cast<snd_pcm_sframes_t>(position % wrap);
}

snd_pcm_sframes_t PcmStream::transfer(const snd_pcm_channel_area_t* areas,
                                      snd_pcm_uframes_t offset,
                                      snd_pcm_uframes_t frames) {
  if (plays())
    play(areas, offset, frames);
  else
    record(areas, offset, frames);
  return static_cast<snd_pcm_sframes_t>(frames);
}

void PcmStream::play(const snd_pcm_channel_area_t* areas,
                     snd_pcm_uframes_t offset,
                     std::size_t frames) {
  played_.resize(frames);
  read_mono({areas, io_.channels}, offset, io_.format, played_);
  if (running_) {
    state_->play(started_at_ + output_delay + application_position(), played_);
  } else {
    before_start_.insert(before_start_.end(), played_.begin(), played_.end());
  }
}

void PcmStream::record(const snd_pcm_channel_area_t* areas,
                       snd_pcm_uframes_t offset,
                       std::size_t frames) {
  heard_.resize(std::min<std::size_t>(io_.channels, microphone_count));
  std::vector<std::span<float>> views;
  for (auto& channel : heard_) {
    channel.resize(frames);
    views.emplace_back(channel);
  }
  if (!recording_)
    return;
  const auto& faults = faults_.current();
  // From the application's pointer and not from a count of our own: mmap
  // readers may ask for the same frames again.
  recording_->read(application_position(), state_->mixer(), faults, views);
  for (std::size_t c = 0; c < heard_.size(); ++c) {
    write_channel(areas[c], offset, io_.format, faults.capsule_at(c),
                  heard_[c]);
  }
  if (io_.channels > heard_.size())
    record_playback(areas[heard_.size()], offset, frames);
}

void PcmStream::record_playback(const snd_pcm_channel_area_t& area,
                                snd_pcm_uframes_t offset,
                                std::size_t frames) {
  played_.resize(frames);
  state_->read_played(started_at_ + application_position(), played_);
  write_channel(area, offset, io_.format, {}, played_);
}

void PcmStream::arm_timer() {
  // Twice a period, as coarse as 1 ms: the poll wakes and finds what is there.
  const auto period_ns =
      static_cast<std::int64_t>(io_.period_size) * 1'000'000'000 / rate_hz;
  const auto ns =
      std::clamp<std::int64_t>(period_ns / 2, 1'000'000, 500'000'000);
  itimerspec timer{};
  timer.it_interval.tv_nsec = ns;
  timer.it_value = timer.it_interval;
  timerfd_settime(timer_, 0, &timer, nullptr);
}

unsigned short PcmStream::ready_events() {
  std::uint64_t ticks = 0;
  // Drained here: a timer that stays readable would make poll() spin.
  if (::read(timer_, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
    return POLLERR;
  const unsigned short ready = plays() ? POLLOUT : POLLIN;
  const auto size = static_cast<std::int64_t>(io_.buffer_size);
  const auto position = running_ ? hardware_position() : 0;
  const auto available = plays() ? size - (application_position() - position)
                                 : position - application_position();
  if (io_.state == SND_PCM_STATE_XRUN)
    return static_cast<unsigned short>(ready | POLLERR);
  if (io_.state == SND_PCM_STATE_DRAINING)
    return (plays() ? available >= size : available > 0) ? ready : 0;
  // More than the buffer is an xrun, which the reader learns when it asks.
  return available >= available_min_ ? ready : 0;
}

const snd_pcm_ioplug_callback_t& PcmStream::callbacks() {
  static const snd_pcm_ioplug_callback_t table = [] {
    snd_pcm_ioplug_callback_t c{};
    c.prepare = [](snd_pcm_ioplug_t* io) { return self(io).prepare(), 0; };
    c.start = [](snd_pcm_ioplug_t* io) { return self(io).start(), 0; };
    c.stop = [](snd_pcm_ioplug_t* io) { return self(io).stop(), 0; };
    c.pointer = [](snd_pcm_ioplug_t* io) { return self(io).pointer(); };
    c.transfer = [](snd_pcm_ioplug_t* io, const snd_pcm_channel_area_t* areas,
                    snd_pcm_uframes_t offset, snd_pcm_uframes_t frames) {
      return self(io).transfer(areas, offset, frames);
    };
    c.hw_params = [](snd_pcm_ioplug_t* io, snd_pcm_hw_params_t*) {
      return self(io).arm_timer(), 0;
    };
    c.sw_params = [](snd_pcm_ioplug_t* io, snd_pcm_sw_params_t* params) {
      snd_pcm_uframes_t available_min = 1;
      snd_pcm_sw_params_get_boundary(params, &self(io).boundary_);
      snd_pcm_sw_params_get_avail_min(params, &available_min);
      self(io).available_min_ = static_cast<std::int64_t>(available_min);
      return 0;
    };
    c.poll_revents = [](snd_pcm_ioplug_t* io, pollfd*, unsigned,
                        unsigned short* events) {
      *events = self(io).ready_events();
      return 0;
    };
    c.close = [](snd_pcm_ioplug_t* io) { return delete &self(io), 0; };
    return c;
  }();
  return table;
}

}  // namespace soundcheck::bench
