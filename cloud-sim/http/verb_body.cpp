#include "cloud-sim/http/verb_body.hpp"

#include "cloud-sim/wire/identifiers.hpp"
#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::size_t max_probes = 32;
constexpr std::int64_t most_s_ago = std::int64_t{10} * 366 * 86400;

/// Within the limits of proto/soundcheck/v1/command.proto.
std::uint32_t number(Body& body,
                     const char* name,
                     std::int64_t otherwise,
                     std::int64_t min,
                     std::int64_t max) {
  return static_cast<std::uint32_t>(
      body.integer(name, min, max).value_or(otherwise));
}

void read_diagnose(Body& body, CommandRequest& command) {
  const auto word = body.text("complaint", 0, 64);
  const auto complaint = complaint_of(word);
  if (!complaint)
    body.refuse("\"complaint\" does not know the word \"" + word + "\"");
  command.complaint = complaint.value_or(v1::COMPLAINT_UNSPECIFIED);
}

void read_run_probes(Body& body, CommandRequest& command) {
  if (!body.has("probes"))
    body.refuse("\"probes\" is missing");
  command.probes = body.texts("probes", max_probes, 64);
}

void read_cancel(Body& body, CommandRequest& command) {
  command.command = body.text("command", 1, 64);
}

void read_apply_remedy(Body& body, CommandRequest& command) {
  command.remedy = body.text("remedy", 1, 64);
}

void read_collect_bundle(Body& body, CommandRequest& command) {
  command.destination = body.text("destination", 1, 32);
}

void read_update_knowledge(Body& body, CommandRequest& command) {
  const auto hash = from_hex(body.text("hash", 64, 64));
  if (!hash)
    body.refuse("\"hash\" must be a SHA-256 in hex");
  command.body.set_update_knowledge(hash.value_or(""));
}

void read_identify(Body& body, CommandRequest& command) {
  command.body.set_identify(number(body, "seconds", 10, 1, 60));
}

void read_show_measurements(Body& body, CommandRequest& command) {
  auto& which = *command.body.mutable_show_measurements();
  which.set_series(body.text("series", 0, 128));
  which.set_days(number(body, "days", 14, 1, 730));
}

void read_read_events(Body& body, CommandRequest& command) {
  auto& which = *command.body.mutable_read_events();
  which.set_kind(body.text("kind", 0, 64));
  which.set_from_s_ago(number(body, "from_s_ago", 0, 0, most_s_ago));
  which.set_to_s_ago(number(body, "to_s_ago", 0, 0, most_s_ago));
  which.set_limit(number(body, "limit", 100, 1, 400));
}

void read_set_reporting(Body& body, CommandRequest& command) {
  auto& asked = *command.body.mutable_set_reporting();
  if (body.text("class", 1, 32) != "checkups")
    body.refuse("\"class\" must be checkups");
  asked.set_reporting_class(v1::REPORTING_CLASS_CHECKUPS);
  if (!body.has("resolution_s"))
    body.refuse("\"resolution_s\" is missing");
  asked.set_resolution_s(number(body, "resolution_s", 0, 0, 86400));
  asked.set_for_s(number(body, "for_s", 0, 0, 86400));
  const auto each = asked.resolution_s();
  if (each != 0 &&
      (each < 10 || asked.for_s() < each || asked.for_s() / each > 300))
    body.refuse(
        "\"resolution_s\" must be 0 (as usual) or at least 10, and "
        "\"for_s\" must have room for 1 to 300 of them");
}

void read_read_audit(Body& body, CommandRequest& command) {
  auto& which = *command.body.mutable_read_audit();
  constexpr auto most = std::int64_t{1} << 53;
  which.set_from(
      static_cast<std::uint64_t>(body.integer("from", 0, most).value_or(0)));
  which.set_limit(number(body, "limit", 200, 1, 200));
}

struct Row {
  const char* verb;
  void (*read)(Body& body, CommandRequest& command);
};

constexpr Row rows[] = {{"diagnose", read_diagnose},
                        {"run_probes", read_run_probes},
                        {"apply_remedy", read_apply_remedy},
                        {"cancel", read_cancel},
                        {"identify", read_identify},
                        {"show_measurements", read_show_measurements},
                        {"read_events", read_read_events},
                        {"set_reporting", read_set_reporting},
                        {"read_audit", read_read_audit},
                        {"collect_bundle", read_collect_bundle},
                        {"update_knowledge", read_update_knowledge}};

}  // namespace

void read_verb(Body& body, CommandRequest& command) {
  command.verb = body.text("verb", 1, 32);
  std::string known;
  for (const auto& row : rows) {
    if (command.verb == row.verb)
      return row.read(body, command);
    (known += known.empty() ? "" : ", ") += row.verb;
  }
  body.refuse("\"verb\" must be one of " + known);
}

}  // namespace soundcheck::cloud
