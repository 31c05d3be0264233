#pragma once

#include <optional>
#include <string_view>

namespace soundcheck::cloud {

/// How far a case is. Pure: what leads from where to where, and nothing else.
enum class CaseState {
  opened,      ///< raised; nobody knows the fault yet
  routed,      ///< the fault is named, so it stands in somebody's queue
  in_session,  ///< a session is open on the device
  advised,     ///< a remedy was applied, or the owner told what to do
  confirmed,   ///< the device itself says that the fault is gone
  closed,
};

enum class CaseStep {
  fault_named,
  session_opened,
  session_ended,
  advice_given,
  cure_confirmed,
  fault_returned,  ///< named again after the device had confirmed the cure
  closed,
};

/// Where `step` leads from `state`; nothing when it changes nothing there.
/// `named`: the fault is known, so that an ended session leads back to a queue.
std::optional<CaseState> after(CaseState state, CaseStep step, bool named);

std::string_view word(CaseState state);
/// Nothing for a word that is none.
std::optional<CaseState> case_state_of(std::string_view word);

}  // namespace soundcheck::cloud
