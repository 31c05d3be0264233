#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Whether the boot loader would start a slot. "Bad" is marked bad, or without
/// attempts left.
enum class BootState { unknown, good, bad };

/// What the updater recorded of its last work on a slot. "Pending" is being
/// written, or was left half-written.
enum class SlotStatus { unknown, ok, pending, failed };

struct Slot {
  std::string name;          ///< the boot loader's, else the updater's
  std::string updater_name;  ///< RAUC's "rootfs.0"; empty = it knows none
  bool bootable = false;     ///< the boot loader chooses between these
  BootState boot_state = BootState::unknown;
  std::optional<std::uint64_t> attempts_left;
  SlotStatus status = SlotStatus::unknown;
  std::optional<std::int64_t> installed_unix_s;
  std::optional<std::int64_t> activated_unix_s;  ///< last put first
  std::string device;                            ///< empty = not known
  std::string sha256;  ///< recorded of its content; empty = not recorded
  std::optional<std::uint64_t> size_bytes;  ///< of that content
};

/// The copies of the boot loader's environment.
struct BootEnvironment {
  unsigned copies = 0;
  unsigned wrong = 0;  ///< of them with a wrong CRC, the blank ones too
  unsigned blank = 0;  ///< erased or never written: nothing but 0xff or 0x00
};

/// How far the last update came, in the words of SWUpdate.
enum class UpdateState {
  unknown,
  ok,
  installed,    ///< and starts next
  testing,      ///< runs, and was not confirmed yet
  failed,       ///< it did not start; the old software was started again
  error,        ///< it was not installed
  in_progress,  ///< or broken off
};

/// What an updater that could be asked says of itself.
struct Updater {
  bool installing = false;
  std::optional<std::uint64_t> percent;  ///< done of that installation
  /// That this board has seen it at it, which it may have been before.
  std::optional<double> installing_for_s;
  /// Of the last installation since the updater started; empty = none. Its own
  /// words: may hold addresses and names.
  std::string last_error;
};

struct SlotsState {
  std::string booted;  ///< the slot that runs; empty = not known
  /// The slot that the last update, or somebody, put first, whether or not it
  /// can still be started. Empty = not known.
  std::string wanted;
  std::string primary;  ///< the boot loader tries it next; empty = not known
  std::vector<Slot> slots;
  std::string bootloader;  ///< as the updater calls it ("uboot"), or empty
  /// What a slot that was confirmed has; nothing where that cannot be told from
  /// what an unconfirmed one has.
  std::optional<std::uint64_t> full_attempts;
  std::optional<BootEnvironment> environment;
  std::string environment_unread;  ///< why it could not be read, else empty
  UpdateState update = UpdateState::unknown;
  std::optional<double> status_age_s;  ///< since a status was last recorded
  std::optional<Updater> updater;      ///< nothing = not asked, or no answer
  std::string updater_silent;          ///< why one that is there did not answer
  std::optional<double> uptime_s;
};

class Slots {
 public:
  virtual ~Slots() = default;
  /// Errors: unsupported (no slots that can be asked for), denied, io, parse
  /// (with file and line).
  virtual Task<SlotsState> state() = 0;
};

}  // namespace soundcheck
