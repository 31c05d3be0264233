#include "agent/cloud_link.hpp"

#include <boost/asio/co_spawn.hpp>

#include "agent/health_report.hpp"
#include "agent/log.hpp"
#include "agent/receipt.hpp"

namespace soundcheck {

namespace asio = boost::asio;

static_assert(max_release_bytes == Uplink::max_bytes(Channel::knowledge),
              "what is not refused here is dropped unread there");

CloudLink::CloudLink(asio::any_io_executor executor,
                     Identity identity,
                     std::chrono::milliseconds remind_every,
                     Ports ports)
    : executor_(executor),
      identity_(std::move(identity)),
      remind_every_(remind_every),
      ports_(std::move(ports)),
      reminder_(executor) {}

void CloudLink::start(assist::Assist& assist) {
  assist_ = &assist;
  Uplink::Handlers handlers;
  handlers.connected = [this] { connected(); };
  handlers.disconnected = [this](std::string_view why) { disconnected(why); };
  handlers.received = [this](Channel channel, std::string_view payload) {
    received(channel, payload);
  };
  handlers.too_large = [this](Channel channel, std::size_t bytes) {
    log::warning("dropped a message of " + std::to_string(bytes) +
                 " bytes on " + std::string(to_string(channel)));
    if (channel == Channel::command)
      assist_->refuse_too_large(bytes);
    else if (channel == Channel::knowledge)
      ports_.updates.refuse_too_large(bytes);
  };
  ports_.uplink.start(std::move(handlers));
  remind();
}

asio::awaitable<bool> CloudLink::stop() {
  reminder_.cancel();
  return ports_.uplink.stop(
      presence(identity_, ports_.knowledge, v1::PRESENCE_STATE_STOPPED)
          .SerializeAsString());
}

void CloudLink::connected() {
  log::info("connected to the cloud");
  connected_wall_ = ports_.clock.wall();
  publish_presence();
  ports_.mailbox.connected();
  if (ports_.connection_changed)
    ports_.connection_changed(true);
}

void CloudLink::disconnected(std::string_view why) {
  log::warning("no connection to the cloud: " + std::string(why));
  if (ports_.connection_changed)
    ports_.connection_changed(false);
}

void CloudLink::received(Channel channel, std::string_view payload) {
  if (channel == Channel::command)
    assist_->receive(payload);
  else if (channel == Channel::keys)
    assist_->receive_keys(payload);
  else if (channel == Channel::receipt)
    take_receipt(payload);
  else if (channel == Channel::knowledge)
    ports_.updates.take(payload);
}

void CloudLink::session_changed(bool open) {
  session_open_ = open;
  publish_presence();
}

void CloudLink::publish_presence() {
  const auto online =
      online_presence(identity_, ports_.knowledge, ports_.catalog,
                      session_open_, connected_wall_);
  ports_.uplink.publish(Channel::presence, online.SerializeAsString(), true);
}

void CloudLink::take_receipt(std::string_view payload) {
  const auto receipt =
      open_receipt(payload, ports_.keys, ports_.clock, identity_);
  if (!receipt)
    return log::warning(receipt.error().what);
  const auto& seqs = receipt->seqs();
  asio::co_spawn(executor_,
                 ports_.mailbox.confirmed(
                     receipt->outbox(),
                     std::vector<std::uint64_t>(seqs.begin(), seqs.end())),
                 [](std::exception_ptr failure, const Result<void>& done) {
                   if (failure)
                     std::rethrow_exception(failure);
                   if (!done)
                     log::error(done.error().during("noting a receipt").what);
                 });
}

void CloudLink::remind() {
  reminder_.expires_after(remind_every_);
  reminder_.async_wait([this](boost::system::error_code stopped) {
    if (stopped)
      return;
    ports_.mailbox.remind();
    remind();
  });
}

void CloudLink::progress(v1::Reply reply) {
  ports_.bell.ring();
  ports_.uplink.publish(Channel::reply, reply.SerializeAsString(), false);
}

Task<void> CloudLink::final(v1::Reply reply) {
  ports_.bell.ring();
  const Mailbox::Serialise serialise =
      [reply = std::move(reply)](const std::string& outbox, std::uint64_t seq) {
        auto numbered = reply;
        numbered.set_outbox(outbox);
        numbered.set_seq(seq);
        return numbered.SerializeAsString();
      };
  const auto posted = co_await ports_.mailbox.send(Channel::reply, serialise);
  if (!posted)
    co_return posted.error();
  co_return Result<void>();
}

}  // namespace soundcheck
