#include "probes/board/linux/sound_alsa.hpp"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "probes/board/linux/alsa_duplex.hpp"
#include "probes/board/linux/alsa_mixer.hpp"
#include "probes/board/linux/alsa_pcm.hpp"
#include "probes/board/race.hpp"

namespace soundcheck {

namespace asio = boost::asio;

namespace {

/// Tells the share on the daemon's thread; the recording thread only leaves it
/// in `done`. Ends when it is cancelled.
asio::awaitable<void> tell_progress(const std::function<void(double)>& tell,
                                    const std::atomic<double>& done) {
  using namespace std::chrono_literals;
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    timer.expires_after(100ms);
    const auto [error] =
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error)
      co_return;
    tell(done);
  }
}

using RecordingJob = std::function<Result<Recording>(std::stop_token)>;

asio::awaitable<void> record_into(Result<Recording>& answer,
                                  Worker& worker,
                                  const RecordingJob& job) {
  answer = co_await run_blocking(worker, job);
}

}  // namespace

SoundAlsa::SoundAlsa(Worker& worker, AlsaDevices devices)
    : worker_(worker), devices_(std::move(devices)) {}

Task<Recording> SoundAlsa::play_and_record(SoundRequest request) {
  // In this frame, which outlives the job: it is waited for in every case.
  std::atomic<double> done = 0;
  const RecordingJob job = [this, &request, &done](std::stop_token stop) {
    return play_and_record_blocking(devices_, request, done, stop);
  };
  if (!request.on_progress)
    co_return co_await run_blocking(worker_, job);
  co_await asio::this_coro::throw_if_cancelled(false);
  Result<Recording> answer = Error(Errc::internal, "never recorded");
  const auto first = co_await race(record_into(answer, worker_, job),
                                   tell_progress(request.on_progress, done));
  if (first == 0)
    co_return answer;
  co_return Error(Errc::cancelled, "stopped");
}

Task<SoundDevices> SoundAlsa::devices() {
  const std::function<Result<SoundDevices>(std::stop_token)> job =
      [this](std::stop_token) -> Result<SoundDevices> {
    const auto is_missing = [](const std::string& name,
                               AlsaPcm::Direction direction) {
      return name != "default" && AlsaPcm::is_missing(name, direction);
    };
    return SoundDevices{
        is_missing(devices_.playback, AlsaPcm::Direction::playback),
        is_missing(devices_.capture, AlsaPcm::Direction::capture)};
  };
  return run_blocking(worker_, job);
}

Task<MixerState> SoundAlsa::mixer() {
  const std::function<Result<MixerState>(std::stop_token)> job =
      [this](std::stop_token) {
        return read_mixer_blocking(devices_.mixer, devices_.mixer_control);
      };
  return run_blocking(worker_, job);
}

}  // namespace soundcheck
