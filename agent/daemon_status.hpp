#pragma once

#include "agent/assist/assist.hpp"
#include "agent/identity.hpp"
#include "agent/mailbox.hpp"
#include "agent/reporter.hpp"
#include "agent/routine.hpp"
#include "agent/uplink/uplink.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck {

/// The parts of the daemon that know how it does.
struct StatusSources {
  const Identity& identity;
  const KnowledgeMark& knowledge;
  const Uplink& uplink;
  const Reporter& reporter;
  const assist::Assist& assist;
  const Routine& routine;
  Mailbox& mailbox;
};

/// What the daemon tells of itself on its own speaker. The parts outlive it.
/// Errors: those of Mailbox::state().
Task<v1::Status> tell_status(StatusSources from);

}  // namespace soundcheck
