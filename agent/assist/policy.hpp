#pragma once

#include <array>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "agent/assist/quiet_hours.hpp"
#include "agent/local/access.hpp"
#include "agent/remedies/rules.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::assist {

/// What a command would cost the owner. Ordered: the strongest of several
/// classes is the largest.
enum class ConsentClass {
  session,     ///< support may look at all, for a while
  read,        ///< numbers that are collected anyway
  test,        ///< may be heard, or interrupts the music
  repair,      ///< changes something, and can be undone
  disruptive,  ///< restarts, slot changes
  logs,        ///< text that left programs on the speaker
};

constexpr std::size_t consent_classes = 6;

/// Some of the classes, each by its bit.
using ConsentClasses = std::bitset<consent_classes>;

enum class Rule {
  allow,
  ask,  ///< the owner decides each time; silence means no
  never,
};

/// "read", "test", ... as used in the policy file and on the wire.
std::string_view to_string(ConsentClass consent_class);
std::string_view to_string(Rule rule);

/// How much of it support may ask for, whoever asks. Those without a unit of
/// their own hold for any half an hour, which is as long as a session can be.
struct Limits {
  std::int64_t commands_per_minute = 30;  ///< of each verb
  std::int64_t commands = 300;            ///< each is written to the flash
  std::int64_t sound_s = 120;             ///< of tests that are heard
  std::int64_t airtime_s = 600;           ///< of tests that send packets

  friend bool operator==(const Limits&, const Limits&) = default;
};

/// What support and programs may do on this speaker. The defaults below hold
/// without a file.
struct Policy {
  std::array<Rule, consent_classes> rules = {
      Rule::ask, Rule::allow, Rule::ask, Rule::ask, Rule::ask, Rule::never};
  std::chrono::seconds default_session{900};
  std::chrono::seconds max_session{1800};
  /// A session in which nobody does anything ends.
  std::chrono::seconds idle_session{300};
  std::chrono::seconds consent_timeout{60};
  Limits limits;
  /// Then the owner is asked before every sound, also where it is allowed.
  QuietHours quiet_hours;
  /// What the speaker's own programs may do.
  local::Access access;
  remedies::Rules remedies;

  Rule rule(ConsentClass consent_class) const {
    return rules[static_cast<std::size_t>(consent_class)];
  }

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Errors: io, parse; the text names file, line, key and what is allowed.
Result<Policy> load_policy(const std::filesystem::path& file);
Result<Policy> parse_policy(std::string_view text, std::string file);

}  // namespace soundcheck::assist
