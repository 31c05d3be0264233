#include "agent/uplink/delivery.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <utility>

namespace soundcheck {

namespace asio = boost::asio;

Delivery::Delivery(asio::any_io_executor executor,
                   Outbox& outbox,
                   Uplink& uplink)
    : executor_(std::move(executor)), outbox_(outbox), uplink_(uplink) {}

bool Delivery::publish(const OutboxEntry& entry) {
  if (!uplink_.publish(entry.channel, entry.payload, false))
    return false;
  under_way_[entry.seq] = ++turns_;
  return true;
}

Task<std::uint64_t> Delivery::send(
    Channel channel,
    std::function<std::string(std::uint64_t seq)> serialise) {
  const auto entry = co_await outbox_.append(channel, std::move(serialise));
  if (!entry)
    co_return entry.error();
  // Ahead of older entries that wait: a person may be waiting for this one.
  if (!under_way_.contains(entry->seq))
    publish(*entry);
  co_return entry->seq;
}

void Delivery::connected() {
  under_way_.clear();
  overtaken_.clear();
  reached_ = 0;
  ++round_;
  start_catching_up();
}

void Delivery::remind() {
  if (!std::exchange(heard_, false) && !under_way_.empty())
    connected();
}

void Delivery::arrived(const std::vector<std::uint64_t>& seqs) {
  std::uint64_t last_turn = 0;
  for (const auto seq : seqs) {
    if (const auto entry = under_way_.find(seq); entry != under_way_.end()) {
      last_turn = std::max(last_turn, entry->second);
      under_way_.erase(entry);
    }
    overtaken_.erase(seq);
  }
  send_overtaken_again(last_turn);
}

void Delivery::send_overtaken_again(std::uint64_t turn) {
  for (auto entry = under_way_.begin(); entry != under_way_.end();) {
    const auto [seq, sent] = *entry;
    // One that the cloud never takes must not go with each receipt.
    if (sent > turn || !overtaken_.insert(seq).second) {
      ++entry;
      continue;
    }
    entry = under_way_.erase(entry);
    reached_ = std::min(reached_, seq - 1);
    ++round_;
  }
}

Task<void> Delivery::confirmed(std::vector<std::uint64_t> seqs) {
  heard_ = true;
  arrived(seqs);
  const auto forgotten = co_await outbox_.forget(std::move(seqs));
  start_catching_up();
  if (!forgotten)
    co_return forgotten.error();
  co_return Result<void>();
}

void Delivery::start_catching_up() {
  once_more_ = true;
  if (!std::exchange(catching_up_, true))
    asio::co_spawn(executor_, catch_up(), asio::detached);
}

asio::awaitable<void> Delivery::catch_up() {
  while (std::exchange(once_more_, false)) {
    bool more = true;
    while (more && uplink_.connected() && under_way_.size() < window) {
      const auto round = round_;
      const auto entries =
          co_await outbox_.waiting(reached_, window - under_way_.size());
      if (round == round_) {
        // What cannot be read or sent now is tried again on the next
        // connection, reminder or receipt.
        more = entries && !entries->empty() && publish_all(*entries);
      }
    }
  }
  catching_up_ = false;
}

bool Delivery::publish_all(const std::vector<OutboxEntry>& entries) {
  for (const auto& entry : entries) {
    if (!under_way_.contains(entry.seq) && !publish(entry))
      return false;
    reached_ = entry.seq;
  }
  return true;
}

}  // namespace soundcheck
