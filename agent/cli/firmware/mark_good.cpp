#include "agent/cli/firmware/mark_good.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <thread>

#include "agent/cli/daemon_backend.hpp"
#include "agent/cli/firmware/firmware_text.hpp"
#include "agent/cli/firmware/marking.hpp"
#include "agent/cli/json.hpp"
#include "agent/cli/print.hpp"

namespace soundcheck::cli {

namespace asio = boost::asio;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

v1::LocalRequest request_for(const std::vector<std::string>& probes) {
  v1::LocalRequest request;
  request.set_id(1);
  for (const auto& probe : probes)
    request.mutable_run_probes()->add_probe_ids(probe);
  return request;
}

asio::awaitable<void> ask(Backend& backend,
                          v1::LocalRequest request,
                          std::vector<v1::ProbeResult>& results,
                          std::optional<Result<void>>& ended) {
  const Tell tell = [&results](const v1::LocalResponse& response) {
    if (response.progress().has_finished())
      results.push_back(response.progress().finished());
  };
  const auto response = co_await backend.ask(std::move(request), tell);
  if (!response)
    ended = Result<void>(response.error());
  else if (response->has_error())
    ended = Result<void>(Error(Errc::io, response->error().what()));
  else
    ended = Result<void>();
}

/// Whoever does not answer by then is hung up on, which ends what it runs.
Result<void> ask_daemon(const std::string& socket,
                        const std::vector<std::string>& probes,
                        steady_clock::time_point until,
                        std::vector<v1::ProbeResult>& results) {
  std::optional<Result<void>> ended;
  asio::io_context io(1);
  const auto backend = DaemonBackend::connect(io, socket);
  if (!backend)
    return backend.error();
  co_spawn(io, ask(**backend, request_for(probes), results, ended),
           [](std::exception_ptr failure) {
             if (failure)
               std::rethrow_exception(failure);
           });
  io.run_until(until);
  if (!ended)
    return Error(Errc::timeout, "soundcheckd gave no answer in time");
  return *ended;
}

GateWays ways_of(const FirmwareOptions& options, std::ostream& err) {
  const auto begun = steady_clock::now();
  const auto now = [begun] {
    return duration_cast<milliseconds>(steady_clock::now() - begun);
  };
  GateWays ways;
  ways.now = now;
  ways.pause = [](milliseconds pause) { std::this_thread::sleep_for(pause); };
  ways.ask = [begun, socket = options.socket](
                 const std::vector<std::string>& probes, milliseconds deadline,
                 std::vector<v1::ProbeResult>& results) {
    return ask_daemon(socket, probes, begun + deadline, results);
  };
  ways.tell = [now, &err](const Requirement& requirement) {
    err << "soundcheck: [" << duration_cast<std::chrono::seconds>(now()).count()
        << " s] " << printable(text_of(requirement)) << std::endl;
  };
  return ways;
}

}  // namespace

Exit mark_good(const FirmwareOptions& options,
               std::ostream& out,
               std::ostream& err) {
  MarkGood done;
  done.command = options.command;
  if (done.command.empty()) {
    const char* path = std::getenv("PATH");
    const auto found = marking_command("/", path ? path : "");
    // Waiting would be in vain.
    if (!found) {
      if (options.json)
        out << json_of_error(std::string(to_string(found.error().code)),
                             found.error().what)
            << '\n';
      err << "soundcheck: " << printable(found.error().what) << '\n';
      return Exit::configuration;
    }
    done.command = *found;
  }
  done.requirements = requirements_of(options.require);
  const auto ways = ways_of(options, err);
  const auto deadline =
      milliseconds(static_cast<std::int64_t>(options.deadline_s * 1000));
  if (wait_for_health(done.requirements, deadline, ways)) {
    const auto marked = run_marking(done.command);
    done.marked = marked.has_value();
    if (!marked)
      done.problem = marked.error().what;
  }
  done.waited_s = static_cast<double>(ways.now().count()) / 1000;
  if (options.json)
    out << json_of(done) << '\n';
  else
    print_mark_good(out, done);
  return done.marked ? Exit::good : Exit::bad;
}

}  // namespace soundcheck::cli
