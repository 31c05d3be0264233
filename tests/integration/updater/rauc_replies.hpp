#pragma once

#include <chrono>
#include <systemd/sd-bus.h>

#include "probes/board/slots.hpp"

namespace soundcheck::test {

constexpr std::chrono::milliseconds patience{2000};

/// A and B as RAUC's configuration tells them, and a checksum of B.
SlotsState two_slots();

/// Nothing of what RAUC said, or might have said, is there.
void untouched(const SlotsState& state);

Result<void> ask(SlotsState& state, std::chrono::milliseconds within);

bool is(sd_bus_message* call, const char* member);
sd_bus_message* answer_to(sd_bus_message* call);
void send(sd_bus_message* answer);

void tell_properties(sd_bus_message* call, const char* operation);
/// As RAUC does once an installation into B has failed.
void serve_well(sd_bus_message* call, sd_bus* bus);
void refuse(sd_bus_message* call);

}  // namespace soundcheck::test
