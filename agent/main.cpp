#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>

#include "agent/agent.hpp"
#include "agent/command_line.hpp"
#include "agent/log.hpp"
#include "agent/service_manager.hpp"
#include "probes/board/linux/chime_alsa.hpp"
#include "probes/board/linux/light_sysfs.hpp"
#include "probes/board/linux/linux_board.hpp"
#include "probes/board/linux/mute_key_evdev.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr int exit_misconfigured = 78;  // EX_CONFIG of sysexits.h
constexpr auto stop_limit = 4500ms;

int check_config(const std::string& file) {
  const auto inputs = load_inputs(file);
  const auto problem =
      inputs ? files_problem(broker_of(inputs->config)) : inputs.error().what;
  const bool broker_matters = !inputs || inputs->config.has_cloud();
  if (!problem.empty() && broker_matters) {
    std::fprintf(stderr, "%s\n", problem.c_str());
    return exit_misconfigured;
  }
  std::printf("%s: all is well\n", file.c_str());
  return EXIT_SUCCESS;
}

/// Once more and once more, as long as the loop turns: that is the point.
void feed_watchdog(asio::steady_timer& timer,
                   std::chrono::milliseconds interval) {
  tell_service_manager("WATCHDOG=1");
  timer.expires_after(interval);
  timer.async_wait([&timer, interval](boost::system::error_code stopped) {
    if (!stopped)
      feed_watchdog(timer, interval);
  });
}

struct Ending {
  int code = EXIT_SUCCESS;
  bool clean = true;
};

asio::awaitable<Ending> live(asio::io_context& io, Agent& agent) {
  Ending ending;
  asio::signal_set signals(io, SIGTERM, SIGINT);
  asio::steady_timer watchdog(io);  // fed until the end: stopping takes time
  const auto started = co_await agent.start();
  if (!started) {
    log::error(started.error().what);
    ending.code = EXIT_FAILURE;
  } else {
    tell_service_manager("READY=1");
    if (const auto interval = watchdog_interval())
      feed_watchdog(watchdog, *interval);
    co_await signals.async_wait(asio::as_tuple(asio::use_awaitable));
    log::info("stopping");
    tell_service_manager("STOPPING=1");
  }
  asio::steady_timer limit(io, stop_limit);
  limit.async_wait([&io](boost::system::error_code in_time) {
    if (in_time)
      return;
    log::error("stopping takes too long; ending as it is");
    io.stop();
  });
  ending.clean = co_await agent.stop();
  co_return ending;
}

/// Four threads that hardly allocate need no heap each.
void keep_one_heap() {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
#endif
}

int run(Inputs inputs) {
  std::signal(SIGPIPE, SIG_IGN);
  asio::io_context io(1);
  LinuxBoardOptions options;
  options.root = inputs.config.paths.root;
  options.repairs = inputs.config.repairs;
  if (const auto& config = inputs.config; config.has_cloud()) {
    options.identity = {config.device.id, config.broker.ca_file,
                        config.broker.cert_file, config.broker.key_file};
  }
  LinuxBoard board(inputs.profile, options);
  const BoardRoot root(options.root);
  LightSysfs light(root, inputs.config.light.led);
  ChimeAlsa chime(root, {inputs.config.chime.play, inputs.config.chime.dbfs,
                         inputs.profile.audio.playback_device,
                         inputs.profile.audio.mixer_device});
  MuteKeyEvdev mute_key(root, inputs.config.mute_key.device);
  Agent agent(io, std::move(inputs), board.board(), {light, chime, mute_key});
  Ending ending{EXIT_SUCCESS, false};
  asio::co_spawn(io, live(io, agent),
                 [&](std::exception_ptr failure, Ending result) {
                   if (failure)
                     std::rethrow_exception(failure);
                   ending = result;
                   io.stop();
                 });
  io.run();
  // A thread that is stuck in a library must not meet our destructors.
  if (!ending.clean)
    std::_Exit(ending.code);
  return ending.code;
}

}  // namespace

int main(int argc, char** argv) {
  keep_one_heap();
  const auto line = parse_command_line(argc, argv);
  if (line.ended)
    return *line.ended;
  if (line.only_check)
    return check_config(line.config_file);
  log::start(line.verbose);
  auto inputs = load_inputs(line.config_file);
  if (!inputs) {
    log::error(inputs.error().what);
    return exit_misconfigured;
  }
  return run(std::move(*inputs));
}
