#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <string>
#include <vector>

#include "agent/assist/assist.hpp"
#include "agent/assist/reply_sink.hpp"
#include "agent/bell.hpp"
#include "agent/identity.hpp"
#include "agent/knowledge/updates.hpp"
#include "agent/mailbox.hpp"

namespace soundcheck {

/// What goes over the uplink and where it belongs: presence and replies up,
/// receipts to the mailbox, commands and keys to remote assist, knowledge to
/// its updates.
class CloudLink final : public assist::ReplySink {
 public:
  struct Ports {
    const Clock& clock;
    Uplink& uplink;
    Mailbox& mailbox;
    const std::vector<Probe>& catalog;
    const assist::KeyRing& keys;
    KnowledgeUpdates& updates;
    const KnowledgeMark& knowledge;
    /// Rung with each reply: then something began, ended or waits for the
    /// owner.
    Bell& bell;
    /// Told on the daemon's thread; may be empty.
    std::function<void(bool connected)> connection_changed;
  };

  /// `remind_every`: how long to wait for a receipt before sending again. All
  /// ports outlive it and its stop().
  CloudLink(boost::asio::any_io_executor executor,
            Identity identity,
            std::chrono::milliseconds remind_every,
            Ports ports);

  /// `assist` lives until stop() has returned.
  void start(assist::Assist& assist);
  /// See Uplink::stop().
  boost::asio::awaitable<bool> stop();

  /// A session was opened or has ended; presence tells.
  void session_changed(bool open);
  /// `knowledge` was; presence tells.
  void knowledge_changed() { publish_presence(); }

  void progress(v1::Reply reply) override;
  Task<void> final(v1::Reply reply) override;

 private:
  void connected();
  void disconnected(std::string_view why);
  void received(Channel channel, std::string_view payload);
  void publish_presence();
  void take_receipt(std::string_view payload);
  void remind();

  boost::asio::any_io_executor executor_;
  Identity identity_;
  std::chrono::milliseconds remind_every_;
  Ports ports_;
  assist::Assist* assist_ = nullptr;
  boost::asio::steady_timer reminder_;
  std::chrono::milliseconds connected_wall_{};
  bool session_open_ = false;
};

}  // namespace soundcheck
