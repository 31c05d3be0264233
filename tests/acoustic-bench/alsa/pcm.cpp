// The PCM plugin: what alsa-lib calls when a configuration says
// `type soundcheck_bench`.

#include <cerrno>
#include <exception>

#include "tests/acoustic-bench/alsa/config.hpp"
#include "tests/acoustic-bench/alsa/stream.hpp"

namespace soundcheck::bench {

namespace {

int open_pcm(snd_pcm_t** pcm,
             const char* name,
             snd_config_t* conf,
             snd_pcm_stream_t direction,
             int mode) {
  BenchConfig config;
  if (const int error = read_config(conf, config); error < 0)
    return error;
  FaultFile faults(config.faults);
  if (faults.current().absent)
    return -ENODEV;
  auto state = SharedState::open(config.state);
  if (!state) {
    const int error = errno;
    SNDERR("soundcheck_bench: cannot map %s", config.state.c_str());
    return -error;
  }
  if (faults.current().busy ||
      !state->reserve(direction == SND_PCM_STREAM_PLAYBACK
                          ? SharedState::Stream::playback
                          : SharedState::Stream::capture)) {
    return -EBUSY;
  }
  auto stream = std::make_unique<PcmStream>(std::move(state), std::move(faults),
                                            config.records_playback);
  const int error = stream->create(name, direction, mode);
  if (error < 0) {
    // Once there is a handle, closing it deletes the stream.
    if (auto* const handle = stream->handle()) {
      static_cast<void>(stream.release());
      snd_pcm_close(handle);
    }
    return error;
  }
  *pcm = stream.release()->handle();
  return 0;
}

}  // namespace

}  // namespace soundcheck::bench

extern "C" {

[[gnu::visibility("default")]] SND_PCM_PLUGIN_DEFINE_FUNC(soundcheck_bench) {
  (void)root;
  try {
    return soundcheck::bench::open_pcm(pcmp, name, conf, stream, mode);
  } catch (const std::exception& e) {
    SNDERR("soundcheck_bench: %s", e.what());
    return -ENOMEM;
  }
}

[[gnu::visibility("default")]] SND_PCM_PLUGIN_SYMBOL(soundcheck_bench);
}
