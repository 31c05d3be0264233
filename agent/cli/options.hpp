#pragma once

#include <string>
#include <variant>
#include <vector>

#include "agent/cli/audio/audio_options.hpp"
#include "agent/cli/bundle/bundle_options.hpp"
#include "agent/cli/erase/erase_options.hpp"
#include "agent/cli/evidence/evidence_options.hpp"
#include "agent/cli/exit_code.hpp"
#include "agent/cli/firmware/firmware_options.hpp"

namespace soundcheck::cli {

enum class Language { en, zh };

enum class Verb {
  list,
  run,
  diagnose,
  status,
  consent_list,
  consent_allow,
  consent_deny,
  consent_history,
  consent_revoke,
  session_end,
  history,
  remedy_list,
  remedy_apply,
};

struct Options {
  Verb verb = Verb::list;
  std::vector<std::string> probes;  ///< of run: ids, or areas as "network"
  std::string complaint;            ///< of diagnose, like what follows
  std::vector<std::string> circumstances;
  std::string remedy;         ///< of remedy apply
  std::string save;           ///< empty: not kept
  std::string command_id;     ///< of consent allow, deny and answer
  std::string consent_class;  ///< of consent revoke; empty = all
  bool for_session = false;   ///< of consent allow
  bool for_ever = false;      ///< of consent deny
  bool by_mute = false;       ///< of session end
  std::string series;         ///< of history; empty = all
  unsigned days = 14;         ///< of history
  bool json = false;
  Language language = Language::en;
  std::string socket = "/run/soundcheck/soundcheck.sock";
  bool in_process = false;  ///< --local
  std::string profile;
  std::string knowledge;
  std::string root = "/";
};

/// What to do; or, when parsing already answered the user (--help, a wrong
/// option), how to end.
using Asked = std::variant<Options,
                           AudioOptions,
                           BundleOptions,
                           EraseOptions,
                           EvidenceOptions,
                           FirmwareOptions,
                           Exit>;
Asked parse_options(int argc, const char* const* argv);

/// The language that LC_ALL, LC_MESSAGES and LANG ask for.
Language language_of_environment();

/// Words that `--complaint` takes.
const std::vector<std::string>& complaint_words();

}  // namespace soundcheck::cli
