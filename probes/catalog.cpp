#include "probes/catalog.hpp"

#include "probes/catalog_parts.hpp"

namespace soundcheck {

std::vector<Probe> make_catalog(Board board, const Profile& profile) {
  std::vector<Probe> catalog;
  for (const auto part : {wifi_probes, network_probes, audio_probes,
                          firmware_probes, system_probes}) {
    for (auto& probe : part(board, profile))
      catalog.push_back(std::move(probe));
  }
  return catalog;
}

}  // namespace soundcheck
