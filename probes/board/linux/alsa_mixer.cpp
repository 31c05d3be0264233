#include "probes/board/linux/alsa_mixer.hpp"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <cmath>
#include <memory>

#include "probes/board/linux/alsa_error.hpp"

namespace soundcheck {

namespace {

struct Close {
  void operator()(snd_mixer_t* mixer) const { snd_mixer_close(mixer); }
};
using MixerHandle = std::unique_ptr<snd_mixer_t, Close>;

Result<MixerHandle> open_mixer(const std::string& device) {
  snd_mixer_t* opened = nullptr;
  int code = snd_mixer_open(&opened, 0);
  if (code < 0)
    return alsa_error(code, "opening a mixer for", device);
  MixerHandle mixer(opened);
  code = snd_mixer_attach(opened, device.c_str());
  if (code < 0)
    return alsa_error(code, "opening the mixer of", device);
  code = snd_mixer_selem_register(opened, nullptr, nullptr);
  if (code >= 0)
    code = snd_mixer_load(opened);
  if (code < 0)
    return alsa_error(code, "reading the mixer of", device);
  return mixer;
}

std::string names(snd_mixer_t* mixer) {
  std::string all;
  for (auto* e = snd_mixer_first_elem(mixer); e; e = snd_mixer_elem_next(e))
    all += (all.empty() ? "" : ", ") + std::string(snd_mixer_selem_get_name(e));
  return all.empty() ? "none" : all;
}

// Channels may differ. One that sounds is enough to hear a tone, so the state
// told is that of the loudest.
template <class Read>
void each_channel(snd_mixer_elem_t* element, Read read) {
  for (int c = 0; c <= SND_MIXER_SCHN_LAST; ++c) {
    const auto channel = static_cast<snd_mixer_selem_channel_id_t>(c);
    if (snd_mixer_selem_has_playback_channel(element, channel))
      read(channel);
  }
}

void read_switch(snd_mixer_elem_t* element, MixerState& state) {
  if (!snd_mixer_selem_has_playback_switch(element))
    return;
  each_channel(element, [element,
                         &state](snd_mixer_selem_channel_id_t channel) {
    int on = 0;
    if (snd_mixer_selem_get_playback_switch(element, channel, &on) == 0)
      state.playback_switch_on = state.playback_switch_on.value_or(false) || on;
  });
}

struct Steps {
  long min = 0;
  long max = 0;
};

void read_channel_volume(snd_mixer_elem_t* element,
                         snd_mixer_selem_channel_id_t channel,
                         Steps steps,
                         MixerState& state) {
  long step = 0, hundredths_db = 0;
  if (steps.max > steps.min &&
      snd_mixer_selem_get_playback_volume(element, channel, &step) == 0) {
    const double percent = 100.0 * static_cast<double>(step - steps.min) /
                           static_cast<double>(steps.max - steps.min);
    state.playback_volume_percent =
        std::max(state.playback_volume_percent.value_or(percent), percent);
  }
  // A step that mutes has no decibels; ALSA then says -99999.99.
  if (snd_mixer_selem_get_playback_dB(element, channel, &hundredths_db) == 0 &&
      hundredths_db > SND_CTL_TLV_DB_GAIN_MUTE) {
    const double db = static_cast<double>(hundredths_db) / 100;
    state.playback_volume_db =
        std::max(state.playback_volume_db.value_or(db), db);
  }
}

void read_volume(snd_mixer_elem_t* element, MixerState& state) {
  if (!snd_mixer_selem_has_playback_volume(element))
    return;
  Steps steps;
  snd_mixer_selem_get_playback_volume_range(element, &steps.min, &steps.max);
  each_channel(element,
               [element, steps, &state](snd_mixer_selem_channel_id_t channel) {
                 read_channel_volume(element, channel, steps, state);
               });
}

Result<snd_mixer_elem_t*> find(snd_mixer_t* mixer,
                               const std::string& device,
                               const std::string& control) {
  snd_mixer_selem_id_t* id = nullptr;
  snd_mixer_selem_id_alloca(&id);
  snd_mixer_selem_id_set_name(id, control.c_str());
  auto* const element = snd_mixer_find_selem(mixer, id);
  if (!element) {
    return Error(Errc::unsupported, "the mixer of " + device +
                                        " has no control \"" + control +
                                        "\", it has: " + names(mixer));
  }
  return element;
}

int set_volume(snd_mixer_elem_t* element, double percent) {
  Steps steps;
  snd_mixer_selem_get_playback_volume_range(element, &steps.min, &steps.max);
  const auto range = static_cast<double>(steps.max - steps.min);
  return snd_mixer_selem_set_playback_volume_all(
      element, steps.min + std::lround(percent / 100 * range));
}

}  // namespace

Result<MixerState> read_mixer_blocking(const std::string& device,
                                       const std::string& control) {
  const AlsaComplaints complaints;
  const auto mixer = open_mixer(device);
  if (!mixer)
    return mixer.error();
  const auto element = find(mixer->get(), device, control);
  if (!element)
    return element.error();
  MixerState state;
  state.control = control;
  read_switch(*element, state);
  read_volume(*element, state);
  return state;
}

Result<void> write_mixer_blocking(const std::string& device,
                                  const std::string& control,
                                  const MixerState& state) {
  const AlsaComplaints complaints;
  const auto mixer = open_mixer(device);
  if (!mixer)
    return mixer.error();
  const auto element = find(mixer->get(), device, control);
  if (!element)
    return element.error();
  int code = 0;
  if (state.playback_switch_on) {
    code = snd_mixer_selem_set_playback_switch_all(*element,
                                                   *state.playback_switch_on);
  }
  if (code >= 0 && state.playback_volume_percent)
    code = set_volume(*element, *state.playback_volume_percent);
  if (code < 0)
    return alsa_error(code, "setting the mixer of", device);
  return {};
}

}  // namespace soundcheck
