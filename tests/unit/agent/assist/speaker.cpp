#include "tests/unit/agent/assist/speaker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <fstream>
#include <future>
#include <iterator>
#include <stdexcept>

#include "agent/remedies/remedies.hpp"
#include "agent/store/schema.hpp"

namespace soundcheck::test {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto* key_id = "ops";

Task<Verdict> take_time(Speaker& speaker,
                        std::string id,
                        std::chrono::milliseconds time,
                        Progress& progress) {
  speaker.probes_started.push_back(std::move(id));
  progress.report(0.5, "half");
  const auto slept = co_await speaker.clock().sleep(time);
  if (!slept)
    co_return slept.error();
  Verdict verdict{Outcome::passed, "fine", {}, {}};
  co_return verdict;
}

Probe probe_of(Speaker& speaker, std::string id, std::chrono::seconds time) {
  Probe probe;
  probe.id = id;
  probe.title = id;
  probe.deadline = 10s;
  probe.cost.seconds = static_cast<double>(time.count());
  probe.cost.audible = probe.cost.interrupts_playback = id == "audio.sweep";
  probe.cost.airtime = id == "network.dns";
  probe.hardware = Hardware::none;
  probe.run = [&speaker, id, time](Progress& progress) {
    return take_time(speaker, id, time, progress);
  };
  return probe;
}

diagnosis::Remedy remedy_of(std::string id,
                            std::string action,
                            std::string consent,
                            std::string probe) {
  diagnosis::Remedy remedy{};
  remedy.id = std::move(id);
  remedy.actor = diagnosis::Actor::automatic;
  remedy.owner = {"The speaker joins anew.", "音箱会重新连接。"};
  remedy.confirming_probe = std::move(probe);
  remedy.consent_class = std::move(consent);
  remedy.reversible = true;
  remedy.action = std::move(action);
  return remedy;
}

diagnosis::Knowledge known_remedies() {
  diagnosis::Knowledge knowledge;
  knowledge.remedies = {
      remedy_of("rejoin_wifi", "reconnect_wifi", "repair", "wifi.link"),
      remedy_of("restore_sound", "restore_mixer", "repair", "audio.sweep"),
      remedy_of("reboot_for_memory", "reboot", "disruptive", "wifi.link"),
      remedy_of("move_closer", "", "read", "wifi.link")};
  knowledge.remedies.back().actor = diagnosis::Actor::owner;
  return knowledge;
}

/// Every repair takes a second; a reboot is not to be had.
class SlowRepairs final : public Repairs {
 public:
  explicit SlowRepairs(Speaker& speaker) : speaker_(speaker) {}
  std::string hindrance(RepairAction action) const override {
    return action == RepairAction::reboot ? "no program reboots it" : "";
  }
  std::string disturbance() const override { return ""; }
  Task<void> perform(RepairAction action, std::string) override {
    speaker_.repairs_done.emplace_back(to_string(action));
    return speaker_.clock().sleep(1s);
  }
  Task<void> undo(RepairAction) override {
    co_return Error(Errc::unsupported, "there is no way back");
  }

 private:
  Speaker& speaker_;
};

class NoServices final : public Services {
 public:
  Task<ServicesState> look(std::vector<std::string>) override {
    co_return ServicesState();
  }
  void watch(asio::any_io_executor) override {}
};

asio::awaitable<void> forget(v1::RemedyResult) {
  co_return;
}

}  // namespace

/// What a power cut takes away.
struct Speaker::Running {
  explicit Running(Speaker& speaker, const assist::Policy& policy)
      : catalog{probe_of(speaker, "wifi.link", 1s),
                probe_of(speaker, "network.dns", 1s),
                probe_of(speaker, "audio.sweep", 2s)},
        database(
            Database::open(speaker.folder.path() / "agent.db", agent_schema())
                .value()),
        journal(assist::make_journal(*database)),
        audit(assist::AuditLog::open(speaker.folder.path() / "audit.log",
                                     {},
                                     database->storage_thread(),
                                     clock)
                  .value()),
        keys(ring_of(speaker)),
        repairs(speaker),
        remedies({clock, checkup, repairs, services,
                  [this]() -> const diagnosis::Knowledge& { return knowledge; },
                  [](std::string_view) { return "net.any"; }, forget},
                 policy.remedies,
                 {}),
        assist(io.get_executor(),
               {"acme", "kitchen", "boot-1"},
               policy,
               ports(speaker)) {}

  static assist::KeyRing ring_of(const Speaker& speaker) {
    const auto roots = speaker.folder.path() / "roots";
    if (!std::filesystem::exists(roots)) {
      return assist::KeyRing(
          assist::TrustedKeys::load(speaker.folder.path() / "keys").value());
    }
    assist::KeyRing ring(assist::TrustedKeys::load(roots).value(), "acme",
                         speaker.folder.path() / "keys.manifest");
    ring.load().value();
    return ring;
  }

  assist::Ports ports(Speaker& speaker) {
    return {
        .clock = clock,
        .keys = keys,
        .checkup = checkup,
        .journal = *journal,
        .audit = *audit,
        .replies = speaker.replies,
        .daemon = speaker.daemon,
        .session_changed =
            [&speaker](bool open) { speaker.session_changes.push_back(open); },
        .complain =
            [&speaker](const Error& error) {
              speaker.complaints.push_back(error.what);
            },
        .remedies = &remedies,
        .verbs = speaker.verbs};
  }

  /// The storage thread works first come, first served.
  void wait_for_storage() {
    std::promise<void> barrier;
    asio::post(database->storage_thread(), [&barrier] { barrier.set_value(); });
    barrier.get_future().wait();
  }

  asio::io_context io{1};
  ManualClock clock;
  std::vector<Probe> catalog;
  std::unique_ptr<Database> database;
  std::unique_ptr<assist::Journal> journal;
  std::unique_ptr<assist::AuditLog> audit;
  ManualClock runner_clock;
  Runner runner{runner_clock};
  EngineInOrder engine{catalog};
  Checkup checkup{runner, catalog, engine, runner_clock};
  assist::KeyRing keys;
  diagnosis::Knowledge knowledge = known_remedies();
  SlowRepairs repairs;
  NoServices services;
  remedies::Remedies remedies;
  assist::Assist assist;
};

Speaker::Speaker(assist::Policy policy) : policy_(policy) {
  folder.write(std::string("keys/") + key_id + ".pem", key.public_pem());
  reboot();
}

Speaker::~Speaker() = default;

void Speaker::reboot() {
  running_.reset();
  running_ = std::make_unique<Running>(*this, policy_);
  std::optional<Result<void>> started, opened;
  asio::co_spawn(running_->io,
                 running_->remedies.open(*running_->database, "boot-1"),
                 [&](std::exception_ptr, Result<void> done) {
                   opened.emplace(std::move(done));
                 });
  asio::co_spawn(running_->io, running_->assist.start(),
                 [&](std::exception_ptr, Result<void> done) {
                   started.emplace(std::move(done));
                 });
  settle();
  opened.value().value();
  started.value().value();
}

void Speaker::settle() {
  // Rest has come when nothing happens any more, not even on the disk.
  for (int quiet = 0; quiet < 3;) {
    running_->io.restart();
    const auto done = running_->io.poll();
    running_->wait_for_storage();
    quiet = done == 0 ? quiet + 1 : 0;
  }
}

void Speaker::take_steps(int handlers) {
  for (int i = 0; i < handlers; ++i) {
    running_->io.restart();
    running_->io.poll_one();
    running_->wait_for_storage();
  }
}

void Speaker::advance(std::chrono::milliseconds time) {
  clock().advance(time);
  settle();
}

void Speaker::stop() {
  bool stopped = false;
  asio::co_spawn(running_->io, running_->assist.stop(),
                 [&](std::exception_ptr) { stopped = true; });
  settle();
  if (!stopped)
    throw std::logic_error("remote assist did not stop");
}

v1::Command Speaker::command(std::string id) {
  v1::Command command;
  command.set_tenant("acme");
  command.set_device("kitchen");
  command.set_id(std::move(id));
  command.set_session(session_id);
  command.set_operator_("ann");
  command.set_reason("no sound");
  command.set_issued_unix_ms(clock().wall().count());
  command.set_expires_unix_ms((clock().wall() + 60s).count());
  return command;
}

v1::Command Speaker::in_session(std::string id) {
  auto made = command(std::move(id));
  made.set_nonce(nonce);
  made.set_counter(++session_counter);
  return made;
}

v1::Command Speaker::probes(std::string id,
                            std::vector<std::string> probe_ids) {
  auto made = in_session(std::move(id));
  made.mutable_run_probes();
  for (auto& probe_id : probe_ids)
    made.mutable_run_probes()->add_probe_ids(std::move(probe_id));
  return made;
}

v1::Command Speaker::opening(std::string id, std::string operator_name) {
  auto made = command(id);
  made.set_session("session-of-" + id);
  made.set_operator_(std::move(operator_name));
  made.set_counter(++opening_counter);
  made.mutable_open_session();
  return made;
}

std::string Speaker::sign_bytes(const std::string& bytes) const {
  v1::SignedCommand envelope;
  envelope.set_command(bytes);
  envelope.set_key_id(key_id);
  envelope.set_signature(key.sign(assist::Domain::command, bytes));
  return envelope.SerializeAsString();
}

std::string Speaker::sign(const v1::Command& command) const {
  return sign_bytes(command.SerializeAsString());
}

void Speaker::receive(const std::string& payload) {
  running_->assist.receive(payload);
  settle();
}

void Speaker::receive_keys(const std::string& payload) {
  running_->assist.receive_keys(payload);
  settle();
}

void Speaker::open_session(std::string operator_name) {
  const auto id = "open-" + std::to_string(opening_counter + 1);
  const auto command = opening(id, std::move(operator_name));
  receive(command);
  const auto answers = replies.finals(id);
  if (answers.size() != 1 || !answers[0].has_session_opened())
    throw std::logic_error("no session: " + answers.at(0).detail());
  session_id = command.session();
  nonce = answers[0].session_opened().nonce();
  session_counter = 0;
}

std::string Speaker::audit_text() const {
  std::ifstream in(folder.path() / "audit.log", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::size_t Speaker::audit_count(const std::string& kind) const {
  const auto text = audit_text();
  const auto event = "\"event\":\"" + kind + '"';
  std::size_t count = 0;
  for (auto at = text.find(event); at != text.npos;
       at = text.find(event, at + 1))
    ++count;
  return count;
}

assist::KeyRing& Speaker::keys() {
  return running_->keys;
}

assist::Assist& Speaker::assist() {
  return running_->assist;
}

ManualClock& Speaker::clock() {
  return running_->clock;
}

}  // namespace soundcheck::test
