#pragma once

#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tests/acoustic-bench/fault_file.hpp"
#include "tests/acoustic-bench/live_recording.hpp"
#include "tests/acoustic-bench/shared_state.hpp"

namespace soundcheck::bench {

/// One open direction of the bench, behind alsa-lib's ioplug. Its clock is the
/// bench's, so playing and recording never drift apart unless a fault says so.
class PcmStream {
 public:
  /// With `records_playback` a recording has one channel more, with what is
  /// played.
  PcmStream(std::unique_ptr<SharedState> state,
            FaultFile faults,
            bool records_playback);
  ~PcmStream();
  PcmStream(const PcmStream&) = delete;
  PcmStream& operator=(const PcmStream&) = delete;

  /// Makes the ALSA handle, which then owns this object. 0 or negative errno.
  int create(const char* name, snd_pcm_stream_t direction, int mode);
  snd_pcm_t* handle() const { return io_.pcm; }

 private:
  static const snd_pcm_ioplug_callback_t& callbacks();
  static PcmStream& self(snd_pcm_ioplug_t* io) {
    return *static_cast<PcmStream*>(io->private_data);
  }
  int constrain();

  void prepare();
  void furnish();  ///< makes the room before time begins
  void start();
  void stop();
  snd_pcm_sframes_t pointer();
  snd_pcm_sframes_t transfer(const snd_pcm_channel_area_t* areas,
                             snd_pcm_uframes_t offset,
                             snd_pcm_uframes_t frames);
  void arm_timer();
  unsigned short ready_events();

  bool plays() const { return io_.stream == SND_PCM_STREAM_PLAYBACK; }
  std::int64_t application_position() const {
    return static_cast<std::int64_t>(io_.appl_ptr);
  }
  /// Frames that passed the converter since the start.
  std::int64_t hardware_position() const;
  bool xrun_due();
  void play(const snd_pcm_channel_area_t* areas,
            snd_pcm_uframes_t offset,
            std::size_t frames);
  void record(const snd_pcm_channel_area_t* areas,
              snd_pcm_uframes_t offset,
              std::size_t frames);
  void record_playback(const snd_pcm_channel_area_t& area,
                       snd_pcm_uframes_t offset,
                       std::size_t frames);

  snd_pcm_ioplug_t io_{};
  std::unique_ptr<SharedState> state_;
  FaultFile faults_;
  bool records_playback_;
  std::optional<LiveRecording> recording_;
  std::uint64_t room_ = 0;                     ///< of `responses_`
  std::vector<std::vector<float>> responses_;  ///< for the next recording
  int timer_ = -1;
  snd_pcm_uframes_t boundary_ = 0;
  std::int64_t available_min_ = 1;
  bool running_ = false;
  bool xrun_done_ = false;
  std::int64_t started_at_ = 0;  ///< in the bench's time
  std::vector<float> before_start_;
  std::vector<float> played_;
  std::vector<std::vector<float>> heard_;
};

}  // namespace soundcheck::bench
