#pragma once

#include <string>
#include <vector>

#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::knowledge {

struct WrittenLink {
  std::string fault_id, finding_id;
  double probability;  ///< 0: no link, whatever would be made
};

struct WrittenPrior {
  std::string fault_id;
  double prior;
};

struct WrittenSuspicion {
  std::string when;
  double factor = 0;
  std::vector<std::string> fault_ids, layers;
};

/// Gives `base` its links and leaks: those that are written, and those that
/// follow from what else is, so that nobody has to write them.
///
/// - A gate's rule: the finding is a sign of its fault. The only sign of a
/// fault
///   is how it is known, so it is hardly ever missing; of two signs each is
///   missing now and then, of more each as often as not.
/// - `explains`: sometimes, a little less where the fault explains more than
///   three, of which only some will be there.
/// - A gate's order: the fault of an earlier rule rarely shows the signs of
///   later ones, so one that comes along is no second fault.
/// - `blocks`: the fault rarely shows each grave sign of every later gate of
///   its ladder, which it keeps from passing.
/// - The leak of a rule's finding is the one with which the finding, when it
///   alone is present, makes the rule's fault as probable as the rule says.
void add_links(v1::KnowledgeBase& base, const std::vector<WrittenLink>& links);

/// Layers become the faults of theirs. Every id is known.
void add_suspicions(v1::KnowledgeBase& base,
                    const std::vector<WrittenSuspicion>& suspicions);

}  // namespace soundcheck::knowledge
