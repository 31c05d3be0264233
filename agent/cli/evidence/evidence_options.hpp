#pragma once

#include <string>

namespace CLI {
class App;
}

namespace soundcheck::cli {

enum class EvidenceVerb {
  replay,
  knowledge_check,
  knowledge_stats,
  knowledge_explain
};

/// What `soundcheck replay` and `soundcheck knowledge ...` are asked for.
struct EvidenceOptions {
  EvidenceVerb verb = EvidenceVerb::replay;
  bool json = false;
  bool chinese = false;
  std::string file;      ///< of replay
  std::string fault_id;  ///< of explain
  std::string knowledge;
};

/// Adds the commands `replay` and `knowledge`; `asked` becomes true when one of
/// them is what the user wants. Both must outlive `app`.
void add_evidence_commands(CLI::App& app,
                           EvidenceOptions& options,
                           bool& asked);

}  // namespace soundcheck::cli
