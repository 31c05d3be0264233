#pragma once

#include <cstring>
#include <filesystem>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/local/server.hpp"
#include "tests/support/manual_clock.hpp"

namespace soundcheck::test {

/// A client on the other end of the socket that never blocks.
class RawClient {
 public:
  explicit RawClient(const std::filesystem::path& file)
      : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, file.c_str(), sizeof address.sun_path - 1);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address),
                           sizeof address) == 0;
  }
  ~RawClient() { ::close(fd_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }

  bool send(std::string_view bytes) {
    return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }
  bool send(const v1::LocalRequest& request) {
    return send(local::frame(request.SerializeAsString()).value());
  }

  /// What the server sent so far. `gone()` tells afterwards whether it hung up.
  std::vector<v1::LocalResponse> take() {
    char bytes[4096];
    ssize_t count = 0;
    while ((count = ::recv(fd_, bytes, sizeof bytes, 0)) > 0)
      parser_.feed({bytes, static_cast<std::size_t>(count)});
    gone_ |= count == 0 || (count < 0 && errno != EAGAIN);
    std::vector<v1::LocalResponse> responses;
    for (auto next = parser_.next(); next && *next; next = parser_.next()) {
      v1::LocalResponse response;
      if (response.ParseFromString(**next))
        responses.push_back(response);
    }
    return responses;
  }
  bool gone() const { return gone_; }

 private:
  int fd_;
  bool connected_ = false;
  bool gone_ = false;
  local::FrameParser parser_;
};

/// A desk with one request on it.
class OneRequestDesk final : public ConsentDesk {
 public:
  std::vector<ConsentRequest> pending() const override {
    return {{"c1", "test", "Ana", "no sound", "plays a tone", "播放一段短音",
             std::chrono::seconds(40)}};
  }
  StandingConsents standing() const override { return {{"test"}, {"logs"}}; }
  Result<void> answer(std::string_view id,
                      bool allow,
                      ConsentScope how_far) override {
    if (id != "c1")
      return Error(Errc::unsupported, "nothing waits under that id");
    answered = allow;
    scope = how_far;
    return {};
  }
  Result<void> revoke(std::string_view consent_class) override {
    revoked.emplace_back(consent_class);
    return {};
  }
  Result<void> end_session(bool by_mute) override {
    ++ended;
    muted = by_mute;
    return {};
  }
  Task<std::string> read_audit(std::uint64_t from, std::size_t limit) override {
    // No more than two at a time, and behind the end the last one once more.
    const auto last = audit_lines.size();
    std::string piece;
    for (auto n = std::min<std::size_t>(from, last), i = std::size_t{0};
         n <= last && i < std::min<std::size_t>(limit, 2); ++n, ++i)
      piece += audit_lines[n - 1] + '\n';
    co_return piece;
  }

  std::optional<bool> answered;
  ConsentScope scope{};
  std::vector<std::string> revoked;
  std::vector<std::string> audit_lines = {
      R"({"n":1,"event":"session_opened","wall_ms":1000})",
      R"({"n":2,"event":"consent_asked","wall_ms":2000,"verb":"run_probes",)"
      R"("operator":"Ana","reason":"no sound","detail":"test"})",
      R"({"n":3,"event":"consent_granted","wall_ms":3000,"detail":"test"})"};
  int ended = 0;
  bool muted = false;
};

/// Asks for one probe and finds nothing.
class OneProbeEngine final : public diagnosis::Engine {
 public:
  std::optional<diagnosis::NextTest> next_test(
      const std::vector<diagnosis::ProbeEvidence>& so_far,
      const diagnosis::Question& question) const override {
    if (!so_far.empty())
      return std::nullopt;
    return diagnosis::NextTest{
        question.complaint == "drops" ? "test.slow" : "test.quick", "gate", 1};
  }
  diagnosis::Diagnosis conclude(
      const std::vector<diagnosis::ProbeEvidence>& evidence,
      const diagnosis::Question&) const override {
    diagnosis::Diagnosis result;
    result.status = diagnosis::Status::no_fault;
    for (const auto& item : evidence)
      result.probes_run.push_back(item.probe_id);
    return result;
  }
  std::string_view knowledge_hash() const override { return "abc"; }
};

inline Task<Verdict> pass(Progress& progress) {
  progress.report(0.5, "half way");
  Verdict verdict{Outcome::passed, "fine", {}, {}};
  co_return verdict;
}

inline Task<Verdict> sleep_an_hour(Clock& clock) {
  const auto slept = co_await clock.sleep(std::chrono::hours(1));
  if (!slept)
    co_return slept.error();
  Verdict verdict{Outcome::passed, "slept", {}, {}};
  co_return verdict;
}

inline Task<v1::Status> some_status() {
  v1::Status status;
  status.set_device("kitchen");
  co_return status;
}

struct LocalFixture {
  LocalFixture() {
    static int count = 0;
    file = std::filesystem::temp_directory_path() /
           ("sc-local-" + std::to_string(::getpid()) + '-' +
            std::to_string(++count));
    catalog = {{"test.quick",
                "Quick",
                std::chrono::hours(2),
                {},
                Hardware::none,
                [](Progress& progress) { return pass(progress); }},
               {"test.slow",
                "Slow",
                std::chrono::hours(2),
                {},
                Hardware::none,
                [this](Progress&) { return sleep_an_hour(clock); }}};
  }
  ~LocalFixture() {
    if (server)
      server->stop();
    poll();
    std::filesystem::remove(file);
  }

  local::Ports ports() {
    return {checkup, desk, [] { return some_status(); },
            [this](std::vector<ProbeRun> runs) { return keep(runs.size()); },
            [this](CheckupResult) { return keep_diagnosis(); }};
  }
  boost::asio::awaitable<void> keep(std::size_t runs) {
    seen_runs += runs;
    if (disk_is_slow)
      co_await clock.sleep(std::chrono::hours(1));
  }
  boost::asio::awaitable<void> keep_diagnosis() {
    ++seen_diagnoses;
    co_return;
  }
  Result<std::unique_ptr<local::Server>> listen(local::Limits limits = {}) {
    return local::Server::listen(io, file, ports(), clock, limits);
  }
  void serve(local::Limits limits = {}) { server = listen(limits).value(); }
  /// Everything that can happen without time passing.
  void poll() {
    io.restart();
    while (io.poll() > 0) {
    }
  }

  bool disk_is_slow = false;
  boost::asio::io_context io{1};
  ManualClock clock;
  std::filesystem::path file;
  std::vector<Probe> catalog;
  Runner runner{clock};
  OneProbeEngine engine;
  OneRequestDesk desk;
  Checkup checkup{runner, catalog, engine, clock};
  std::size_t seen_runs = 0;
  int seen_diagnoses = 0;
  std::unique_ptr<local::Server> server;
};

inline v1::LocalRequest request(std::uint64_t id) {
  v1::LocalRequest message;
  message.set_id(id);
  return message;
}

inline v1::LocalRequest run_request(std::uint64_t id, std::string probe_id) {
  auto message = request(id);
  message.mutable_run_probes()->add_probe_ids(std::move(probe_id));
  return message;
}

}  // namespace soundcheck::test
