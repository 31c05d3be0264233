// The whole way of a payload from the topic `command`: envelope, signature,
// command, session, counters, policy, owner and verbs. The first byte of an
// input chooses how the rest is sent:
//   even   as it is, the way a broker in wrong hands could
//   odd    as a command that the cloud has signed, in the open session
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>

#include "agent/assist/assist.hpp"
#include "agent/assist/audit_chain.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/noted_daemon.hpp"
#include "tests/unit/agent/assist/seen_replies.hpp"
#include "tests/unit/agent/assist/signing.hpp"

namespace {

using namespace soundcheck;
namespace asio = boost::asio;

void require(bool holds) {
  if (!holds)
    std::abort();
}

class JournalInMemory final : public assist::Journal {
 public:
  Task<assist::JournalState> read() override {
    co_return assist::JournalState();
  }
  Task<void> begin(std::string, std::optional<assist::Opening>) override {
    co_return Result<void>();
  }
  Task<void> keep(std::string, std::string) override {
    co_return Result<void>();
  }
  Task<void> end(std::string) override { co_return Result<void>(); }
};

/// Whatever a stranger writes, an event stays one line of the chain.
class AuditInMemory final : public assist::AuditLog {
 public:
  Task<void> append(assist::AuditEvent event) override {
    const auto line = assist::chain_line(last_, event, assist::Moment());
    require(line.find('\n') == line.npos);
    require(assist::scan_chain(line + '\n', std::nullopt).broken_line ==
            (last_.number == 0 ? 0 : 1));
    last_ = assist::link_of(last_.number + 1, line);
    co_return Result<void>();
  }
  Task<std::string> read(std::uint64_t, std::size_t) override {
    co_return std::string();
  }

 private:
  assist::Link last_;
};

/// The keys are made once; everything else is new for each input.
struct Cloud {
  Cloud() {
    folder.write("k.pem", key.public_pem());
    trusted = assist::TrustedKeys::load(folder.path()).value();
  }
  std::string sign(const v1::Command& command) const {
    v1::SignedCommand envelope;
    envelope.set_command(command.SerializeAsString());
    envelope.set_key_id("k");
    envelope.set_signature(
        key.sign(assist::Domain::command, envelope.command()));
    return envelope.SerializeAsString();
  }

  test::TemporaryFolder folder;
  test::SigningKey key;
  assist::TrustedKeys trusted;
};

Task<Verdict> pass(Progress& progress) {
  progress.report(0.5, "half");
  Verdict verdict{Outcome::passed, "fine", {}, {}};
  co_return verdict;
}

std::vector<Probe> make_catalog() {
  using namespace std::chrono_literals;
  std::vector<Probe> catalog;
  for (const auto* id : {"wifi.link", "audio.sweep"}) {
    Probe probe{id, id, 5s, {}, Hardware::none, pass};
    probe.cost.audible = probe.id == "audio.sweep";
    catalog.push_back(std::move(probe));
  }
  return catalog;
}

class Speaker {
 public:
  explicit Speaker(const Cloud& cloud)
      : cloud_(cloud),
        keys_(cloud.trusted),
        assist_(io_.get_executor(),
                {"acme", "kitchen", "boot"},
                test::open_door(),
                {.clock = clock_,
                 .keys = keys_,
                 .checkup = checkup_,
                 .journal = journal_,
                 .audit = audit_,
                 .replies = replies_,
                 .daemon = daemon_}) {
    asio::co_spawn(io_, assist_.start(), asio::detached);
    settle();
    v1::Command open;
    open.set_id("open");
    open.mutable_open_session();
    receive_signed(std::move(open));
    require(assist_.session().has_value());
  }

  /// Every payload has an answer.
  void receive(const std::string& payload) {
    const auto before = replies_.sent.size();
    assist_.receive(payload);
    settle();
    require(replies_.sent.size() > before);
  }

  void receive_signed(v1::Command command) {
    command.set_tenant("acme");
    command.set_device("kitchen");
    command.set_session("s");
    command.set_operator_("ann");
    command.set_counter(++counter_);
    command.set_expires_unix_ms(clock_.wall().count());
    if (!replies_.sent.empty())
      command.set_nonce(nonce());
    receive(cloud_.sign(command));
  }

  void answer_the_owner(bool allow) {
    for (const auto& request : assist_.pending())
      require(assist_.answer(request.command_id, allow).has_value());
    settle();
  }

 private:
  const std::string& nonce() const {
    for (const auto& reply : replies_.sent) {
      if (reply.has_session_opened())
        return reply.session_opened().nonce();
    }
    std::abort();
  }
  void settle() {
    io_.restart();
    io_.poll();
  }

  const Cloud& cloud_;
  assist::KeyRing keys_;
  asio::io_context io_{1};
  test::ManualClock clock_;
  std::vector<Probe> catalog_ = make_catalog();
  Runner runner_{clock_};
  test::EngineInOrder engine_{catalog_};
  Checkup checkup_{runner_, catalog_, engine_, clock_};
  JournalInMemory journal_;
  AuditInMemory audit_;
  test::SeenReplies replies_;
  test::NotedDaemon daemon_;
  assist::Assist assist_;
  std::uint64_t counter_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const Cloud cloud;
  static const google::protobuf::LogSilencer silence;
  if (size == 0)
    return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Speaker speaker(cloud);
  v1::Command command;
  if (data[0] % 2 == 0) {
    speaker.receive(bytes);
  } else if (command.ParseFromString(bytes)) {
    speaker.receive_signed(std::move(command));
    speaker.answer_the_owner(data[0] % 4 == 1);
  }
  return 0;
}
