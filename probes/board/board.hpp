#pragma once

#include <functional>

#include "probes/board/app_log.hpp"
#include "probes/board/broker_link.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/compute.hpp"
#include "probes/board/connection_log.hpp"
#include "probes/board/connection_watch.hpp"
#include "probes/board/file_contents.hpp"
#include "probes/board/firmware.hpp"
#include "probes/board/firmware_manifest.hpp"
#include "probes/board/identity.hpp"
#include "probes/board/network.hpp"
#include "probes/board/path.hpp"
#include "probes/board/radio.hpp"
#include "probes/board/repairs.hpp"
#include "probes/board/resets.hpp"
#include "probes/board/resolver.hpp"
#include "probes/board/services.hpp"
#include "probes/board/slot_content.hpp"
#include "probes/board/slot_verification.hpp"
#include "probes/board/slots.hpp"
#include "probes/board/sound.hpp"
#include "probes/board/storage.hpp"
#include "probes/board/supplicant.hpp"
#include "probes/board/system.hpp"
#include "probes/board/trend_log.hpp"
#include "probes/board/verity.hpp"
#include "probes/board/web.hpp"

namespace soundcheck {

/// Every port of one board. Only the catalog and main may take it whole; a
/// probe takes the ports it uses.
struct Board {
  Clock& clock;
  Compute& compute;
  Radio& radio;
  Supplicant& supplicant;
  Network& network;
  Path& path;
  Resolver& resolver;
  Web& web;
  Sound& sound;
  Firmware& firmware;
  Storage& storage;
  System& system;
  /// The daemon puts its own here, and its journal.
  std::reference_wrapper<BrokerLink> broker;
  std::reference_wrapper<ConnectionLog> connection_log;
  ConnectionWatch& connection_watch;
  Services& services;
  DeviceIdentity& identity;
  Slots& slots;
  Resets& resets;
  /// Not for probes.
  Repairs& repairs;
  /// The daemon's own, too.
  std::reference_wrapper<StartLog> start_log;
  FileContents& files;
  /// Of the daemon, too.
  std::reference_wrapper<ManifestStore> manifest;
  Verity& verity;
  SlotContent& slot_content;
  /// Of the daemon, too.
  std::reference_wrapper<SlotVerifications> slot_verifications;
  std::reference_wrapper<TrendLog> trend_log;
  /// Of the daemon, too.
  std::reference_wrapper<AppLog> app_log;
};

}  // namespace soundcheck
