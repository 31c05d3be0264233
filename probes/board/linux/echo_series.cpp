#include "probes/board/linux/echo_series.hpp"

#include <algorithm>
#include <cerrno>

#include "probes/board/linux/echo_socket.hpp"
#include "probes/board/linux/icmp_echo.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr auto last_answers = 1000ms;
constexpr int tries = 3;
constexpr auto try_timeout = 700ms;
constexpr auto least_patience = 200ms;

/// One host's requests: when each was sent, and the answers.
struct Series {
  EchoSocket socket;
  std::vector<steady_clock::time_point> sent;
  std::vector<bool> answered;
  std::vector<microseconds> times;

  void send() {
    sent.push_back(steady_clock::now());
    answered.push_back(false);
    socket.send(static_cast<std::uint16_t>(sent.size()), echo_payload);
  }
  void hear() {
    while (const auto heard = socket.receive()) {
      const std::size_t number = heard->sequence.value_or(0);
      if (number == 0 || number > sent.size() || answered[number - 1])
        continue;
      answered[number - 1] = true;
      times.push_back(std::chrono::duration_cast<microseconds>(
          steady_clock::now() - sent[number - 1]));
    }
  }
  bool complete() const { return times.size() == sent.size(); }
  EchoSeries tally() const {
    return {static_cast<int>(sent.size()), static_cast<int>(times.size()),
            median_of(times)};
  }
};

template <class Socketed>
std::vector<pollfd> readable(const std::vector<Socketed>& all) {
  std::vector<pollfd> waiting;
  waiting.reserve(all.size());
  for (const auto& one : all)
    waiting.push_back({one.socket.descriptor(), POLLIN, 0});
  return waiting;
}

void hear_until(std::vector<Series>& all,
                steady_clock::time_point until,
                const std::stop_token& stop) {
  auto waiting = readable(all);
  while (poll_until(waiting, until, stop)) {
    for (auto& series : all)
      series.hear();
  }
}

/// One size under way.
struct Parcel {
  EchoSocket socket;
  std::size_t payload;
  std::optional<Passage> end;

  void send(std::uint16_t number) {
    if (!end && socket.send(number, payload) == EMSGSIZE)
      end = Passage::refused;
  }
  void hear() {
    while (const auto heard = socket.receive()) {
      if (heard->sequence)
        end = Passage::passed;
      else if (heard->error == EMSGSIZE && !end)
        end = Passage::refused;
    }
  }
};

bool all_ended(const std::vector<Parcel>& parcels) {
  return std::all_of(parcels.begin(), parcels.end(),
                     [](const auto& parcel) { return parcel.end.has_value(); });
}

bool any_passed(const std::vector<Parcel>& parcels) {
  return std::any_of(parcels.begin(), parcels.end(), [](const auto& parcel) {
    return parcel.end == Passage::passed;
  });
}

/// Sends what has not ended yet. Once the first has come back the rest needs
/// not much longer; `patience` learns from that.
void try_once(std::vector<Parcel>& parcels,
              std::uint16_t number,
              steady_clock::duration& patience,
              const std::stop_token& stop) {
  for (auto& parcel : parcels)
    parcel.send(number);
  auto waiting = readable(parcels);
  const auto start = steady_clock::now();
  while (!all_ended(parcels) && poll_until(waiting, start + patience, stop)) {
    for (auto& parcel : parcels)
      parcel.hear();
    const auto time = steady_clock::now() - start;
    if (any_passed(parcels))
      patience = std::min(patience, 3 * time + least_patience);
  }
}

}  // namespace

Result<std::vector<EchoSeries>> echo_series(std::span<const HostAddress> hosts,
                                            int count,
                                            std::chrono::milliseconds interval,
                                            const std::stop_token& stop) {
  std::vector<Series> all;
  for (const auto& host : hosts) {
    auto socket = EchoSocket::open(host);
    if (!socket)
      return socket.error();
    all.push_back({std::move(*socket), {}, {}, {}});
  }
  auto next = steady_clock::now();
  for (int i = 0; i < count && !stop.stop_requested(); ++i) {
    for (auto& series : all)
      series.send();
    next += interval;
    hear_until(all, next, stop);
  }
  const auto end = steady_clock::now() + last_answers;
  const auto complete = [](const auto& series) { return series.complete(); };
  while (!std::all_of(all.begin(), all.end(), complete) &&
         steady_clock::now() < end && !stop.stop_requested())
    hear_until(all, std::min(end, steady_clock::now() + 50ms), stop);
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  std::vector<EchoSeries> tallies;
  tallies.reserve(all.size());
  for (const auto& series : all)
    tallies.push_back(series.tally());
  return tallies;
}

Result<std::vector<Passage>> pass_sizes(const HostAddress& host,
                                        std::span<const std::size_t> sizes,
                                        const std::stop_token& stop) {
  std::vector<Parcel> parcels;
  for (const auto size : sizes) {
    auto socket = EchoSocket::open(host);
    if (!socket)
      return socket.error();
    socket->forbid_fragments();
    const auto headers = std::min(size, ipv4_echo_headers);
    parcels.push_back({std::move(*socket), size - headers, std::nullopt});
  }
  steady_clock::duration patience = try_timeout;
  for (int i = 1; i <= tries && !all_ended(parcels); ++i)
    try_once(parcels, static_cast<std::uint16_t>(i), patience, stop);
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  std::vector<Passage> ends;
  ends.reserve(parcels.size());
  for (const auto& parcel : parcels)
    ends.push_back(parcel.end.value_or(Passage::lost));
  return ends;
}

}  // namespace soundcheck
