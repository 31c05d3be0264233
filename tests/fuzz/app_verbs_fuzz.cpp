// What programs of the speaker may post and offer: one LocalRequest after the
// other, as framed payloads. What comes of it must fit into a report.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>

#include "agent/local/app_probe_desk.hpp"
#include "agent/local/app_reports.hpp"
#include "agent/local/frame.hpp"
#include "soundcheck/v1/local.pb.h"
#include "tests/support/manual_clock.hpp"

using namespace soundcheck;

namespace {

class Silence final : public Progress {
 public:
  void report(double, std::string_view) override {}
};

struct Speaker {
  Speaker() {
    catalog.reserve(local::AppProbeDesk::most);
    silent.reserve(local::AppProbeDesk::most);
  }

  void take(v1::LocalRequest request) {
    if (request.has_post()) {
      const auto& number = request.post();
      (void)reports.take(number.name(), number.value(), number.unit());
    } else if (request.has_offer_probe()) {
      (void)probes->offer(1, request.offer_probe());
      ask();
    } else if (request.has_give_verdict()) {
      (void)probes->give(1, request.give_verdict());
    }
    clock.advance(std::chrono::minutes(7));
    io.restart();
    io.poll();
  }

  /// Runs the newest of them, to its deadline if it must be.
  void ask() {
    if (catalog.empty())
      return;
    boost::asio::co_spawn(io, catalog.back().run(silence),
                          boost::asio::detached);
  }

  void check() {
    std::size_t count = 0;
    while (const auto* number = reports.number(count)) {
      if (number->name.empty() || number->value != number->value)
        std::abort();
      ++count;
    }
    if (count > 24)
      std::abort();
    for (const auto& probe : catalog) {
      if (probe.id.size() > 36 || probe.title.size() > 64 ||
          probe.deadline > std::chrono::minutes(1))
        std::abort();
    }
  }

  boost::asio::io_context io{1};
  test::ManualClock clock;
  local::AppReports reports{clock};
  std::vector<Probe> catalog, silent;
  std::unique_ptr<local::AppProbeDesk> probes =
      local::make_app_probes(io.get_executor(), catalog, silent);
  Silence silence;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const auto quiet = google::protobuf::SetLogHandler(nullptr);
  (void)quiet;
  local::FrameParser parser;
  parser.feed({reinterpret_cast<const char*>(data), size});
  Speaker speaker;
  for (auto next = parser.next(); next && *next; next = parser.next()) {
    v1::LocalRequest request;
    if (request.ParseFromString(**next))
      speaker.take(std::move(request));
  }
  speaker.check();
  return 0;
}
