#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/bench/diagnosis/cases.hpp"
#include "tests/bench/diagnosis/rankers.hpp"

namespace soundcheck::bench {

/// Of `all` so many; with the 95 % interval of Wilson.
struct Share {
  unsigned hits = 0, all = 0;
  void count(bool hit) {
    hits += hit ? 1 : 0;
    ++all;
  }
  double value() const { return all ? double(hits) / all : 0; }
  double low() const;
  double high() const;
};

struct Run {
  diagnosis::Diagnosis diagnosis;
  std::vector<std::string> ranking;  ///< faults, then rivals
  unsigned tests = 0;
  double seconds = 0;
  unsigned unrecorded = 0;  ///< probes asked that the record does not have
};

struct Miss {
  std::string name, truth, named;
  double surprise = 0;
};

/// How one ranker did on the cases that are in its knowledge.
struct Scores {
  Share top1, top3, component, layer;  ///< of cases with one fault
  Share both;         ///< of cases with two: both are among the first three
  Share exact;        ///< named are the true faults and no other, healthy too
  Share false_alarm;  ///< of healthy cases
  Share grave_alarm;  ///< of healthy cases: a fault of severity S1 or S2
  double tests = 0, seconds = 0;  ///< means
  unsigned unrecorded = 0;        ///< sum
  double brier = 0;               ///< of the first fault's probability
  std::map<std::string, unsigned> confusions;  ///< "truth -> named"
  std::vector<Miss> misses;
};

/// Lets the engine ask until it has enough, and conclude.
Run run(const diagnosis::Engine& engine, const Case& one);

Scores score(const Ranker& ranker,
             const diagnosis::Knowledge& knowledge,
             const std::vector<diagnosis::TestCost>& costs,
             const std::vector<Case>& cases);

/// With a fifth of the faults taken out of the knowledge, five times.
struct UnknownScores {
  Share flagged;      ///< of cases whose one fault is out: status unknown_fault
  Share false_flags;  ///< of cases whose fault is in
  Share falsely_sure;  ///< of those out: another fault named, with 0.9 or more
  double auroc = 0;    ///< of the surprise
  double known_p95 = 0;  ///< of the surprise, by cases whose fault is in
};
UnknownScores score_unknown(const Ranker& ranker,
                            const diagnosis::Knowledge& knowledge,
                            const std::vector<diagnosis::TestCost>& costs,
                            const std::vector<Case>& cases);

}  // namespace soundcheck::bench
