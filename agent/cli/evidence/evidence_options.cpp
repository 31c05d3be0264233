#include "agent/cli/evidence/evidence_options.hpp"

#include <CLI/CLI.hpp>

#include "agent/cli/subcommand.hpp"

namespace soundcheck::cli {

namespace {

constexpr const char* replay_footer =
    "Keep a diagnosis with all it was made from, and repeat it anywhere:\n"
    "  soundcheck diagnose --save evidence.json\n"
    "  soundcheck replay evidence.json --knowledge knowledge.pb\n"
    "What --json of diagnose prints and what the cloud's API gives of a\n"
    "command will do as well.\n"
    "Exit status: 0 it comes to the same, 1 it does not, 65 the file cannot "
    "be\n"
    "used, 78 the knowledge base cannot be used.\n";

}  // namespace

void add_evidence_commands(CLI::App& app,
                           EvidenceOptions& options,
                           bool& asked) {
  auto* replay = add_subcommand(
      app, "replay", "diagnose once more from what was kept; needs no daemon",
      EvidenceVerb::replay, options.verb, asked);
  replay->add_option("FILE", options.file, "a diagnosis that was kept (JSON)")
      ->required();
  replay->footer(replay_footer);
  auto* knowledge = app.add_subcommand(
      "knowledge", "what the diagnosis knows of faults; needs no daemon");
  knowledge->require_subcommand(1);
  add_subcommand(*knowledge, "check", "whether the knowledge base can be used",
                 EvidenceVerb::knowledge_check, options.verb, asked);
  add_subcommand(*knowledge, "stats", "how much there is in it",
                 EvidenceVerb::knowledge_stats, options.verb, asked);
  add_subcommand(*knowledge, "explain", "all it has of one fault",
                 EvidenceVerb::knowledge_explain, options.verb, asked)
      ->add_option("FAULT", options.fault_id, "its id, as net.dns_failing")
      ->required();
}

}  // namespace soundcheck::cli
