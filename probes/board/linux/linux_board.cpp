#include "probes/board/linux/linux_board.hpp"

#include "probes/board/linux/clock_linux.hpp"
#include "probes/board/linux/compute_worker.hpp"
#include "probes/board/linux/connection_watch_linux.hpp"
#include "probes/board/linux/file_contents_linux.hpp"
#include "probes/board/linux/firmware_files.hpp"
#include "probes/board/linux/network_rtnetlink.hpp"
#include "probes/board/linux/path_sockets.hpp"
#include "probes/board/linux/radio_nl80211.hpp"
#include "probes/board/linux/rauc_bus.hpp"
#include "probes/board/linux/repairs_linux.hpp"
#include "probes/board/linux/resets_files.hpp"
#include "probes/board/linux/resolver_cares.hpp"
#include "probes/board/linux/services_proc.hpp"
#include "probes/board/linux/slot_content_linux.hpp"
#include "probes/board/linux/slots_files.hpp"
#include "probes/board/linux/sound_alsa.hpp"
#include "probes/board/linux/storage_files.hpp"
#include "probes/board/linux/supplicant_wpa.hpp"
#include "probes/board/linux/system_files.hpp"
#include "probes/board/linux/verity_devices.hpp"
#include "probes/board/linux/web_curl.hpp"

namespace soundcheck {

namespace {

/// A captured tree has no updater that runs. The patience leaves the check of
/// the slots time for its files.
AskUpdater updater_of(const BoardRoot& root) {
  if (!root.is_this_system())
    return {};
  return [](std::stop_token stop, SlotsState& state) {
    return ask_rauc(std::chrono::seconds(3), std::move(stop), state);
  };
}

}  // namespace

struct LinuxBoard::Adapters {
  Adapters(const Profile& profile, const LinuxBoardOptions& options)
      : root(options.root),
        radio(worker, root, profile.wifi.interface_name),
        supplicant(worker,
                   root,
                   profile.wifi.supplicant_folder,
                   profile.wifi.interface_name),
        network(worker, root),
        resolver(worker, root),
        web(worker),
        sound(worker,
              {profile.audio.playback_device, profile.audio.capture_device,
               profile.audio.mixer_device, profile.audio.mixer_control,
               static_cast<unsigned>(profile.audio.playback_channel)}),
        firmware(root),
        files(worker, root),
        storage(root, options.kernel),
        system(root, options.kernel),
        connection_watch(worker,
                         network,
                         profile.wifi.interface_name,
                         SupplicantWatch(worker,
                                         root,
                                         profile.wifi.supplicant_folder,
                                         profile.wifi.interface_name)),
        services(root),
        identity(options.identity),
        slots(worker, root, options.kernel, updater_of(root)),
        resets(root),
        repairs(worker,
                root,
                {profile.wifi.supplicant_folder, profile.wifi.interface_name,
                 profile.audio.mixer_device, profile.audio.mixer_control},
                options.repairs),
        verity(root, options.kernel),
        slot_content(worker,
                     root,
                     {profile.integrity.max_mib_per_s,
                      profile.integrity.max_io_pressure_percent,
                      profile.audio.mixer_device}) {}

  BoardRoot root;
  Worker worker;
  ClockLinux clock;
  ComputeWorker compute{worker};
  RadioNl80211 radio;
  SupplicantWpa supplicant;
  NetworkRtnetlink network;
  PathSockets path{worker};
  NoManifestStore manifest;
  NoBrokerLink broker;
  ResolverCares resolver;
  WebCurl web;
  SoundAlsa sound;
  FirmwareFiles firmware;
  FileContentsLinux files;
  StorageFiles storage;
  SystemFiles system;
  NoConnectionLog connection_log;  // the daemon brings one
  ConnectionWatchLinux connection_watch;
  ServicesProc services;
  IdentityFiles identity;
  SlotsFiles slots;
  ResetsFiles resets;
  RepairsLinux repairs;
  NoStartLog start_log;  // the daemon brings one
  VerityDevices verity;
  SlotContentLinux slot_content;
  NoSlotVerifications slot_verifications;  // the daemon brings one
  NoTrendLog trend_log;                    // the daemon brings one
  NoAppLog app_log;                        // the daemon brings one
};

LinuxBoard::LinuxBoard(const Profile& profile, LinuxBoardOptions options)
    : adapters_(std::make_unique<Adapters>(profile, options)) {}

LinuxBoard::~LinuxBoard() = default;

Board LinuxBoard::board() {
  auto& a = *adapters_;
  return {a.clock,
          a.compute,
          a.radio,
          a.supplicant,
          a.network,
          a.path,
          a.resolver,
          a.web,
          a.sound,
          a.firmware,
          a.storage,
          a.system,
          a.broker,
          a.connection_log,
          a.connection_watch,
          a.services,
          a.identity,
          a.slots,
          a.resets,
          a.repairs,
          a.start_log,
          a.files,
          a.manifest,
          a.verity,
          a.slot_content,
          a.slot_verifications,
          a.trend_log,
          a.app_log};
}

}  // namespace soundcheck
