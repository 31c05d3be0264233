// How well recorded faults are named. The cases come from boards on which
// somebody broke something (tests/hil keeps them), never from the knowledge.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <map>

#include "agent/checkup.hpp"
#include "agent/knowledge/load.hpp"
#include "probes/board/linux/linux_board.hpp"
#include "probes/catalog.hpp"
#include "tests/bench/diagnosis/scores.hpp"
#include "tests/bench/diagnosis/speed.hpp"

using namespace soundcheck;
using namespace soundcheck::bench;
namespace json = boost::json;

namespace {

struct Asked {
  std::vector<std::string> folders;
  std::string knowledge;
  bool as_json = false;
};

json::object to_json(const Share& share) {
  return {{"hits", share.hits},
          {"all", share.all},
          {"share", share.value()},
          {"low", share.low()},
          {"high", share.high()}};
}

json::object to_json(const Scores& scores) {
  json::object confusions;
  for (const auto& [pair, count] : scores.confusions)
    confusions[pair] = count;
  json::array misses;
  for (const auto& miss : scores.misses) {
    misses.push_back(json::object{{"case", miss.name},
                                  {"truth", miss.truth},
                                  {"named", miss.named},
                                  {"surprise", miss.surprise}});
  }
  return {{"top1", to_json(scores.top1)},
          {"top3", to_json(scores.top3)},
          {"component", to_json(scores.component)},
          {"layer", to_json(scores.layer)},
          {"both", to_json(scores.both)},
          {"exact", to_json(scores.exact)},
          {"false_alarm", to_json(scores.false_alarm)},
          {"grave_alarm", to_json(scores.grave_alarm)},
          {"tests", scores.tests},
          {"seconds", scores.seconds},
          {"unrecorded", scores.unrecorded},
          {"brier", scores.brier},
          {"confusions", confusions},
          {"misses", misses}};
}

json::object to_json(const UnknownScores& scores) {
  return {{"flagged", to_json(scores.flagged)},
          {"false_flags", to_json(scores.false_flags)},
          {"falsely_sure", to_json(scores.falsely_sure)},
          {"auroc", scores.auroc},
          {"known_p95", scores.known_p95}};
}

void print(const char* name, const Share& share) {
  std::printf("  %-14s %5.1f %%  (%u of %u; %.0f..%.0f)\n", name,
              100 * share.value(), share.hits, share.all, 100 * share.low(),
              100 * share.high());
}

void print(const std::string& name, const Scores& scores) {
  std::printf("%s\n", name.c_str());
  print("top 1", scores.top1);
  print("top 3", scores.top3);
  print("component", scores.component);
  print("layer", scores.layer);
  print("both of two", scores.both);
  print("exactly named", scores.exact);
  print("false alarm", scores.false_alarm);
  print("of S1 or S2", scores.grave_alarm);
  std::printf(
      "  tests %.1f, seconds %.1f, Brier %.3f; asked and not on record:"
      " %u\n",
      scores.tests, scores.seconds, scores.brier, scores.unrecorded);
  for (const auto& [pair, count] : scores.confusions)
    std::printf("  confused %ux %s\n", count, pair.c_str());
  for (const auto& miss : scores.misses) {
    std::printf("  miss %s: %s named %s (surprise %.1f)\n", miss.name.c_str(),
                miss.truth.c_str(), miss.named.c_str(), miss.surprise);
  }
}

void print(const std::string& name, const UnknownScores& scores) {
  std::printf("%s, a fifth of the faults taken out, five times\n",
              name.c_str());
  print("flagged", scores.flagged);
  print("false flags", scores.false_flags);
  print("falsely sure", scores.falsely_sure);
  std::printf("  AUROC of surprise %.3f, 95th percentile of known %.2f\n",
              scores.auroc, scores.known_p95);
}

bool parse(int argc, char** argv, Asked& asked) {
  asked.knowledge = KNOWLEDGE_FILE;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--json") == 0)
      asked.as_json = true;
    else if (std::strcmp(argv[i], "--knowledge") == 0 && i + 1 < argc)
      asked.knowledge = argv[++i];
    else if (argv[i][0] != '-')
      asked.folders.emplace_back(argv[i]);
    else
      return false;
  }
  return true;
}

std::vector<diagnosis::TestCost> costs() {
  const Profile profile;
  LinuxBoard board(profile);
  return costs_of(make_catalog(board.board(), profile));
}

/// How many cases there are of each fault, alone.
void print_cases(const std::vector<Case>& cases) {
  constexpr unsigned wanted = 3;
  constexpr unsigned checkups_per_day = 4;  // period_s of soundcheck.toml
  std::map<std::string, unsigned> counts;
  unsigned healthy = 0;
  for (const auto& one : cases) {
    if (one.truth.size() == 1)
      ++counts[one.truth[0]];
    healthy += one.truth.empty();
  }
  std::printf("%zu cases, %zu faults, healthy ones of %.1f days\n",
              cases.size(), counts.size(), double(healthy) / checkups_per_day);
  for (const auto& [id, count] : counts) {
    if (count < wanted)
      std::printf("  only %u of %s\n", count, id.c_str());
  }
}

/// How long whoever complained waited for a name, where it was recorded.
struct Waiting {
  unsigned faulty = 0;
  double mean_s = 0;
  double longest_s = 0;
};

Waiting waiting_of(const std::vector<Case>& cases) {
  Waiting waiting;
  for (const auto& one : cases) {
    if (one.truth.empty())
      continue;
    ++waiting.faulty;
    waiting.mean_s += (one.took_s - waiting.mean_s) / waiting.faulty;
    waiting.longest_s = std::max(waiting.longest_s, one.took_s);
  }
  return waiting;
}

std::vector<Case> read_folders(const Asked& asked, json::object& document) {
  std::vector<Case> cases;
  json::object waited;
  for (const auto& folder : asked.folders) {
    auto more = read_cases(folder);
    const auto waiting = waiting_of(more);
    waited[folder] = json::object{{"faulty", waiting.faulty},
                                  {"mean_s", waiting.mean_s},
                                  {"longest_s", waiting.longest_s}};
    if (!asked.as_json) {
      std::printf(
          "%s: %u diagnoses of faults took %.1f s on the average, %.1f s "
          "at most\n",
          folder.c_str(), waiting.faulty, waiting.mean_s, waiting.longest_s);
    }
    std::move(more.begin(), more.end(), std::back_inserter(cases));
  }
  document["waiting"] = std::move(waited);
  return cases;
}

void compare(const diagnosis::Knowledge& knowledge,
             const Asked& asked,
             json::object& document) {
  const auto cases = read_folders(asked, document);
  if (!asked.as_json)
    print_cases(cases);
  const auto cost = costs();
  json::object by_ranker;
  const auto tell = [&](const std::string& name, const auto& scores) {
    if (!asked.as_json)
      print(name, scores);
    by_ranker[name] = to_json(scores);
  };
  for (const auto& ranker : rankers())
    tell(ranker.name, score(ranker, knowledge, cost, cases));
  const auto ours = rankers().front();
  for (unsigned seed = 1; seed <= 3; ++seed) {
    tell(ours.name + ", every chance off, " + std::to_string(seed),
         score(ours, perturbed(knowledge, seed), cost, cases));
  }
  const auto unknown_ones = score_unknown(ours, knowledge, cost, cases);
  if (!asked.as_json)
    print(ours.name, unknown_ones);
  document["cases"] = cases.size();
  document["engines"] = by_ranker;
  document["unknown"] = to_json(unknown_ones);
}

}  // namespace

int main(int argc, char** argv) {
  Asked asked;
  if (!parse(argc, argv, asked)) {
    std::fprintf(stderr,
                 "usage: bench_diagnosis [FOLDER...] [--knowledge FILE] "
                 "[--json]\n"
                 "FOLDER: recorded diagnoses, as tests/hil keeps them;\n"
                 "without, only the engine's speed is measured\n");
    return 64;
  }
  const auto knowledge = load_knowledge(asked.knowledge);
  if (!knowledge) {
    std::fprintf(stderr, "bench_diagnosis: %s\n",
                 knowledge.error().what.c_str());
    return 78;
  }
  json::object document{{"knowledge_hash", knowledge->hash}};
  const auto speed = measure_speed(*knowledge);
  document["speed"] = json::object{{"faults", knowledge->faults.size()},
                                   {"findings", knowledge->findings.size()},
                                   {"links", knowledge->links.size()},
                                   {"healthy_ms", speed.healthy_ms},
                                   {"one_fault_ms", speed.one_fault_ms},
                                   {"all_present_ms", speed.all_present_ms},
                                   {"next_test_ms", speed.next_test_ms},
                                   {"model_bytes", speed.model_bytes},
                                   {"peak_bytes", speed.peak_bytes}};
  if (!asked.as_json) {
    std::printf(
        "%zu faults, %zu findings, %zu links: conclusion of a healthy "
        "speaker %.2f ms, of one fault %.2f ms, of every sign present "
        "%.2f ms; next test %.2f ms; %zu bytes held, %zu at most "
        "while it works\n",
        knowledge->faults.size(), knowledge->findings.size(),
        knowledge->links.size(), speed.healthy_ms, speed.one_fault_ms,
        speed.all_present_ms, speed.next_test_ms, speed.model_bytes,
        speed.peak_bytes);
  }
  if (!asked.folders.empty())
    compare(*knowledge, asked, document);
  if (asked.as_json)
    std::printf("%s\n", json::serialize(document).c_str());
  return 0;
}
