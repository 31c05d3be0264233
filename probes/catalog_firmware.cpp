#include "probes/catalog_parts.hpp"
#include "probes/firmware/identity.hpp"
#include "probes/firmware/storage.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

Probe firmware_identity(Firmware& firmware) {
  return {"firmware.identity",
          "Firmware version",
          5s,
          reading,
          Hardware::none,
          [&firmware](Progress& progress) {
            return firmware::check_identity(firmware, progress);
          }};
}

Probe firmware_storage(Storage& storage, const Profile& profile) {
  return {"firmware.storage",
          "Storage space and wear",
          5s,
          reading,
          Hardware::storage,
          [&storage, limits = profile.storage](Progress& progress) {
            return firmware::check_storage(storage, limits, progress);
          }};
}

}  // namespace

std::vector<Probe> firmware_probes(const Board& board, const Profile& profile) {
  return {firmware_identity(board.firmware),
          firmware_storage(board.storage, profile)};
}

}  // namespace soundcheck
