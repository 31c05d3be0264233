#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cloud {

/// Times are Unix milliseconds by the cloud's clock, 0 for never.
using UnixMs = std::int64_t;

/// What stands of a device's latest diagnosis in one line.
struct DiagnosisBrief {
  std::string status;    ///< "no_fault", "fault", "unknown_fault", "incomplete"
  std::string fault_id;  ///< of the most probable, empty when none is named
  std::optional<double> probability;
  UnixMs at_ms = 0;
};

struct DeviceRow {
  std::string id;
  std::string tenant;
  std::string model;
  std::string state;  ///< "online", "offline", "stopped"
  UnixMs since_ms = 0;
  UnixMs last_seen_ms = 0;
  std::string firmware;
  std::string slot;
  std::string agent;
  std::string boot_id;
  std::string knowledge_hash;
  bool session_open = false;
  std::optional<DiagnosisBrief> diagnosis;
  std::optional<double> signal_dbm;
  std::int64_t dropped_reports = 0;
};

struct Report {
  std::int64_t id = 0;
  UnixMs received_ms = 0;
  v1::HealthReport message;
};

struct LatestResult {
  UnixMs at_ms = 0;
  v1::ProbeResult result;
};

struct Session {
  std::string id;
  std::string device;
  std::string operator_name;
  std::string reason;
  std::uint32_t max_seconds = 0;  ///< 0 = the device's default
  std::string state;              ///< "opening", "open", "closed", "refused"
  UnixMs opened_ms = 0;
  UnixMs ends_ms = 0;
  v1::Refusal refusal = v1::REFUSAL_UNSPECIFIED;
  std::string nonce;
  std::int64_t counter = 0;  ///< of the last command sent in it
  std::string boot_id;
  UnixMs consent_until_ms = 0;  ///< opening: the owner is asked until then
};

struct Step {
  std::int64_t position = 0;
  std::string probe_id;
  std::string why_id;
  double fraction = 0;
  std::string text;
  std::optional<v1::ProbeResult> result;
};

/// "open_session" and "close_session" are commands too; the API shows them as
/// their session.
struct Command {
  std::int64_t n = 0;  ///< order of creation, set by the store
  std::string id;
  std::string device;
  std::string session;
  std::string verb;
  v1::Command body;  ///< only the verb is set until it is sent
  std::string operator_name;
  std::string reason;
  UnixMs created_ms = 0;
  UnixMs expires_ms = 0;
  std::string state = "queued";
  v1::Refusal refusal = v1::REFUSAL_UNSPECIFIED;
  std::string detail;
  std::int64_t probe_count = 0;
  std::int64_t last_n = 0;  ///< of the newest reply
  UnixMs last_reply_ms = 0;
  bool answered = false;  ///< the device's own final word is here
  std::vector<v1::ProbeResult> results;
  std::optional<v1::Diagnosis> diagnosis;
  std::optional<v1::RemedyResult> remedy;  ///< of "apply_remedy"
  /// Of a verb that reads: its result, and nothing else of the reply.
  std::optional<v1::Reply> answer;
  UnixMs finished_ms = 0;
  std::string receipt_outbox;
  std::int64_t receipt_seq = 0;
  UnixMs receipt_ms = 0;
  UnixMs consent_until_ms = 0;  ///< while the owner is asked: until when
  std::vector<Step> steps;

  bool for_session() const {
    return verb == "open_session" || verb == "close_session";
  }
};

/// One start of a speaker, by its boot id.
struct Start {
  std::string boot_id;
  UnixMs started_ms = 0;  ///< the latest that it can have been, unless exact
  bool exact = false;     ///< told by a clock that was synchronised
  /// "unknown", "orderly", "update", "panic", "watchdog", "brown_out",
  /// "overheat", "power_cut"
  std::string reason;
  std::string firmware;
  UnixMs last_report_ms = 0;  ///< until then it ran, at least
};

/// What one operator asked for and another one must sign, too.
struct Approval {
  std::string id;
  std::string device;
  std::string verb;      ///< "apply_remedy"
  std::string argument;  ///< of the verb: the remedy's id
  std::string operator_name;
  std::string reason;
  UnixMs asked_ms = 0;
  UnixMs expires_ms = 0;
  /// "waiting", "granted", "declined", "withdrawn", "expired"
  std::string state = "waiting";
  std::string
      second;        ///< who decided; the holder of the second key, if granted
  std::string note;  ///< why it was declined
  UnixMs decided_ms = 0;
  std::string command;  ///< that it became, when granted
};

struct TimelineEvent {
  std::int64_t id = 0;
  UnixMs at_ms = 0;
  std::string kind;
  std::string data;  ///< a JSON object
};

struct Token {
  std::string name;
  std::string role;  ///< "viewer", "qa", "support_l1", "support_l2", "admin"
  UnixMs created_ms = 0;
};

}  // namespace soundcheck::cloud
