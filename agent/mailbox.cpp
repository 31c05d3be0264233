#include "agent/mailbox.hpp"

#include "agent/store/schema.hpp"

namespace soundcheck {

namespace {

// Small: it is memory, and after a restart of the daemon it is gone.
constexpr OutboxLimits spare_limits{.max_entries = 50, .max_bytes = 256 * 1024};

Task<std::uint64_t> send_through(Delivery& delivery,
                                 Channel channel,
                                 const Mailbox::Serialise& serialise) {
  const std::function<std::string(std::uint64_t)> numbered =
      [serialise, id = delivery.outbox().id()](std::uint64_t seq) {
        return serialise(id, seq);
      };
  return delivery.send(channel, numbered);
}

}  // namespace

struct Mailbox::Spare {
  std::unique_ptr<Database> database;
  std::unique_ptr<Outbox> outbox;
  std::unique_ptr<Delivery> delivery;
};

Mailbox::Mailbox(boost::asio::any_io_executor executor,
                 Outbox& outbox,
                 Uplink& uplink)
    : executor_(executor), uplink_(uplink), disk_(executor, outbox, uplink) {}

Mailbox::~Mailbox() = default;

Task<void> Mailbox::open_spare() {
  auto spare = std::make_unique<Spare>();
  auto database = Database::in_memory(agent_schema());
  if (!database)
    co_return database.error();
  spare->database = std::move(*database);
  auto outbox = co_await Outbox::open(*spare->database, spare_limits);
  if (!outbox)
    co_return outbox.error();
  spare->outbox = std::move(*outbox);
  spare->delivery =
      std::make_unique<Delivery>(executor_, *spare->outbox, uplink_);
  // Somebody else may have opened one meanwhile.
  if (!spare_)
    spare_ = std::move(spare);
  co_return Result<void>();
}

Task<Mailbox::Posted> Mailbox::send(Channel channel, Serialise serialise) {
  Posted posted;
  const auto on_disk = co_await send_through(disk_, channel, serialise);
  if (on_disk) {
    posted.outbox = disk_.outbox().id();
    posted.seq = *on_disk;
    co_return posted;
  }
  if (on_disk.error().code != Errc::io)
    co_return on_disk.error();
  if (!spare_) {
    const auto opened = co_await open_spare();
    if (!opened)
      co_return opened.error();
  }
  const auto in_memory =
      co_await send_through(*spare_->delivery, channel, serialise);
  if (!in_memory)
    co_return in_memory.error();
  posted.outbox = spare_->outbox->id();
  posted.seq = *in_memory;
  posted.not_on_disk = on_disk.error().what;
  co_return posted;
}

Task<void> Mailbox::confirmed(std::string outbox,
                              std::vector<std::uint64_t> seqs) {
  if (outbox == disk_.outbox().id())
    co_return co_await disk_.confirmed(std::move(seqs));
  if (spare_ && outbox == spare_->outbox->id())
    co_return co_await spare_->delivery->confirmed(std::move(seqs));
  co_return Result<void>();
}

void Mailbox::connected() {
  disk_.connected();
  if (spare_)
    spare_->delivery->connected();
}

void Mailbox::remind() {
  disk_.remind();
  if (spare_)
    spare_->delivery->remind();
}

Task<OutboxState> Mailbox::state() {
  auto state = co_await disk_.state();
  if (!spare_)
    co_return state;
  const auto more = co_await spare_->delivery->state();
  if (!state || !more)
    co_return state ? state : more;
  state->waiting += more->waiting;
  state->bytes += more->bytes;
  state->dropped += more->dropped;
  co_return state;
}

}  // namespace soundcheck
