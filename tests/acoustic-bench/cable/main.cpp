// Joins the far ends of two sound cables of the kernel (snd-aloop), so that
// what a speaker plays into one reaches its microphones through the other.
#include <CLI/CLI.hpp>
#include <alsa/asoundlib.h>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "tests/acoustic-bench/cable/cable.hpp"
#include "tests/acoustic-bench/fault_file.hpp"

using namespace soundcheck::bench;

namespace {

constexpr unsigned rate_hz = 48000;
constexpr std::size_t period = 1024;  // 21 ms
// An emulated processor is at times away for longer than a period.
constexpr snd_pcm_uframes_t buffer = 8 * period;
constexpr std::size_t periods_ahead = 6;

struct Close {
  void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
};
using Pcm = std::unique_ptr<snd_pcm_t, Close>;

void check(long code, const std::string& doing) {
  if (code < 0)
    throw std::runtime_error(doing + ": " +
                             snd_strerror(static_cast<int>(code)));
}

Pcm open(const std::string& device,
         snd_pcm_stream_t direction,
         std::size_t channels) {
  snd_pcm_t* opened = nullptr;
  check(snd_pcm_open(&opened, device.c_str(), direction, 0),
        "opening " + device);
  Pcm pcm(opened);
  snd_pcm_hw_params_t* hardware = nullptr;
  snd_pcm_hw_params_alloca(&hardware);
  snd_pcm_hw_params_any(opened, hardware);
  const auto settle = [&](int code) { check(code, "setting up " + device); };
  settle(snd_pcm_hw_params_set_access(opened, hardware,
                                      SND_PCM_ACCESS_RW_INTERLEAVED));
  settle(snd_pcm_hw_params_set_format(opened, hardware, SND_PCM_FORMAT_S16_LE));
  settle(snd_pcm_hw_params_set_channels(opened, hardware,
                                        static_cast<unsigned>(channels)));
  settle(snd_pcm_hw_params_set_rate(opened, hardware, rate_hz, 0));
  settle(snd_pcm_hw_params_set_period_size(opened, hardware, period, 0));
  settle(snd_pcm_hw_params_set_buffer_size(opened, hardware, buffer));
  settle(snd_pcm_hw_params(opened, hardware));
  return pcm;
}

/// After an xrun the cable goes on; what was lost is silence.
bool went_on(snd_pcm_t* pcm, snd_pcm_sframes_t result, const char* doing) {
  if (result >= 0)
    return true;
  check(snd_pcm_recover(pcm, static_cast<int>(result), 1), doing);
  return false;
}

void run(const std::string& from,
         const std::string& to,
         const std::string& fault_file) {
  const auto loudspeaker =
      open(from, SND_PCM_STREAM_CAPTURE, Cable::channels_played);
  const auto microphones = open(to, SND_PCM_STREAM_PLAYBACK, microphone_count);
  FaultFile faults(fault_file);
  Cable cable;
  std::vector<std::int16_t> played(period * Cable::channels_played);
  std::vector<std::int16_t> heard(period * microphone_count);
  const std::vector<std::int16_t> silence(periods_ahead * period *
                                          microphone_count);
  bool ahead = false;
  for (;;) {
    if (!ahead) {
      ahead = went_on(microphones.get(),
                      snd_pcm_writei(microphones.get(), silence.data(),
                                     periods_ahead * period),
                      "playing");
    }
    if (!went_on(loudspeaker.get(),
                 snd_pcm_readi(loudspeaker.get(), played.data(), period),
                 "recording"))
      continue;
    cable.carry(played, faults.current(), heard);
    ahead = went_on(microphones.get(),
                    snd_pcm_writei(microphones.get(), heard.data(), period),
                    "playing");
  }
}

}  // namespace

int main(int count, char** words) {
  CLI::App app(
      "Carries what a loudspeaker plays to four microphones, until it is "
      "ended. Exit status 1: a sound device failed.");
  std::string from, to, faults;
  app.add_option("--from", from, "ALSA device that records the loudspeaker")
      ->required();
  app.add_option("--to", to, "ALSA device that plays to the microphones")
      ->required();
  app.add_option("--faults", faults,
                 "file of key=value lines, read again when it changes");
  CLI11_PARSE(app, count, words);
  try {
    run(from, to, faults);
  } catch (const std::exception& error) {
    std::cerr << "soundcheck-cable: " << error.what() << '\n';
  }
  return EXIT_FAILURE;
}
