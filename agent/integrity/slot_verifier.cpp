#include "agent/integrity/slot_verifier.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "agent/integrity/slot_record.hpp"
#include "agent/log.hpp"
#include "agent/output_file.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

namespace {

using Verdict = SlotVerification::Verdict;

constexpr std::size_t max_file_bytes = std::size_t{2} * 1024 * 1024;
/// What is read is lost with the power; so much of it is bearable, as flash
/// wears by what is kept.
constexpr std::uint64_t keep_every_bytes = 16 * slot_chunk_bytes;
/// Whatever has the right of way has it for so long; also how long the kernel's
/// average of the pressure remembers our own reading.
constexpr milliseconds step_aside = 30s;
/// After an update, or for what could not be read.
constexpr milliseconds look_again_after = 10min;
/// A medium may fail once, and then give what it has.
constexpr unsigned losses_that_count = 3;

std::string mebibytes(std::uint64_t bytes) {
  return std::to_string(bytes / slot_chunk_bytes) + " MiB";
}

void tell(const KnownSlot& slot) {
  const auto& record = slot.record;
  const auto name = "slot " + record.key.slot;
  if (record.verdict == Verdict::intact) {
    log::info(name + " is intact");
    return;
  }
  const auto where = record.damaged_at
                         ? ", first at " + mebibytes(*record.damaged_at)
                         : std::string();
  log::error(name +
             (record.verdict == Verdict::lost ? " cannot be read"
                                              : " is not what was installed") +
             where);
}

SlotVerification seen(const KnownSlot& slot, const VerificationTime& now) {
  const auto& record = slot.record;
  SlotVerification answer;
  answer.slot = record.key.slot;
  answer.running = slot.running;
  answer.sha256 = record.key.sha256;
  answer.installed_unix_s = record.key.installed_unix_s;
  answer.verdict = record.verdict;
  answer.damaged_at = record.damaged_at;
  answer.why_not = slot.why_not;
  answer.cannot = slot.cannot;
  if (record.verdict != Verdict::none)
    answer.age_s = age_s(slot, now);
  if (record.state.bytes > 0)
    answer.read_percent = 100 * static_cast<double>(record.state.bytes) /
                          static_cast<double>(record.key.size_bytes);
  return answer;
}

}  // namespace

SlotVerifier::SlotVerifier(asio::any_io_executor executor,
                           Ports ports,
                           std::chrono::seconds period,
                           const std::filesystem::path& state_folder)
    : ports_(ports),
      period_(period),
      file_(state_folder / "slot-verification"),
      started_(ports.clock.monotonic()),
      wake_(executor),
      background_(executor) {}

void SlotVerifier::load() {
  std::error_code failed;
  if (!std::filesystem::exists(file_, failed))
    return;
  const auto bytes = read_whole_file(file_, max_file_bytes);
  const auto records = bytes ? decode_slot_records(*bytes, file_.string())
                             : Result<std::vector<SlotRecord>>(bytes.error());
  if (!records) {
    log::error(records.error().what + "; slots are read from their begin");
    return;
  }
  for (const auto& record : *records)
    known_.emplace_back().record = record;
}

Result<std::vector<SlotVerification>> SlotVerifier::slots() const {
  std::vector<SlotVerification> answers;
  for (const auto& slot : known_)
    answers.push_back(seen(slot, time()));
  return answers;
}

VerificationTime SlotVerifier::time() const {
  VerificationTime now;
  now.monotonic = ports_.clock.monotonic();
  now.started = started_;
  if (ports_.clock.trusted()) {
    now.wall_unix_s =
        std::chrono::duration_cast<std::chrono::seconds>(ports_.clock.wall())
            .count();
  }
  return now;
}

milliseconds SlotVerifier::look_again() const {
  return std::min<milliseconds>(look_again_after, period_ / 2 + 1s);
}

/// What is to be read now, once the slots of now are known and those that were
/// read to their end are judged.
KnownSlot* SlotVerifier::next(const SlotsState& state) {
  known_ = matched(state, std::move(known_));
  for (auto& slot : known_) {
    if (slot.read_hash)
      settle(slot, slot.read_hash, 0);
  }
  const auto now = time();
  // What was begun is ended; then comes what nobody looks at otherwise.
  const auto rank = [](const KnownSlot& slot) {
    return slot.record.state.bytes > 0 ? 0 : slot.running ? 2 : 1;
  };
  KnownSlot* chosen = nullptr;
  for (auto& slot : known_) {
    if (is_due(slot, period_, now) && (!chosen || rank(slot) < rank(*chosen)))
      chosen = &slot;
  }
  return chosen;
}

void SlotVerifier::settle(KnownSlot& slot,
                          const std::optional<Sha256>& hash,
                          std::uint64_t lost_at) {
  judge(slot, hash, lost_at, time());
  tell(slot);
  changed_ = true;
  kept_bytes_ = 0;
  losses_ = 0;
}

milliseconds SlotVerifier::take_loss(KnownSlot& slot, std::uint64_t lost_at) {
  slot.why_not = "its medium gave nothing at " + mebibytes(lost_at);
  if (++losses_ < losses_that_count)
    return step_aside;
  settle(slot, std::nullopt, lost_at);
  return 0ms;
}

milliseconds SlotVerifier::take(KnownSlot& slot, Result<SlotStretch> stretch) {
  if (!stretch) {
    slot.why_not = stretch.error().what;
    slot.cannot = stretch.error().code == Errc::unsupported;
    slot.not_before = ports_.clock.monotonic() + look_again();
    return 0ms;
  }
  const auto end = stretch->end;
  const auto lost_at = stretch->lost_at;
  if (!stretch->marks.empty())
    losses_ = 0;
  advance(slot, std::move(*stretch));
  const auto bytes = slot.record.state.bytes;
  if (bytes < kept_bytes_)
    kept_bytes_ = 0;
  if (bytes >= kept_bytes_ + keep_every_bytes && !slot.read_hash) {
    kept_bytes_ = bytes;
    changed_ = true;
  }
  if (end == SlotStretch::End::lost)
    return take_loss(slot, lost_at);
  return end == SlotStretch::End::held_up ? step_aside : 0ms;
}

std::function<void()> SlotVerifier::keeping() {
  std::vector<SlotRecord> records;
  for (const auto& slot : known_) {
    auto& record = records.emplace_back();
    record = slot.record;
    // What is not judged yet is no state to go on from.
    if (slot.read_hash) {
      record.state = HashState();
      record.marks.clear();
    }
  }
  return [bytes = encode_slot_records(records), file = file_] {
    if (const auto kept = write_file(file, bytes); !kept)
      log::error(kept.error().what);
  };
}

asio::awaitable<milliseconds> SlotVerifier::step() {
  const auto state = co_await ports_.slots.state();
  auto* const slot = state ? next(*state) : nullptr;
  auto wait = look_again();
  if (slot) {
    const auto& record = slot->record;
    const SlotReading reading{record.key.device, record.key.size_bytes,
                              record.state, slot->running};
    auto stretch = co_await ports_.content.read(reading);
    wait = take(*slot, std::move(stretch));
  }
  if (std::exchange(changed_, false))
    (void)co_await ports_.compute.run(keeping());
  co_return wait;
}

asio::awaitable<void> SlotVerifier::run() {
  co_await asio::this_coro::throw_if_cancelled(false);
  while (!stopping_) {
    const auto wait = co_await step();
    if (stopping_ || wait == 0ms)
      continue;
    wake_.expires_after(wait);
    co_await wake_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

void SlotVerifier::start() {
  background_.start(run());
}

asio::awaitable<void> SlotVerifier::stop() {
  stopping_ = true;
  wake_.cancel();
  co_await background_.stop();
}

}  // namespace soundcheck
