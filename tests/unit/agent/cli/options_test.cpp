#include "agent/cli/options.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace soundcheck::cli;

namespace {

Asked parse(std::vector<const char*> words) {
  words.insert(words.begin(), "soundcheck");
  return parse_options(static_cast<int>(words.size()), words.data());
}

Options good(std::vector<const char*> words) {
  return std::get<Options>(parse(std::move(words)));
}

bool wrong(std::vector<const char*> words) {
  const auto result = parse(std::move(words));
  const auto* exit = std::get_if<Exit>(&result);
  return exit && *exit == Exit::usage;
}

/// The environment as it was, at the end.
class Environment {
 public:
  explicit Environment(const char* lang) {
    for (const auto* name : names_) {
      const char* value = std::getenv(name);
      before_.emplace_back(value ? value : "");
      ::unsetenv(name);
    }
    ::setenv("LANG", lang, 1);
  }
  ~Environment() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (before_[i].empty()) {
        ::unsetenv(names_[i]);
      } else {
        ::setenv(names_[i], before_[i].c_str(), 1);
      }
    }
  }

 private:
  std::vector<const char*> names_{"LC_ALL", "LC_MESSAGES", "LANG"};
  std::vector<std::string> before_;
};

}  // namespace

TEST_CASE("each command has its verb") {
  CHECK(good({"list"}).verb == Verb::list);
  CHECK(good({"run", "network", "system.load"}).probes ==
        std::vector<std::string>{"network", "system.load"});
  CHECK(good({"diagnose"}).verb == Verb::diagnose);
  CHECK(good({"diagnose", "--complaint", "no_sound"}).complaint == "no_sound");
  CHECK(good({"status"}).verb == Verb::status);
  CHECK(good({"history"}).verb == Verb::history);
  CHECK(good({"history"}).days == 14);
  CHECK(good({"history", "wifi.link/signal"}).series == "wifi.link/signal");
  CHECK(good({"history", "--days", "60"}).days == 60);
  CHECK(good({"consent"}).verb == Verb::consent_list);
  CHECK(good({"consent", "list"}).verb == Verb::consent_list);
  CHECK(good({"consent", "allow", "c7"}).verb == Verb::consent_allow);
  CHECK(good({"consent", "deny", "c7"}).verb == Verb::consent_deny);
  CHECK(good({"consent", "deny", "c7"}).command_id == "c7");
  CHECK(good({"consent", "allow", "c7", "--session"}).for_session);
  CHECK(!good({"consent", "allow", "c7"}).for_session);
  CHECK(good({"consent", "deny", "--never", "c7"}).for_ever);
  CHECK(good({"consent", "answer", "c7", "--once"}).verb ==
        Verb::consent_allow);
  CHECK(!good({"consent", "answer", "c7", "--once"}).for_session);
  CHECK(good({"consent", "answer", "c7", "--session"}).for_session);
  CHECK(good({"consent", "answer", "c7", "--deny"}).verb == Verb::consent_deny);
  CHECK(good({"consent", "answer", "c7", "--never"}).for_ever);
  CHECK(good({"consent", "history"}).verb == Verb::consent_history);
  CHECK(good({"consent", "revoke"}).verb == Verb::consent_revoke);
  CHECK(good({"consent", "revoke"}).consent_class.empty());
  CHECK(good({"consent", "revoke", "test"}).consent_class == "test");
  CHECK(good({"session", "end"}).verb == Verb::session_end);
  CHECK(good({"remedy", "list"}).verb == Verb::remedy_list);
  CHECK(good({"remedy", "apply", "set_clock"}).verb == Verb::remedy_apply);
  CHECK(good({"remedy", "apply", "set_clock"}).remedy == "set_clock");
  CHECK(!good({"session", "end"}).by_mute);
  CHECK(good({"session", "end", "--mute-key"}).by_mute);
}

TEST_CASE("options stand before or after the command") {
  CHECK(good({"--json", "list"}).json);
  CHECK(good({"list", "--json"}).json);
  CHECK(good({"--local", "--root", "/x", "run", "wifi"}).root == "/x");
  CHECK(good({"run", "wifi", "--socket", "/y"}).socket == "/y");
  CHECK(good({"consent", "list", "--json"}).json);
}

TEST_CASE("wrong usage is told as such") {
  CHECK(wrong({}));
  CHECK(wrong({"dance"}));
  CHECK(wrong({"run"}));
  CHECK(wrong({"session"}));
  CHECK(wrong({"consent", "allow"}));
  CHECK(wrong({"consent", "allow", "c7", "--never"}));
  CHECK(wrong({"consent", "answer", "c7"}));
  CHECK(wrong({"consent", "answer", "c7", "--once", "--never"}));
  CHECK(wrong({"--local", "consent", "history"}));
  CHECK(wrong({"diagnose", "--complaint", "ugly"}));
  CHECK(wrong({"list", "--lang", "de"}));
  CHECK(wrong({"list", "--root", "/x"}));
  CHECK(wrong({"list", "--profile", "p.toml"}));
  CHECK(wrong({"--local", "status"}));
  CHECK(wrong({"--local", "history"}));
  CHECK(wrong({"--local", "remedy", "list"}));
  CHECK(wrong({"remedy"}));
  CHECK(wrong({"remedy", "apply"}));
  CHECK(wrong({"history", "--days", "0"}));
  CHECK(wrong({"--local", "--socket", "/x", "list"}));
}

TEST_CASE("signing needs its files, verifying has defaults") {
  const auto sign = std::get<FirmwareOptions>(
      parse({"firmware", "sign", "m.toml", "--key", "k", "--out", "m.pb",
             "--root", "r", "--json"}));
  CHECK(sign.verb == FirmwareVerb::sign);
  CHECK(sign.manifest == "m.toml");
  CHECK(sign.root == "r");
  CHECK(sign.json);
  const auto verify = std::get<FirmwareOptions>(parse({"firmware", "verify"}));
  CHECK(verify.verb == FirmwareVerb::verify);
  CHECK(verify.manifest.empty());
  CHECK(verify.config == "/etc/soundcheck/soundcheck.toml");
  CHECK(wrong({"firmware"}));
  CHECK(wrong({"firmware", "sign"}));
  CHECK(wrong({"firmware", "sign", "m.toml", "--key", "k"}));
}

TEST_CASE("marking good waits two minutes for everything, unless told") {
  const auto plain = std::get<FirmwareOptions>(
      parse({"firmware", "mark-good", "--when-healthy"}));
  CHECK(plain.verb == FirmwareVerb::mark_good);
  CHECK(plain.deadline_s == 120);
  CHECK(plain.require ==
        std::vector<std::string>{"audio", "network", "broker"});
  CHECK(plain.command.empty());
  CHECK(plain.socket == "/run/soundcheck/soundcheck.sock");

  const auto told = std::get<FirmwareOptions>(
      parse({"--socket", "/s", "firmware", "mark-good", "--when-healthy",
             "--deadline", "2m", "--require", "audio,broker", "--json",
             "--command", "slot-good", "A"}));
  CHECK(told.deadline_s == 120);
  CHECK(told.require == std::vector<std::string>{"audio", "broker"});
  CHECK(told.command == std::vector<std::string>{"slot-good", "A"});
  CHECK(told.socket == "/s");
  CHECK(told.json);
}

TEST_CASE("a marking command may have options of its own after two dashes") {
  const auto options = std::get<FirmwareOptions>(
      parse({"firmware", "mark-good", "--when-healthy", "--deadline", "90s",
             "--", "fw_setenv", "-f", "x", "--json"}));

  CHECK(options.deadline_s == 90);
  CHECK(options.command ==
        std::vector<std::string>{"fw_setenv", "-f", "x", "--json"});
  CHECK_FALSE(options.json);
}

TEST_CASE("marking good without a look, or for nonsense, is wrong usage") {
  CHECK(wrong({"firmware", "mark-good"}));
  CHECK(wrong({"firmware", "mark-good", "--when-healthy", "--deadline", "0"}));
  CHECK(wrong({"firmware", "mark-good", "--when-healthy", "--deadline", "2h"}));
  CHECK(
      wrong({"firmware", "mark-good", "--when-healthy", "--require", "luck"}));
  CHECK(wrong({"firmware", "mark-good", "--when-healthy", "--command"}));
  CHECK(wrong({"--local", "firmware", "mark-good", "--when-healthy"}));
}

TEST_CASE("help is not an error") {
  CHECK(std::get<Exit>(parse({"--help"})) == Exit::good);
  CHECK(std::get<Exit>(parse({"run", "--help"})) == Exit::good);
}

TEST_CASE("the language comes from the environment unless it is named") {
  {
    const Environment environment("zh_CN.UTF-8");
    CHECK(good({"list"}).language == Language::zh);
    CHECK(good({"list", "--lang", "en"}).language == Language::en);
  }
  {
    const Environment environment("C");
    CHECK(good({"list"}).language == Language::en);
    CHECK(good({"list", "--lang", "zh"}).language == Language::zh);
  }
}
