#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/cases/case_file.hpp"

namespace soundcheck::cloud {

/// What was newly measured of a device, and how it is told in a timeline.
struct Evidence {
  std::string device;
  UnixMs at_ms = 0;  ///< when it was measured
  std::string ref, kind;
  boost::json::object data;
  std::vector<v1::ProbeResult> results;
  std::optional<v1::Diagnosis> diagnosis;
  std::string origin;  ///< of a case that it raises: "alarm", "owner", "staff"
  std::string operator_name = {};  ///< of the staff who asked for it
  std::string complaint = {};      ///< of the owner
};

/// Notes it in all open cases of the device and draws the conclusions: a fault
/// that is named, that is still there, that is gone or has come back. Raises a
/// case for each alarming fault that has none, and for an owner's complaint.
void take_evidence(Work& work,
                   const FaultCatalog& catalog,
                   const Evidence& evidence);

/// What the present state of a session means for one case.
void note_session(CaseFile& file, const Session& session);

}  // namespace soundcheck::cloud
