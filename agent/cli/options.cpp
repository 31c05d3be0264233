#include "agent/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <completion/script.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include "agent/cli/version.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "agent/report.hpp"

namespace soundcheck::cli {

namespace {

constexpr const char* footer =
    "Exit status:\n"
    "  0   healthy, everything passed, or a remedy helped\n"
    "  1   something failed, a fault was found, or a remedy did not help\n"
    "  2   could not tell, or stopped\n"
    "  64  wrong usage\n"
    "  65  a recording, baseline, manifest, key or kept diagnosis cannot be "
    "used\n"
    "  69  no daemon can be reached\n"
    "  73  a file cannot be written\n"
    "  78  bad configuration (profile, knowledge base)\n";

/// In the build tree and when installed alike: beside the binary's folder.
std::string default_knowledge() {
  std::error_code failure;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (failure)
    return "/usr/share/soundcheck/knowledge.pb";
  return (self.parent_path().parent_path() / "share/soundcheck/knowledge.pb")
      .string();
}

/// The two dashes before the command of `mark-good`, or the end. CLI11 takes
/// options behind them for its own, where commands may fall through.
const char* const* command_in(const char* const* begin,
                              const char* const* end) {
  const auto* const* const dashes =
      std::find(begin, end, std::string_view("--"));
  const bool meant =
      std::find(begin, dashes, std::string_view("mark-good")) != dashes;
  return meant ? dashes : end;
}

class Parser {
 public:
  Parser() {
    app_.footer(footer);
    app_.set_version_flag("--version", "soundcheck " SOUNDCHECK_VERSION);
    app_.require_subcommand(1);
    app_.fallthrough();
    add_common();
    add_probe_verbs();
    add_daemon_verbs();
    add_evidence_commands(app_, evidence_, evidence_asked_);
    add_audio_command(app_, audio_, audio_asked_);
    add_firmware_command(app_, firmware_, firmware_asked_);
    add_bundle_command(app_, bundle_, bundle_asked_);
    add_erase_command(app_, erase_, erase_asked_);
    completion::add_command(app_, completion_);
  }

  Asked parse(int argc, const char* const* argv) {
    const auto* const* const end = argv + argc;
    const auto* const* const command = command_in(argv, end);
    try {
      app_.parse(static_cast<int>(command - argv), argv);
      check();
      if (command != end)
        firmware_.command.assign(command + 1, end);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? Exit::good : Exit::usage;
    }
    if (!completion_.empty()) {
      std::cout << completion_ << std::flush;
      return Exit::good;
    }
    if (audio_asked_) {
      audio_.json = options_.json;
      return audio_;
    }
    if (bundle_asked_) {
      bundle_.json = options_.json;
      return bundle_;
    }
    if (erase_asked_) {
      erase_.json = options_.json;
      return erase_;
    }
    if (!language_.empty())
      options_.language = language_ == "zh" ? Language::zh : Language::en;
    if (evidence_asked_) {
      evidence_.json = options_.json;
      evidence_.chinese = options_.language == Language::zh;
      evidence_.knowledge = options_.knowledge;
      return evidence_;
    }
    if (firmware_asked_) {
      firmware_.json = options_.json;
      firmware_.socket = options_.socket;
      return firmware_;
    }
    return options_;
  }

 private:
  void add_common() {
    options_.language = language_of_environment();
    options_.knowledge = default_knowledge();
    app_.add_flag("--json", options_.json, "print one JSON document");
    app_.add_option("--lang", language_,
                    "language of texts; default from the environment")
        ->check(CLI::IsMember({"en", "zh"}));
    socket_ = app_.add_option("--socket", options_.socket,
                              "where soundcheckd listens")
                  ->capture_default_str();
    local_ = app_.add_flag("--local", options_.in_process,
                           "run here, without a daemon");
    for (auto* option :
         {app_.add_option("--profile", options_.profile,
                          "what is normal for this product (TOML); needs "
                          "--local"),
          app_.add_option("--root", options_.root,
                          "where /proc, /sys and /etc lie; needs --local")
              ->capture_default_str()}) {
      option->needs(local_);
    }
    app_.add_option("--knowledge", options_.knowledge,
                    "compiled knowledge base, for the texts and for --local")
        ->capture_default_str();
  }

  CLI::App* add(CLI::App& parent,
                const std::string& name,
                const std::string& what,
                Verb verb) {
    auto* command = parent.add_subcommand(name, what);
    command->callback([this, verb] { options_.verb = verb; });
    return command;
  }

  void add_probe_verbs() {
    add(app_, "list", "list the probes and what they cost", Verb::list);
    add(app_, "run", "run probes", Verb::run)
        ->add_option("PROBE", options_.probes,
                     "ids as network.dns, or a whole area as network")
        ->required();
    auto* diagnose =
        add(app_, "diagnose", "run what is needed and name the fault",
            Verb::diagnose);
    diagnose
        ->add_option("--complaint", options_.complaint,
                     "what is wrong, in the owner's eyes")
        ->check(CLI::IsMember(complaint_words()));
    const auto circumstances = diagnosis::circumstance_words();
    diagnose
        ->add_option("--circumstance", options_.circumstances,
                     "what else is known; may be given again")
        ->check(CLI::IsMember(std::vector<std::string>(circumstances.begin(),
                                                       circumstances.end())))
        ->take_all();
    diagnose->add_option("--save", options_.save,
                         "file to keep it in, for soundcheck replay");
  }

  void add_daemon_verbs() {
    add(app_, "status", "what the daemon is doing", Verb::status);
    auto* history = add(app_, "history", "numbers over days, and where they go",
                        Verb::history);
    history->add_option("SERIES", options_.series,
                        "as in the list without it; its values are shown");
    history->add_option("--days", options_.days, "how far back")
        ->capture_default_str()
        ->check(CLI::Range(1, 730));
    auto* consent = add(app_, "consent", "remote commands that wait for you",
                        Verb::consent_list);
    consent->require_subcommand(0, 1);
    // The parent's callback runs last, so children tell it by themselves.
    consent->callback([this, consent] {
      if (consent->get_subcommands().empty())
        options_.verb = Verb::consent_list;
    });
    add(*consent, "list", "list them", Verb::consent_list);
    auto* remedy = app_.add_subcommand(
        "remedy", "what the speaker can do against faults by itself");
    remedy->require_subcommand(1);
    add(*remedy, "list", "list what it could do, and what became of it",
        Verb::remedy_list);
    add(*remedy, "apply", "do it, and test whether it helped",
        Verb::remedy_apply)
        ->add_option("ID", options_.remedy, "as in the list")
        ->required();
    add_consent_answers(*consent);
    add(*consent, "history", "what was asked, and what you said",
        Verb::consent_history);
    add(*consent, "revoke", "take back what you said, and stop what runs on it",
        Verb::consent_revoke)
        ->add_option("CLASS", options_.consent_class,
                     "session, read, test, repair, disruptive or logs; all "
                     "without it, which ends the session");
    auto* session =
        app_.add_subcommand("session", "the remote session, if one is open");
    session->require_subcommand(1);
    add(*session, "end", "end it now", Verb::session_end)
        ->add_flag("--mute-key", options_.by_mute,
                   "the log says that it was the mute key");
  }

  void add_consent_answers(CLI::App& consent) {
    const auto with_id = [this](CLI::App* answer) {
      answer->add_option("ID", options_.command_id, "as in the list")
          ->required();
      return answer;
    };
    with_id(add(consent, "allow", "allow one", Verb::consent_allow))
        ->add_flag("--session", options_.for_session,
                   "and all of its class until the session ends");
    with_id(add(consent, "deny", "refuse one", Verb::consent_deny))
        ->add_flag("--never", options_.for_ever,
                   "and let nobody ask for its class again");
    auto* answer = with_id(
        consent.add_subcommand("answer", "answer one, as the options say"));
    auto* how = answer->add_option_group("how");
    how->require_option(1);
    const auto choice = [this, how](const char* name, const char* what,
                                    Verb verb, bool* further) {
      how->add_flag_callback(
          name,
          [this, verb, further] {
            options_.verb = verb;
            if (further)
              *further = true;
          },
          what);
    };
    choice("--once", "allow it", Verb::consent_allow, nullptr);
    choice("--session", "allow it and all of its class until the session ends",
           Verb::consent_allow, &options_.for_session);
    choice("--deny", "refuse it", Verb::consent_deny, nullptr);
    choice("--never", "refuse it, and let nobody ask for its class again",
           Verb::consent_deny, &options_.for_ever);
  }

  /// What CLI11 cannot express.
  void check() const {
    const bool marks =
        firmware_asked_ && firmware_.verb == FirmwareVerb::mark_good;
    const bool needs_daemon =
        marks || (options_.verb != Verb::list && options_.verb != Verb::run &&
                  options_.verb != Verb::diagnose);
    if (options_.in_process && needs_daemon) {
      throw CLI::ValidationError(
          "--local", "this asks the daemon; --local works without one");
    }
    if (options_.in_process && socket_->count() > 0)
      throw CLI::ExcludesError("--local", "--socket");
  }

  CLI::App app_{"Finds out what is wrong with this speaker.", "soundcheck"};
  Options options_;
  AudioOptions audio_;
  bool audio_asked_ = false;
  EvidenceOptions evidence_;
  bool evidence_asked_ = false;
  FirmwareOptions firmware_;
  bool firmware_asked_ = false;
  BundleOptions bundle_;
  bool bundle_asked_ = false;
  EraseOptions erase_;
  bool erase_asked_ = false;
  std::string completion_;  ///< the script, when it was asked for
  std::string language_;
  CLI::Option* socket_ = nullptr;
  CLI::Option* local_ = nullptr;
};

}  // namespace

Language language_of_environment() {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) {
      return std::string_view(value).starts_with("zh") ? Language::zh
                                                       : Language::en;
    }
  }
  return Language::en;
}

const std::vector<std::string>& complaint_words() {
  static const auto words = [] {
    std::vector<std::string> list;
    for (int number = 1; number <= v1::Complaint_MAX; ++number)
      list.push_back(complaint_word(static_cast<v1::Complaint>(number)));
    return list;
  }();
  return words;
}

Asked parse_options(int argc, const char* const* argv) {
  return Parser().parse(argc, argv);
}

}  // namespace soundcheck::cli
