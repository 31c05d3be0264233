#pragma once

#include "agent/checkup.hpp"
#include "agent/identity.hpp"
#include "agent/own_cost.hpp"
#include "probes/board/clock.hpp"
#include "soundcheck/v1/presence.pb.h"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck {

/// Everything but the diagnosis, the agent's cost, and `outbox` and `seq`,
/// which the outbox gives.
v1::HealthReport health_report(const Identity& identity,
                               const KnowledgeMark& knowledge,
                               v1::Trigger trigger,
                               const std::vector<ProbeRun>& runs,
                               const Clock& clock);

/// Takes out of a routine report what the reader knows: a probe that passed has
/// no finding present, and in words it said so before. Numbers stay, for
/// trends.
void shorten(v1::HealthReport& report);

v1::AgentCost to_wire(const OwnCost& cost, std::uint64_t sent_bytes);

v1::DevicePresence presence(const Identity& identity,
                            const KnowledgeMark& knowledge,
                            v1::PresenceState state);

/// With what only an online speaker tells: its catalog.
v1::DevicePresence online_presence(const Identity& identity,
                                   const KnowledgeMark& knowledge,
                                   const std::vector<Probe>& catalog,
                                   bool session_open,
                                   std::chrono::milliseconds connected_wall);

}  // namespace soundcheck
