#include "probes/catalog_parts.hpp"
#include "probes/firmware/identity.hpp"
#include "probes/firmware/integrity.hpp"
#include "probes/firmware/manifest.hpp"
#include "probes/firmware/slots.hpp"
#include "probes/firmware/storage.hpp"

namespace soundcheck {

using namespace std::chrono_literals;

namespace {

Probe firmware_slots(Slots& slots, const Profile& profile) {
  return {"firmware.slots",
          "Software slots and their boot state",
          5s,
          reading,
          Hardware::storage,
          [&slots, limits = profile.slots](Progress& progress) {
            return firmware::check_slots(slots, limits, progress);
          }};
}

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

Probe firmware_manifest(const Board& board, const Profile& profile) {
  const firmware::ManifestPorts ports{board.manifest.get(), board.firmware,
                                      board.files, board.clock, board.compute};
  return {"firmware.manifest",
          "Firmware as released",
          30s,
          {.seconds = 0.5},
          Hardware::storage,
          [ports, expected = profile.firmware](Progress& progress) {
            return firmware::check_manifest(ports, expected, progress);
          }};
}

Probe firmware_integrity(const Board& board) {
  const firmware::IntegrityPorts ports{
      board.slots, board.slot_verifications.get(), board.verity};
  return {"firmware.integrity",
          "Software intact",
          5s,
          reading,
          Hardware::storage,
          [ports](Progress& progress) {
            return firmware::check_integrity(ports, progress);
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
  return {firmware_slots(board.slots, profile),
          firmware_identity(board.firmware), firmware_manifest(board, profile),
          firmware_integrity(board), firmware_storage(board.storage, profile)};
}

}  // namespace soundcheck
