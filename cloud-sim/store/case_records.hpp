#pragma once

#include <cstdint>
#include <string>

#include "cloud-sim/store/records.hpp"

namespace soundcheck::cloud {

/// The support side's record of one fault of one device, from the alarm or the
/// complaint to the owner's rating.
struct Case {
  std::int64_t id = 0;
  std::string device, model, firmware;  ///< as they were when it was opened
  std::string origin;                   ///< "alarm", "owner", "staff"
  std::string opened_by;  ///< of the staff; empty when the device did it
  std::string complaint;  ///< the wire's word, or empty
  std::string state;      ///< see cases/machine.hpp
  std::string fault_id;   ///< empty until one is named
  std::string severity;   ///< "s1" to "s4", or empty
  std::string skill;      ///< the fault's layer, or empty
  std::string level;      ///< whose queue: "l1", "l2"
  std::string assignee;   ///< who works on it, or empty
  std::string remedy_id;  ///< the last one that was given, or empty
  UnixMs opened_ms = 0;
  UnixMs evidence_ms = 0;  ///< of the newest that was measured of the fault
  UnixMs named_ms = 0;
  UnixMs responded_ms = 0;  ///< when the first person did something for it
  UnixMs advised_ms = 0;
  UnixMs confirmed_ms = 0;
  UnixMs closed_ms = 0;
  std::int64_t sessions = 0;  ///< that were open meanwhile
  std::int64_t returns = 0;   ///< how often the fault came back
  std::int64_t escalations = 0;
  std::string confirmed_by;  ///< the probe that showed the cure
  std::string outcome;       ///< cured, self_healed, not_confirmed, duplicate
  std::string closed_by;
  std::int64_t stars = 0;  ///< the owner's, 1 to 5; 0: none
};

struct CaseEvent {
  std::int64_t id = 0;
  UnixMs at_ms = 0;
  std::string kind;
  std::string data;  ///< a JSON object
};

}  // namespace soundcheck::cloud
