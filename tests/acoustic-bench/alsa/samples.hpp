#pragma once

#include <alsa/asoundlib.h>
#include <span>

namespace soundcheck::bench {

// Between ALSA's areas in S16_LE or S32_LE and floats of -1..1.

/// The mean of all channels: the speaker has one driver.
void read_mono(std::span<const snd_pcm_channel_area_t> channels,
               snd_pcm_uframes_t offset,
               snd_pcm_format_t format,
               std::span<float> samples);

void write_channel(const snd_pcm_channel_area_t& channel,
                   snd_pcm_uframes_t offset,
                   snd_pcm_format_t format,
                   std::span<const float> samples);

}  // namespace soundcheck::bench
