#include "cloud-sim/broker/broker.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "cloud-sim/pki/secret_file.hpp"

namespace soundcheck::cloud {
namespace asio = boost::asio;
using namespace std::chrono_literals;
namespace {

std::string find_mosquitto() {
  // sbin is often not in the PATH of an ordinary user.
  for (const char* path : {"/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto",
                           "/usr/bin/mosquitto", "/usr/local/bin/mosquitto"})
    if (::access(path, X_OK) == 0)
      return path;
  return {};
}

}  // namespace

Broker::Broker(asio::any_io_executor executor,
               BrokerSettings settings,
               ReservedPort port,
               std::string program)
    : executor_(std::move(executor)),
      settings_(std::move(settings)),
      port_(std::move(port)),
      program_(std::move(program)),
      timer_(executor_),
      gone_(executor_) {}

Result<std::unique_ptr<Broker>> Broker::start(asio::any_io_executor executor,
                                              BrokerSettings settings,
                                              const PkiFiles& pki) {
  auto program = find_mosquitto();
  if (program.empty())
    return Error(Errc::unavailable, "no_mosquitto",
                 "mosquitto is not installed; install it, or use a broker "
                 "that runs with --broker HOST:PORT");
  // Asked before mosquitto asks, because it says why in its own log only.
  auto port = ReservedPort::take(executor, settings.address, settings.port);
  if (!port)
    return port.error();
  settings.port = port->endpoint().port();
  const auto folder = make_private_folder(settings.folder);
  if (!folder)
    return folder.error();
  const auto acl = write_file(settings.folder / "acl",
                              access_rules(settings.tenant), Access::secret);
  if (!acl)
    return acl.error();
  const auto file =
      write_file(settings.folder / "mosquitto.conf",
                 broker_configuration(settings, pki), Access::secret);
  if (!file)
    return file.error();
  std::unique_ptr<Broker> broker(
      new Broker(std::move(executor), std::move(settings), std::move(*port),
                 std::move(program)));
  const auto launched = broker->launch();
  if (!launched)
    return launched.error();
  return broker;
}

Result<void> Broker::launch() {
  auto child = Child::start(
      executor_,
      {program_, "-c", (settings_.folder / "mosquitto.conf").string()});
  if (!child)
    return child.error();
  child_ = std::move(*child);
  return {};
}

asio::awaitable<void> Broker::pause(std::chrono::milliseconds time) {
  timer_.expires_after(time);
  co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> Broker::listening() {
  // An address that means "all of mine" is reached here, too.
  const asio::ip::tcp::endpoint there = port_.endpoint();
  const auto until = std::chrono::steady_clock::now() + 10s;
  asio::steady_timer pause(executor_);
  while (!stopping_ && std::chrono::steady_clock::now() < until) {
    asio::ip::tcp::socket socket(executor_);
    const auto [refused] = co_await socket.async_connect(
        there, asio::as_tuple(asio::use_awaitable));
    if (!refused)
      co_return;
    pause.expires_after(5ms);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

asio::awaitable<void> Broker::watch() {
  watching_ = true;
  auto backoff = 100ms;
  while (!stopping_) {
    const auto started = std::chrono::steady_clock::now();
    const std::string how = co_await child_->ended();
    if (stopping_)
      break;
    if (std::chrono::steady_clock::now() - started > 30s)
      backoff = 100ms;
    spdlog::error("the broker ended ({}); starting it again in {} ms", how,
                  backoff.count());
    co_await pause(backoff);
    backoff = std::min(backoff * 2, std::chrono::milliseconds(10s));
    if (stopping_)
      break;
    const auto launched = launch();
    if (!launched)
      spdlog::error("{}", launched.error().what);
  }
  watching_ = false;
  gone_.cancel();
}

asio::awaitable<void> Broker::stop() {
  stopping_ = true;
  timer_.cancel();
  child_->signal(SIGTERM);
  gone_.expires_after(5s);
  while (watching_) {
    const auto [cancelled] =
        co_await gone_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!cancelled) {
      child_->signal(SIGKILL);
      gone_.expires_after(5s);
    }
  }
}

}  // namespace soundcheck::cloud
