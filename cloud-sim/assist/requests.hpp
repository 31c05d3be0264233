#pragma once

#include <string>
#include <vector>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// What a person asks of a device.
struct CommandRequest {
  std::string verb;  ///< "diagnose", "run_probes", "cancel", "identify", ...
  v1::Complaint complaint = v1::COMPLAINT_UNSPECIFIED;
  std::vector<std::string> probes = {};
  std::string command = {};  ///< the one to cancel
  std::string reason = {};
  std::string remedy = {};       ///< id of the one to apply
  v1::Command body = {};         ///< of every other verb: only its arguments
  std::string destination = {};  ///< of collect_bundle, a name of the device's
  bool disruptive = false;       ///< of apply_remedy, by the knowledge base
};

struct SessionRequest {
  std::string reason;
  std::uint32_t max_seconds = 0;  ///< 0 = the device's default
};

// Each returns the id of what it made or changed. Errors: not_found for an
// unknown device, session or command; conflict when the present state forbids.

Result<std::string> request_session(Work& work,
                                    const std::string& device,
                                    const std::string& operator_name,
                                    const SessionRequest& request);
Result<std::string> request_close(Work& work,
                                  const std::string& device,
                                  const std::string& session,
                                  const std::string& operator_name);
Result<std::string> request_command(Work& work,
                                    const std::string& device,
                                    const std::string& operator_name,
                                    const CommandRequest& request);

}  // namespace soundcheck::cloud
