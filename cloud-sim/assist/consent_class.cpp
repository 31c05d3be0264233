#include "cloud-sim/assist/consent_class.hpp"

#include <algorithm>

#include "cloud-sim/store/devices.hpp"

namespace soundcheck::cloud {

std::string consent_class_of(Sqlite& db,
                             const std::string& device,
                             const CommandRequest& request) {
  constexpr std::string_view reading[] = {"cancel", "show_measurements",
                                          "read_events", "set_reporting",
                                          "read_audit"};
  if (std::ranges::find(reading, request.verb) != std::end(reading))
    return "read";
  if (request.verb == "apply_remedy")
    return request.disruptive ? "disruptive" : "repair";
  if (request.verb == "update_knowledge")
    return "repair";
  if (request.verb == "collect_bundle")
    return "logs";
  if (request.verb != "run_probes")
    return "test";
  const auto presence = load_presence(db, device);
  const auto only_read = [&](const std::string& id) {
    return std::ranges::any_of(presence.probes(), [&](const auto& probe) {
      return probe.id() == id && probe.consent_class() == "read";
    });
  };
  return std::ranges::all_of(request.probes, only_read) ? "read" : "test";
}

}  // namespace soundcheck::cloud
