#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <optional>
#include <sys/ioctl.h>
#include <unistd.h>

#include "agent/cli/audio/audio_commands.hpp"
#include "agent/cli/bundle/bundle_commands.hpp"
#include "agent/cli/commands.hpp"
#include "agent/cli/daemon_backend.hpp"
#include "agent/cli/erase/erase_commands.hpp"
#include "agent/cli/evidence/evidence_commands.hpp"
#include "agent/cli/firmware/firmware_commands.hpp"
#include "agent/cli/local_backend.hpp"
#include "agent/knowledge/load.hpp"

namespace {

namespace asio = boost::asio;
using namespace soundcheck;
using cli::Exit;
using cli::Options;
using cli::Terminal;

// <iostream> does not see to it everywhere, see toolchains/lean/iostream.
const std::ios_base::Init streams;

/// The first Ctrl-C stops in order, the second at once.
void stop_on_signal(asio::signal_set& signals,
                    asio::cancellation_signal& stop,
                    int count) {
  signals.async_wait([&signals, &stop, count](auto failure, int number) {
    if (failure)
      return;
    if (count > 0)
      std::_Exit(128 + number);
    stop.emit(asio::cancellation_type::terminal);
    stop_on_signal(signals, stop, count + 1);
  });
}

Exit run(asio::io_context& io,
         const Options& options,
         cli::Backend& backend,
         const diagnosis::Knowledge* knowledge,
         Terminal& terminal) {
  asio::signal_set signals(io, SIGINT, SIGTERM);
  asio::cancellation_signal stop;
  stop_on_signal(signals, stop, 0);
  auto exit = Exit::bad;
  std::exception_ptr failure;
  co_spawn(io, cli::execute(options, backend, knowledge, terminal),
           asio::bind_cancellation_slot(
               stop.slot(), [&](std::exception_ptr error, Exit code) {
                 failure = error;
                 exit = code;
                 signals.cancel();
               }));
  io.run();
  if (failure)
    std::rethrow_exception(failure);
  return exit;
}

Exit complain(Terminal& terminal,
              const Options& options,
              const Error& error,
              Exit exit) {
  cli::tell_error(terminal, options, error);
  return exit;
}

Exit start(const Options& options, Terminal& terminal) {
  asio::io_context io(1);
  const auto loaded = load_knowledge(options.knowledge);
  const auto* knowledge = loaded ? &*loaded : nullptr;
  if (!options.in_process) {
    const auto daemon = cli::DaemonBackend::connect(io, options.socket);
    if (!daemon)
      return complain(terminal, options, daemon.error(), Exit::unreachable);
    return run(io, options, **daemon, knowledge, terminal);
  }
  // Only a diagnosis cannot do without.
  if (!knowledge && options.verb == cli::Verb::diagnose)
    return complain(terminal, options, loaded.error(), Exit::configuration);
  const diagnosis::Knowledge nothing;
  const auto here =
      cli::make_local_backend(options, knowledge ? *knowledge : nothing);
  if (!here)
    return complain(terminal, options, here.error(), Exit::configuration);
  return run(io, options, **here, knowledge, terminal);
}

unsigned columns_of(int terminal_fd) {
  winsize size{};
  if (::ioctl(terminal_fd, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
    return 80;
  // One less: some terminals wrap after the last column.
  return size.ws_col - 1u;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = cli::parse_options(argc, argv);
  if (const auto* exit = std::get_if<Exit>(&options))
    return static_cast<int>(*exit);
  if (const auto* audio = std::get_if<cli::AudioOptions>(&options)) {
    const auto exit = cli::execute_audio(*audio, std::cout, std::cerr);
    std::cout.flush();
    return static_cast<int>(exit);
  }
  if (const auto* evidence = std::get_if<cli::EvidenceOptions>(&options)) {
    const auto exit = cli::execute_evidence(*evidence, std::cout, std::cerr);
    std::cout.flush();
    return static_cast<int>(exit);
  }
  if (const auto* firmware = std::get_if<cli::FirmwareOptions>(&options)) {
    const auto exit = cli::execute_firmware(*firmware, std::cout, std::cerr);
    std::cout.flush();
    return static_cast<int>(exit);
  }
  if (const auto* erase = std::get_if<cli::EraseOptions>(&options)) {
    const auto exit = cli::execute_erase(*erase, std::cout, std::cerr);
    std::cout.flush();
    return static_cast<int>(exit);
  }
  if (const auto* bundle = std::get_if<cli::BundleOptions>(&options))
    return static_cast<int>(cli::execute_bundle(*bundle, std::cerr));
  Terminal terminal{std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1,
                    columns_of(STDERR_FILENO)};
  const auto exit = start(std::get<Options>(options), terminal);
  std::cout.flush();
  return static_cast<int>(exit);
}
