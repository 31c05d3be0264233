#include "probes/board/linux/alsa_pcm.hpp"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <cerrno>
#include <cstdlib>

#include "probes/board/linux/alsa_error.hpp"

namespace soundcheck {

namespace {

// A second, because a run with an xrun is lost, while stopping early costs
// nothing: what was written ahead is dropped.
constexpr unsigned buffer_us = 1'000'000;
constexpr unsigned period_us = 50'000;
constexpr unsigned most_channels = 9;  // eight microphones, the playback

snd_pcm_stream_t stream_of(AlsaPcm::Direction direction) {
  return direction == AlsaPcm::Direction::playback ? SND_PCM_STREAM_PLAYBACK
                                                   : SND_PCM_STREAM_CAPTURE;
}

/// Lost samples show as EPIPE; a suspend stops the stream as well.
bool is_xrun(snd_pcm_sframes_t code) {
  return code == -EPIPE || code == -ESTRPIPE;
}

template <class Code>
float to_float(Code code) {
  return static_cast<float>(static_cast<double>(code) /
                            (1.0 + std::numeric_limits<Code>::max()));
}

template <class Code>
Code to_code(float sample) {
  constexpr double top = std::numeric_limits<Code>::max();
  const double clamped =
      std::clamp(static_cast<double>(sample) * (top + 1), -top - 1, top);
  return static_cast<Code>(clamped);
}

/// By the upper 16 bits: a 24-bit converter never fills all 32.
template <class Code>
bool is_full_scale(Code code) {
  const auto upper = code >> (8 * sizeof(Code) - 16);
  return upper == 32767 || upper == -32768;
}

template <class Code>
void spread(std::span<const float> mono,
            unsigned channels,
            std::vector<Code>& codes) {
  codes.clear();
  for (const float sample : mono)
    codes.insert(codes.end(), channels, to_code<Code>(sample));
}

template <class Code>
void gather(const std::vector<Code>& codes,
            std::size_t frames,
            unsigned converter_bits,
            Recording& recording) {
  const auto channels = recording.microphones.size();
  // A converter's bits are the upper ones of a wider format.
  const auto padding = 8 * sizeof(Code) - converter_bits;
  for (std::size_t i = 0; i < frames * channels; ++i) {
    const auto channel = i % channels;
    recording.microphones[channel].push_back(to_float(codes[i]));
    recording.full_scale_samples[channel] += is_full_scale(codes[i]);
    const auto bits = static_cast<std::uint32_t>(codes[i] >> padding);
    auto& seen = recording.codes[channel];
    seen.ever_one |= bits;
    seen.always_one &= bits;
    seen.bits = converter_bits;
  }
}

}  // namespace

void AlsaPcm::Close::operator()(snd_pcm_t* pcm) const {
  // Dropping first: closing alone may wait for what is still to be played.
  snd_pcm_drop(pcm);
  snd_pcm_close(pcm);
}

Error AlsaPcm::error(int code, const char* what) const {
  return alsa_error(code, what, device_);
}

Result<AlsaPcm> AlsaPcm::open(const Wish& wish) {
  AlsaPcm pcm;
  pcm.device_ = wish.device;
  snd_pcm_t* handle = nullptr;
  const int code = snd_pcm_open(&handle, wish.device.c_str(),
                                stream_of(wish.direction), SND_PCM_NONBLOCK);
  const bool plays = wish.direction == Direction::playback;
  if (code < 0)
    return pcm.error(
        code, plays ? "opening the loudspeaker" : "opening the microphones");
  pcm.pcm_.reset(handle);
  if (auto done = pcm.configure(wish); !done)
    return done.error();
  if (auto done = pcm.start_by_hand(); !done)
    return done.error();
  return pcm;
}

bool AlsaPcm::is_missing(const std::string& device, Direction direction) {
  const AlsaComplaints complaints;
  snd_pcm_t* handle = nullptr;
  const int code = snd_pcm_open(&handle, device.c_str(), stream_of(direction),
                                SND_PCM_NONBLOCK);
  if (code >= 0)
    snd_pcm_close(handle);
  return code == -ENOENT || code == -ENODEV || code == -ENXIO;
}

namespace {

/// The loudspeaker gets the tone on both channels where there are two. Of
/// microphones the device's number is taken, if it says a number.
Result<unsigned> choose_channels(snd_pcm_t* pcm,
                                 snd_pcm_hw_params_t* hardware,
                                 const AlsaPcm::Wish& wish) {
  unsigned min = 1, max = 1;
  snd_pcm_hw_params_get_channels_min(hardware, &min);
  snd_pcm_hw_params_get_channels_max(hardware, &max);
  if (wish.channels > 0)
    return wish.channels;
  if (wish.direction == AlsaPcm::Direction::playback)
    return snd_pcm_hw_params_test_channels(pcm, hardware, 2) == 0 ? 2U : min;
  if (max > most_channels) {
    return Error(Errc::unsupported,
                 wish.device +
                     " converts to any number of channels; tell the number of "
                     "microphones in the profile");
  }
  return max;
}

}  // namespace

Result<void> AlsaPcm::configure(const Wish& wish) {
  snd_pcm_t* pcm = pcm_.get();
  snd_pcm_hw_params_t* hardware = nullptr;
  snd_pcm_hw_params_alloca(&hardware);
  int code = snd_pcm_hw_params_any(pcm, hardware);
  if (code < 0)
    return error(code, "asking what can be done with");
  code = snd_pcm_hw_params_set_access(pcm, hardware,
                                      SND_PCM_ACCESS_RW_INTERLEAVED);
  if (code < 0)
    return error(code, "interleaved samples for");
  sample_bytes_ = 4;
  code = snd_pcm_hw_params_set_format(pcm, hardware, SND_PCM_FORMAT_S32);
  if (code < 0) {
    sample_bytes_ = 2;
    code = snd_pcm_hw_params_set_format(pcm, hardware, SND_PCM_FORMAT_S16);
  }
  if (code < 0)
    return error(code, "16 or 32 bits for");
  const auto channels = choose_channels(pcm, hardware, wish);
  if (!channels)
    return channels.error();
  channels_ = *channels;
  if (snd_pcm_hw_params_set_channels(pcm, hardware, channels_) < 0) {
    return Error(
        Errc::unsupported,
        device_ + " does not have " + std::to_string(channels_) + " channels");
  }
  if (snd_pcm_hw_params_set_rate(pcm, hardware, wish.rate_hz, 0) < 0) {
    return Error(Errc::unsupported, device_ + " does not run at " +
                                        std::to_string(wish.rate_hz) + " Hz");
  }
  unsigned buffer = buffer_us, period = period_us;
  snd_pcm_hw_params_set_buffer_time_near(pcm, hardware, &buffer, nullptr);
  snd_pcm_hw_params_set_period_time_near(pcm, hardware, &period, nullptr);
  code = snd_pcm_hw_params(pcm, hardware);
  if (code < 0)
    return error(code, "setting up");
  const int bits = snd_pcm_hw_params_get_sbits(hardware);
  const auto all = 8 * sample_bytes_;
  converter_bits_ = bits > 0 ? std::min(static_cast<unsigned>(bits), all) : all;
  return {};
}

Result<void> AlsaPcm::start_by_hand() {
  snd_pcm_t* pcm = pcm_.get();
  snd_pcm_uframes_t buffer = 0, period = 0;
  snd_pcm_get_params(pcm, &buffer, &period);
  buffer_frames_ = buffer;
  snd_pcm_sw_params_t* software = nullptr;
  snd_pcm_sw_params_alloca(&software);
  snd_pcm_sw_params_current(pcm, software);
  snd_pcm_uframes_t boundary = 0;
  snd_pcm_sw_params_get_boundary(software, &boundary);
  // Both directions start at one time, so neither may start on its own.
  snd_pcm_sw_params_set_start_threshold(pcm, software, boundary);
  snd_pcm_sw_params_set_avail_min(pcm, software, period);
  const int code = snd_pcm_sw_params(pcm, software);
  if (code < 0)
    return error(code, "setting up");
  const int count = snd_pcm_poll_descriptors_count(pcm);
  if (count <= 0)
    return error(count < 0 ? count : -EIO, "polling");
  descriptor_count_ = static_cast<std::size_t>(count);
  return {};
}

Result<void> AlsaPcm::start() {
  if (const int code = snd_pcm_start(pcm_.get()); code < 0)
    return error(code, "starting");
  return {};
}

Result<AlsaPcm::Moved> AlsaPcm::write(std::span<const float> mono) {
  const auto room = snd_pcm_avail_update(pcm_.get());
  if (is_xrun(room))
    return Moved{0, true};
  if (room < 0)
    return error(static_cast<int>(room), "playing on");
  mono = mono.first(std::min(mono.size(), static_cast<std::size_t>(room)));
  if (mono.empty())
    return Moved{};
  const void* codes = nullptr;
  if (sample_bytes_ == 2) {
    spread(mono, channels_, codes16_);
    codes = codes16_.data();
  } else {
    spread(mono, channels_, codes32_);
    codes = codes32_.data();
  }
  const auto written = snd_pcm_writei(pcm_.get(), codes, mono.size());
  if (is_xrun(written))
    return Moved{0, true};
  if (written < 0 && written != -EAGAIN)
    return error(static_cast<int>(written), "playing on");
  return Moved{written < 0 ? 0 : static_cast<std::size_t>(written), false};
}

Result<AlsaPcm::Moved> AlsaPcm::read(std::size_t most, Recording& recording) {
  const auto there = snd_pcm_avail_update(pcm_.get());
  if (is_xrun(there))
    return Moved{0, true};
  if (there < 0)
    return error(static_cast<int>(there), "recording from");
  const auto frames = std::min(most, static_cast<std::size_t>(there));
  if (frames == 0)
    return Moved{};
  void* codes = nullptr;
  if (sample_bytes_ == 2) {
    codes16_.resize(frames * channels_);
    codes = codes16_.data();
  } else {
    codes32_.resize(frames * channels_);
    codes = codes32_.data();
  }
  const auto got = snd_pcm_readi(pcm_.get(), codes, frames);
  if (is_xrun(got))
    return Moved{0, true};
  if (got < 0 && got != -EAGAIN)
    return error(static_cast<int>(got), "recording from");
  const auto count = got < 0 ? 0 : static_cast<std::size_t>(got);
  if (sample_bytes_ == 2)
    gather(codes16_, count, converter_bits_, recording);
  else
    gather(codes32_, count, converter_bits_, recording);
  return Moved{count, false};
}

void AlsaPcm::add_descriptors(std::vector<pollfd>& all) {
  const auto begin = all.size();
  all.resize(begin + descriptor_count_);
  snd_pcm_poll_descriptors(pcm_.get(), all.data() + begin,
                           static_cast<unsigned>(descriptor_count_));
}

bool AlsaPcm::ready(std::span<pollfd> mine) {
  unsigned short events = 0;
  const int code = snd_pcm_poll_descriptors_revents(
      pcm_.get(), mine.data(), static_cast<unsigned>(mine.size()), &events);
  // An error is work too: the next transfer tells which.
  return code < 0 || events != 0;
}

}  // namespace soundcheck
