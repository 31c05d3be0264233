#include "agent/assist/policy.hpp"

#include <string>

#include "probes/settings.hpp"

namespace soundcheck::assist {

namespace {

// No file can stretch a session beyond this; the owner was promised it.
constexpr std::int64_t longest_session_s = 1800;
constexpr std::int64_t shortest_session_s = 30;

Rule rule_of(std::string_view word) {
  if (word == "allow")
    return Rule::allow;
  return word == "ask" ? Rule::ask : Rule::never;
}

void read_quiet_hours(Settings& settings, QuietHours& hours) {
  std::string from, to;
  settings.read("quiet_hours.from", from);
  settings.read("quiet_hours.to", to);
  if (from.empty() && to.empty())
    return;
  if (const auto between = QuietHours::between(from, to))
    hours = *between;
  else
    settings.complain("quiet_hours.from",
                      "from and to must both be a time of day, as \"22:00\"");
}

void read_limits(Settings& settings, Limits& limits) {
  settings.read("limits.commands_per_minute", limits.commands_per_minute, 1,
                60'000);
  settings.read("limits.commands", limits.commands, 1, 1'800'000);
  settings.read("limits.sound_seconds", limits.sound_s, 1, 1800);
  settings.read("limits.airtime_seconds", limits.airtime_s, 1, 1800);
}

void read_access(Settings& settings, local::Access& access) {
  for (std::size_t i = 0; i < local::right_count; ++i) {
    const auto right = local::to_string(static_cast<local::Right>(i));
    settings.read("local." + std::string(right), access.groups[i]);
  }
}

Result<Policy> read_policy(Settings settings) {
  Policy policy;
  // Read by who makes bundles, see agent/bundle.
  settings.leave("bundle");
  for (std::size_t i = 0; i < consent_classes; ++i) {
    const auto consent_class = static_cast<ConsentClass>(i);
    std::string word(to_string(policy.rules[i]));
    settings.read_choice("consent." + std::string(to_string(consent_class)),
                         word, {"allow", "ask", "never"});
    policy.rules[i] = rule_of(word);
  }
  settings.read_s("session.default_seconds", policy.default_session,
                  shortest_session_s, longest_session_s);
  settings.read_s("session.max_seconds", policy.max_session, shortest_session_s,
                  longest_session_s);
  settings.read_s("session.idle_seconds", policy.idle_session, 5,
                  longest_session_s);
  settings.read_s("consent_timeout_s", policy.consent_timeout, 5, 600);
  read_quiet_hours(settings, policy.quiet_hours);
  read_limits(settings, policy.limits);
  read_access(settings, policy.access);
  settings.read("remedies.automatic", policy.remedies.automatic);
  settings.read("remedies.max_per_day", policy.remedies.max_per_day, 0, 24);
  settings.read("remedies.max_disruptive_per_week",
                policy.remedies.max_disruptive_per_week, 0, 7);
  if (policy.default_session > policy.max_session) {
    settings.complain("session.default_seconds",
                      "must not be above session.max_seconds");
  }
  if (auto sound = settings.finish(); !sound)
    return sound.error();
  return policy;
}

}  // namespace

std::string_view to_string(ConsentClass consent_class) {
  switch (consent_class) {
    case ConsentClass::session:
      return "session";
    case ConsentClass::read:
      return "read";
    case ConsentClass::test:
      return "test";
    case ConsentClass::repair:
      return "repair";
    case ConsentClass::disruptive:
      return "disruptive";
    case ConsentClass::logs:
      return "logs";
  }
  return "";
}

std::string_view to_string(Rule rule) {
  switch (rule) {
    case Rule::allow:
      return "allow";
    case Rule::ask:
      return "ask";
    case Rule::never:
      return "never";
  }
  return "";
}

Result<Policy> load_policy(const std::filesystem::path& file) {
  auto settings = Settings::load(file);
  if (!settings)
    return settings.error().during("reading the assist policy");
  return read_policy(std::move(*settings));
}

Result<Policy> parse_policy(std::string_view text, std::string file) {
  auto settings = Settings::parse(text, std::move(file));
  if (!settings)
    return settings.error();
  return read_policy(std::move(*settings));
}

}  // namespace soundcheck::assist
