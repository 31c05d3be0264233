#include "cloud-sim/assist/replies.hpp"

#include <algorithm>
#include <cmath>

#include "cloud-sim/assist/audit.hpp"
#include "cloud-sim/assist/endings.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/assist/session_answers.hpp"
#include "cloud-sim/store/answers.hpp"
#include "cloud-sim/store/bundles.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/ledger.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/wire/identifiers.hpp"
#include "cloud-sim/wire/topics.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::uint64_t max_seq = 1ULL << 53;  // exact in JSON too
constexpr std::uint32_t max_consent_s = 600;   // as a policy file allows

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

/// Of the verbs that read.
void take_answer(Work& work, const Command& command, const v1::Reply& reply) {
  v1::Reply answer;
  if (reply.has_measurements())
    *answer.mutable_measurements() = reply.measurements();
  else if (reply.has_events())
    *answer.mutable_events() = reply.events();
  else if (reply.has_audit())
    answer.set_audit(reply.audit());
  else
    return;
  put_answer(work.db, command.id, answer);
  if (reply.has_audit())
    take_audit(work, command.device, command.body.read_audit().from(),
               reply.audit());
}

void take_bundle(Work& work,
                 const Command& command,
                 const v1::BundleCollected& told) {
  const auto& unfinished = told.unfinished();
  describe_bundle(work.db,
                  {.command = command.id,
                   .reference = told.reference(),
                   .sha256 = to_hex(told.sha256()),
                   .items = told.items(),
                   .redactions = told.redactions(),
                   .unfinished = {unfinished.begin(), unfinished.end()}});
}

void take_result(Work& work, Command& command, const v1::Reply& reply) {
  if (reply.has_probe_results()) {
    const auto& results = reply.probe_results().results();
    command.results.assign(results.begin(), results.end());
    note_results(work, command.device, command.results, work.now_ms);
  }
  if (reply.has_remedy()) {
    const auto& confirmed = reply.remedy().confirmed();
    command.remedy = reply.remedy();
    command.results.assign(confirmed.begin(), confirmed.end());
    note_results(work, command.device, command.results, work.now_ms);
  }
  take_answer(work, command, reply);
  if (reply.has_bundle_collected())
    take_bundle(work, command, reply.bundle_collected());
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

/// Until when the owner is asked. A speaker that does not say how long counts
/// as one that does not ask: nothing is counted down then.
void note_consent(Work& work, Command& command, const v1::Reply& reply) {
  const bool asked = reply.state() == v1::REPLY_STATE_WAITING_FOR_CONSENT &&
                     reply.consent_seconds() > 0;
  command.consent_until_ms =
      asked ? work.now_ms + 1000 * std::int64_t{std::min(
                                       reply.consent_seconds(), max_consent_s)}
            : 0;
  if (command.verb != "open_session")
    return;
  auto session = find_session(work.db, command.session);
  if (!session || session->consent_until_ms == command.consent_until_ms)
    return;
  session->consent_until_ms = command.consent_until_ms;
  update_session(work.db, *session);
  work.changes.touched_sessions.insert(session->id);
}

void take(Work& work, Command command, const v1::Reply& reply) {
  command.last_n = std::max<std::int64_t>(command.last_n, reply.n());
  command.last_reply_ms = work.now_ms;
  note_consent(work, command, reply);
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

/// The device does not say which command it was: it believed nothing of it.
void note_lacking_keys(Work& work, const std::string& device) {
  auto& again = work.changes.lacking_keys[device];
  for (auto& command : unfinished_commands(work.db, device))
    if (command.state == "sent")
      again.push_back(std::move(command.body));
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
  if (reply.refusal() == v1::REFUSAL_KEYS_OUTDATED) {
    note_lacking_keys(work, device);
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
