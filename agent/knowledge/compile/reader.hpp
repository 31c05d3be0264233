#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "agent/knowledge/compile/links.hpp"
#include "probes/settings.hpp"
#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::knowledge {

/// Something with an id, so that others can speak of it.
enum class Kind { fault, finding, remedy, gate, probe, probe_or_finding };

/// "fault[2]", as a file's complaints name it.
std::string item(const std::string& list, std::size_t index);

/// Reads the knowledge base out of several files. References may go from any
/// file to any other, so they are judged when all of them were read.
class Reader {
 public:
  void read(Settings settings);
  /// Judges the references and ends every file. Errors: parse, every problem.
  Result<void> finish();

  v1::KnowledgeBase base;

 private:
  /// Where something was said: a key of a file.
  struct Place {
    std::size_t file;
    std::string key;
  };
  struct Reference {
    Kind kind;
    std::string id;
    Place place;
  };

  Settings& now() { return files_.back(); }
  void complain(const Place& place, const std::string& problem);
  void read_faults();
  void read_findings();
  void read_remedies();
  void read_gates();
  void read_rules(const std::string& gate_key, v1::Gate& gate);
  void read_weights();
  /// What `key` writes of one fault: always = [...], usually = [...], ...
  void read_links_of(const std::string& fault_id, const std::string& key);
  void read_suspicions();
  void read_limits();
  void read_calibration(v1::Limits& limits);

  std::string word(const std::string& key);
  std::string word(const std::string& key,
                   std::initializer_list<std::string_view> allowed);
  std::string action(const std::string& key);
  std::vector<std::string> complaints(const std::string& key);
  bool flag(const std::string& key);
  double probability(const std::string& key);
  double chance(const std::string& key);
  double prior(const std::string& key);
  double strength(const std::string& key);
  void text(const std::string& key, v1::Text& text);
  std::string defined(Kind kind, const std::string& key);
  std::string named(Kind kind, const std::string& key);
  std::vector<std::string> all_named(Kind kind, const std::string& key);
  void judge_references();
  void judge_rules();
  void judge_use();
  void add_written_priors();
  void add_unhelped();
  bool is_known(Kind kind, const std::string& id) const;

  std::vector<Settings> files_;
  std::map<std::pair<Kind, std::string>, Place> ids_;
  std::vector<Reference> references_;
  std::vector<WrittenLink> links_;
  std::vector<WrittenPrior> priors_;
  std::vector<WrittenSuspicion> suspicions_;
  std::vector<std::pair<std::string, double>> fixes_;  ///< remedy, its chance
};

}  // namespace soundcheck::knowledge
