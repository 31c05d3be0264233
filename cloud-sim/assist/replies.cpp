#include "cloud-sim/assist/replies.hpp"

#include <algorithm>
#include <cmath>

#include "cloud-sim/assist/endings.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/assist/session_answers.hpp"
#include "cloud-sim/store/bundles.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/ledger.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "cloud-sim/wire/topics.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::uint64_t max_seq = 1ULL << 53;  // exact in JSON too

bool is_final(v1::ReplyState state) {
  return state >= v1::REPLY_STATE_SUCCEEDED && state <= v1::REPLY_STATE_REFUSED;
}

std::string state_word(v1::ReplyState state) {
  switch (state) {
    case v1::REPLY_STATE_ACCEPTED:
      return "accepted";
    case v1::REPLY_STATE_WAITING_FOR_CONSENT:
      return "waiting_for_consent";
    case v1::REPLY_STATE_RUNNING:
      return "running";
    case v1::REPLY_STATE_SUCCEEDED:
      return "succeeded";
    case v1::REPLY_STATE_FAILED:
      return "failed";
    case v1::REPLY_STATE_CANCELLED:
      return "cancelled";
    case v1::REPLY_STATE_REFUSED:
      return "refused";
    default:
      return {};
  }
}

/// Whether this reply still tells something about its command.
bool counts(const Command& command, const v1::Reply& reply) {
  if (command.answered || state_word(reply.state()).empty())
    return false;
  // The broker may deliver a command twice; the device refuses the second one,
  // which says nothing about the first.
  if (reply.refusal() == v1::REFUSAL_REPLAYED && command.last_n > 0)
    return false;
  if (is_final(reply.state()))
    return true;
  return command.finished_ms == 0 && reply.n() > command.last_n;
}

void take_progress(Work& work, Command& command, const v1::Progress& progress) {
  command.probe_count =
      std::max<std::int64_t>(command.probe_count, progress.probe_count());
  Step step;
  step.position = progress.probe_index();
  step.probe_id = progress.probe_id();
  step.why_id = progress.why_id();
  step.fraction = std::isfinite(progress.fraction())
                      ? std::clamp(progress.fraction(), 0.0, 1.0)
                      : 0;
  step.text = progress.step();
  if (progress.has_finished()) {
    step.fraction = 1;
    step.result = progress.finished();
    note_results(work, command.device, {progress.finished()}, work.now_ms);
  }
  put_step(work.db, command.id, step, work.limits);
}

void take_result(Work& work, Command& command, const v1::Reply& reply) {
  if (reply.has_probe_results()) {
    const auto& results = reply.probe_results().results();
    command.results.assign(results.begin(), results.end());
    note_results(work, command.device, command.results, work.now_ms);
  }
  if (reply.has_bundle_collected()) {
    describe_bundle(work.db, command.id, reply.bundle_collected().reference(),
                    to_hex(reply.bundle_collected().sha256()));
  }
  if (!reply.has_diagnosis())
    return;
  command.diagnosis = reply.diagnosis();
  note_diagnosis(work, command.device, reply.diagnosis(), work.now_ms);
  // A diagnosis answers with its conclusion; the numbers came step by step.
  if (const auto stored = find_command(work.db, command.id))
    for (const auto& step : stored->steps)
      if (step.result)
        command.results.push_back(*step.result);
}

void take_final(Work& work, Command& command, const v1::Reply& reply) {
  command.answered = true;
  command.refusal = reply.state() == v1::REPLY_STATE_REFUSED
                        ? reply.refusal()
                        : v1::REFUSAL_UNSPECIFIED;
  if (reply.seq() > 0) {
    command.receipt_outbox = reply.outbox();
    command.receipt_seq = static_cast<std::int64_t>(reply.seq());
    command.receipt_ms = work.now_ms;
  }
  take_result(work, command, reply);
  finish_command(work, command, state_word(reply.state()), reply.detail());
  take_session_answer(work, command, reply);
}

void take(Work& work, Command command, const v1::Reply& reply) {
  command.last_n = std::max<std::int64_t>(command.last_n, reply.n());
  command.last_reply_ms = work.now_ms;
  if (reply.has_progress())
    take_progress(work, command, reply.progress());
  if (is_final(reply.state())) {
    take_final(work, command, reply);
    return;
  }
  command.state = state_word(reply.state());
  command.detail = reply.detail();
  update_command(work.db, command);
  if (!command.for_session())
    work.changes.touched_commands.insert(command.id);
}

}  // namespace

bool is_outbox_entry(const std::string& outbox, std::uint64_t seq) {
  return is_id(outbox) && seq >= 1 && seq <= max_seq;
}

void add_receipt(Work& work,
                 const std::string& device,
                 const std::string& outbox,
                 std::uint64_t seq) {
  v1::Receipt receipt;
  receipt.set_tenant(work.tenant);
  receipt.set_device(device);
  receipt.set_outbox(outbox);
  receipt.add_seqs(seq);
  work.changes.receipts.push_back(std::move(receipt));
}

Result<void> take_reply(Work& work,
                        const std::string& device,
                        const std::string& payload) {
  v1::Reply reply;
  if (!reply.ParseFromString(payload))
    return Error(Errc::invalid, "malformed", "it is no Reply");
  if (reply.seq() > 0) {
    if (!is_outbox_entry(reply.outbox(), reply.seq()))
      return Error(Errc::invalid, "malformed", "its outbox or seq is bad");
    add_receipt(work, device, reply.outbox(), reply.seq());
    if (!enter_in_ledger(work.db, device, reply.outbox(),
                         static_cast<std::int64_t>(reply.seq()), work.limits))
      return {};
  }
  auto command = find_command(work.db, reply.command_id());
  // An answer to a command that nobody here sent is kept out, but receipted:
  // the device would send it for ever.
  if (!command || command->device != device || command->state == "queued" ||
      !counts(*command, reply))
    return {};
  take(work, std::move(*command), reply);
  return {};
}

}  // namespace soundcheck::cloud
