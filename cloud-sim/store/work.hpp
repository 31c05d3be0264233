#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cloud-sim/store/case_records.hpp"
#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// What one transaction changed and wants sent once it is on disk.
struct Changes {
  std::set<std::string> touched_devices, touched_sessions, touched_commands;
  std::set<std::string> touched_approvals;
  std::set<std::int64_t> touched_cases;

  std::vector<DeviceRow> devices;
  std::vector<Session> sessions;
  std::vector<Command> commands;
  std::vector<Report> reports;
  std::vector<Case> cases;
  std::vector<Approval> approvals;

  std::vector<v1::Command> to_send;
  std::vector<v1::Receipt> receipts;
  /// Devices that have an older key manifest than ours, and what they therefore
  /// did not take.
  std::map<std::string, std::vector<v1::Command>> lacking_keys;
  /// Of commands that are sent: who signs them, too, by the command's id.
  std::map<std::string, std::string> second_operators;
};

/// One transaction: what it may touch, and what it has changed so far.
struct Work {
  Sqlite& db;
  UnixMs now_ms;
  const std::string& tenant;
  const StoreLimits& limits;
  Changes changes = {};
};

/// Loads what was touched, as it is now, at the end of the transaction.
Changes collect(Work& work);

/// Makes what a device measured the newest known of it, unless something newer
/// is, and notes in the timeline when its diagnosis changed.
void note_results(Work& work,
                  const std::string& device,
                  const std::vector<v1::ProbeResult>& results,
                  UnixMs at_ms);
void note_diagnosis(Work& work,
                    const std::string& device,
                    const v1::Diagnosis& diagnosis,
                    UnixMs at_ms);

}  // namespace soundcheck::cloud
