#pragma once

#include "agent/checkup.hpp"
#include "probes/board/connection_log.hpp"
#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck {

// From the agent's own types to the wire. Nothing else knows both.

v1::ProbeResult to_wire(const ProbeRun& run);
v1::Diagnosis to_wire(const CheckupResult& result);
v1::Progress to_wire(const Step& step);
v1::ProbeInfo to_wire(const Probe& probe);
v1::Reason to_wire(Errc code);
/// Leaves out which access point it was.
v1::ConnectionEvent to_wire(const ConnectionEvent& event);

diagnosis::Question question_of(const v1::Diagnose& verb);
/// "no_sound" for COMPLAINT_NO_SOUND; "" for COMPLAINT_UNSPECIFIED and numbers
/// that this version does not know.
std::string complaint_word(v1::Complaint complaint);
/// The other way; nothing for a word that is none.
std::optional<v1::Complaint> complaint_of(std::string_view word);

}  // namespace soundcheck
