#pragma once

#include <alsa/asoundlib.h>
#include <span>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

// Between ALSA's areas in S16_LE or S32_LE and floats of -1..1.

/// The mean of all channels: the speaker has one driver.
void read_mono(std::span<const snd_pcm_channel_area_t> channels,
               snd_pcm_uframes_t offset,
               snd_pcm_format_t format,
               std::span<float> samples);

/// By the converter of a microphone with these faults.
void write_channel(const snd_pcm_channel_area_t& channel,
                   snd_pcm_uframes_t offset,
                   snd_pcm_format_t format,
                   const MicrophoneFaults& faults,
                   std::span<const float> samples);

}  // namespace soundcheck::bench
