#include "probes/probe.hpp"

namespace soundcheck {

std::string_view to_string(Presence presence) {
  switch (presence) {
    case Presence::unknown:
      return "unknown";
    case Presence::present:
      return "present";
    case Presence::absent:
      return "absent";
  }
  return "unknown";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return "passed";
    case Outcome::failed:
      return "failed";
    case Outcome::inconclusive:
      return "inconclusive";
    case Outcome::not_supported:
      return "not_supported";
    case Outcome::cancelled:
      return "cancelled";
  }
  return "inconclusive";
}

}  // namespace soundcheck
