#include "agent/local/app_probes.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>

namespace soundcheck::local {

namespace asio = boost::asio;

namespace {

constexpr std::string_view area = "app.";
constexpr std::size_t max_name_bytes = 32;
constexpr std::size_t max_title_bytes = 64;
constexpr double max_seconds = 60;
constexpr int max_items = 16;  // measurements and findings, each
constexpr std::uint32_t usual_deadline_ms = 10'000;
constexpr std::uint32_t max_deadline_ms = 60'000;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name_bytes &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
             name.npos;
}

Presence presence_of(v1::Presence presence) {
  if (presence == v1::PRESENCE_PRESENT)
    return Presence::present;
  return presence == v1::PRESENCE_ABSENT ? Presence::absent : Presence::unknown;
}

/// A program speaks for itself: of no finding that is another probe's.
Result<Verdict> verdict_of(const v1::ProbeResult& result) {
  if (result.outcome() == v1::OUTCOME_NOT_SUPPORTED)
    return Error(Errc::unsupported, result.summary());
  Verdict verdict{Outcome::inconclusive, result.summary(), {}, {}};
  if (result.outcome() == v1::OUTCOME_PASSED)
    verdict.outcome = Outcome::passed;
  if (result.outcome() == v1::OUTCOME_FAILED)
    verdict.outcome = Outcome::failed;
  for (const auto& one : result.measurements())
    verdict.measurements.push_back({one.name(), one.value(), one.unit()});
  for (const auto& one : result.findings()) {
    verdict.findings.push_back(
        {one.id(), presence_of(one.presence()), one.evidence()});
  }
  return verdict;
}

Result<void> check(const v1::ProbeResult& result) {
  if (result.measurements_size() > max_items ||
      result.findings_size() > max_items)
    return Error(Errc::parse, "at most 16 measurements and 16 findings");
  for (const auto& one : result.findings()) {
    if (!std::string_view(one.id()).starts_with(area))
      return Error(Errc::parse, "its findings must begin with \"app.\"");
  }
  return {};
}

}  // namespace

AppProbes::Slot* AppProbes::find(std::string_view id) {
  const auto slot = std::find_if(slots_.begin(), slots_.end(),
                                 [&](const auto& one) { return one.id == id; });
  return slot == slots_.end() ? nullptr : &*slot;
}

void AppProbes::add_row(const std::string& id, const v1::ProbeInfo& info) {
  Probe row;
  row.id = id;
  row.title = info.title();
  row.deadline = std::chrono::milliseconds(
      std::min(info.deadline_ms() == 0 ? usual_deadline_ms : info.deadline_ms(),
               max_deadline_ms));
  row.cost = {info.seconds(), info.audible(), info.interrupts_playback(),
              info.airtime()};
  row.hardware = Hardware::none;
  row.run = [this, id](Progress&) { return run(*find(id)); };
  if (!row.cost.needs_test_consent())
    silent_.push_back(row);
  catalog_.push_back(std::move(row));
}

Result<AppProbes::Slot*> AppProbes::claim(std::uint64_t client,
                                          const v1::ProbeInfo& info) {
  const auto id = std::string(area) + info.id();
  auto* slot = find(id);
  if (!slot) {
    const auto taken =
        std::any_of(catalog_.begin(), catalog_.end(),
                    [&](const auto& row) { return row.id == id; });
    if (!is_name(info.id()) || taken) {
      return Error(Errc::parse,
                   "the name of a probe has 1 to 32 lower-case letters, digits "
                   "and \"_\", and is not \"events\"");
    }
    if (info.title().empty() || info.title().size() > max_title_bytes ||
        !(info.seconds() >= 0 && info.seconds() <= max_seconds)) {
      return Error(Errc::parse,
                   "a title of 1 to 64 bytes, and 0 to 60 seconds");
    }
    if (slots_.size() == most)
      return Error(Errc::busy, "no room for another probe");
    slots_.reserve(most);
    slot = &slots_.emplace_back(Slot{id});
    add_row(id, info);
  }
  if ((slot->client != 0 && slot->client != client) || slot->offered)
    return Error(Errc::busy, id + " is offered already");
  return slot;
}

/// True when whoever waits is stopped first.
asio::awaitable<bool> AppProbes::wait_until(const bool& done) {
  co_await asio::this_coro::throw_if_cancelled(false);
  bool stop = false;
  while (!done && !stop) {
    (void)co_await bell_.wait();
    const auto state = co_await asio::this_coro::cancellation_state;
    stop = state.cancelled() != asio::cancellation_type::none;
  }
  co_return stop;
}

Task<void> AppProbes::offer(std::uint64_t client, v1::ProbeInfo info) {
  const auto claimed = claim(client, info);
  if (!claimed)
    co_return claimed.error();
  auto& slot = **claimed;
  slot.client = client;
  slot.offered = true;
  const bool stop = co_await wait_until(slot.asked);
  slot.offered = slot.asked = false;
  if (!stop)
    co_return Result<void>();
  release(slot);
  co_return Error(Errc::cancelled, "stopped on request");
}

Task<Verdict> AppProbes::run(Slot& slot) {
  if (slot.client == 0)
    co_return Error(Errc::unsupported, "no program offers it now");
  if (!slot.offered || slot.asked || slot.running)
    co_return Error(Errc::busy, "the program is at it still");
  slot.asked = slot.running = true;
  slot.answered = false;
  bell_.ring();
  const bool stop = co_await wait_until(slot.answered);
  slot.running = false;
  if (stop)
    co_return Error(Errc::cancelled, "stopped");
  co_return std::move(slot.answer);
}

Result<void> AppProbes::give(std::uint64_t client,
                             const v1::ProbeResult& result) {
  auto* slot = find(result.probe_id());
  if (!slot || slot->client != client || slot->asked || !slot->running)
    return Error(Errc::unsupported, "nobody waits for it (any more)");
  if (const auto fine = check(result); !fine)
    return fine;
  slot->answer = verdict_of(result);
  slot->answered = true;
  bell_.ring();
  return {};
}

void AppProbes::release(Slot& slot) {
  slot.client = 0;
  slot.answer = Error(Errc::io, "the program that offers it has gone");
  slot.answered = true;
  bell_.ring();
}

void AppProbes::gone(std::uint64_t client) {
  for (auto& slot : slots_) {
    if (slot.client == client)
      release(slot);
  }
}

}  // namespace soundcheck::local
