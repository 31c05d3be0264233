#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What a kernel wrote down when it crashed, and the board kept over the reset.
struct CrashRecord {
  /// The gravest first.
  enum class Kind {
    panic,       ///< nothing ran after it
    oops,        ///< a defect that the kernel may have survived
    unreadable,  ///< something crashed, but the record is damaged
    no_crash,    ///< an ordinary end; some boards keep those as well
  };

  std::string name;  ///< by which the board keeps it
  Kind kind = Kind::unreadable;
  std::int64_t wall_unix_s = 0;  ///< when it was written, by a clock as it was
  /// "Kernel panic - not syncing: sysrq triggered crash"; empty: none was
  /// found.
  std::string headline;
  /// The end of the kernel's log, whole lines of ASCII, at most 8 KiB. It stays
  /// on the board.
  std::string text;
};

/// What the board remembers of the last reset, and what it says of the supply.
struct ResetSigns {
  std::vector<CrashRecord> crashes;
  /// Empty: this board would keep them, and they could be read.
  std::string why_no_crashes = "nobody has looked";
  std::optional<bool> watchdog_fired;  ///< nothing: there is none that can tell
  std::string watchdog;                ///< what it calls itself
  bool under_voltage = false;          ///< said to be the cause
  bool overheated = false;             ///< said to be the cause
  std::optional<bool> supply_low;      ///< now; nothing: nobody measures it
};

/// What a board knows of why it started. It lies in the kernel's memory, so
/// both answer at once.
class Resets {
 public:
  virtual ~Resets() = default;
  /// What cannot be read is what cannot be told.
  virtual ResetSigns signs() const = 0;
  /// Makes room for the next crash; a record that is gone already is no error.
  /// Errors: denied, io, for the first record that stays.
  virtual Result<void> forget(const std::vector<CrashRecord>& crashes) = 0;
};

/// Why the speaker started, as far as anything tells. The order is that of
/// numbers in files: new ones come at the end.
enum class StartReason {
  unknown,  ///< nothing here could tell
  orderly,  ///< the system was shut down before
  kernel_panic,
  watchdog,  ///< it hung until the watchdog reset it
  under_voltage,
  overheat,
  power_cycle,  ///< anything else would have left a trace
};

/// "a kernel panic", ...: what it started after, in a few words.
std::string_view to_string(StartReason reason);

/// One start of the speaker.
struct Start {
  std::string boot_id;
  StartReason reason = StartReason::unknown;
  std::int64_t wall_unix_s = 0;
  bool wall_trusted = false;  ///< the clock was synchronised in that run
  std::string headline;       ///< of the crash before it
};

/// What somebody wrote down, and what the board says now.
struct Starts {
  std::vector<Start> list;  ///< oldest first; the last is the one of now
  ResetSigns signs;
};

class StartLog {
 public:
  virtual ~StartLog() = default;
  /// Errors: unsupported (nobody writes them down: the command line without a
  /// daemon), io.
  virtual Task<Starts> starts() = 0;
};

/// Of a board on which no daemon runs.
class NoStartLog final : public StartLog {
 public:
  Task<Starts> starts() override;
};

}  // namespace soundcheck
