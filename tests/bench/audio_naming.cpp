#include "tests/bench/audio_naming.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <future>
#include <map>
#include <string>
#include <thread>

#include "tests/bench/audio_cases.hpp"

namespace soundcheck::bench {

namespace {

using audio::AudioVerdict;

/// What came out of all trials of one case.
struct Tally {
  int right = 0, wrong = 0, none = 0;
  std::map<std::string, int> others;

  int all() const { return right + wrong + none; }
};

bool names(const audio::Analysis& analysis, const FaultCase& one) {
  if (analysis.faults.empty() || analysis.faults.front().code != one.root)
    return false;
  const auto& microphones = analysis.faults.front().microphones;
  return !one.microphone ||
         (microphones.size() == 1 && microphones.front() == *one.microphone);
}

std::string in_words(const audio::Analysis& analysis) {
  if (analysis.faults.empty()) {
    std::string text(audio::to_string(analysis.verdict));
    return analysis.reason.empty() ? text : text + "(" + analysis.reason + ")";
  }
  std::string text(audio::id_of(analysis.faults.front().code));
  for (const auto m : analysis.faults.front().microphones)
    text += " " + std::to_string(m);
  return text;
}

/// The root and what was seen of it.
std::string told(const audio::Analysis& analysis) {
  std::string text = analysis.explanation;
  for (const auto& symptom : analysis.symptoms)
    if (symptom.code == analysis.faults.front().code)
      text += "; " + symptom.evidence;
  return text;
}

void count(const audio::Analysis& analysis,
           const FaultCase* one,
           Tally& tally) {
  if (one != nullptr && names(analysis, *one)) {
    ++tally.right;
    return;
  }
  if (analysis.verdict == AudioVerdict::fail)
    ++tally.wrong;
  else
    ++tally.none;
  ++tally.others[in_words(analysis)];
}

void print_others(const Tally& tally) {
  for (const auto& [what, times] : tally.others)
    std::printf("  %s x%d", what.c_str(), times);
  std::printf("\n");
}

/// Sum over the cases of one SNR.
struct Score {
  int right = 0, all = 0, right_linear = 0, all_linear = 0, wrong = 0;

  void add(const Tally& tally, bool linear) {
    right += tally.right;
    all += tally.all();
    wrong += tally.wrong;
    if (linear) {
      right_linear += tally.right;
      all_linear += tally.all();
    }
  }
};

double percent(int part, int whole) {
  return 100.0 * part / std::max(1, whole);
}

bool print_score(double snr_db, const Score& score) {
  const double right = percent(score.right, score.all);
  const double linear = percent(score.right_linear, score.all_linear);
  const bool met = (snr_db < 20 || right >= 98) &&
                   (snr_db != 0 || linear >= 90) &&
                   (snr_db >= 10 || score.wrong == 0);
  std::printf(
      "-- %g dB SNR: right %.1f %%, of linear and digital ones %.1f %%, "
      "wrong name %d of %d%s\n",
      snr_db, right, linear, score.wrong, score.all, met ? "" : "   MISSED");
  return met;
}

constexpr std::array<double, 6> snrs_db = {30, 20, 10, 5, 0, -10};
using Tallies = std::array<Tally, snrs_db.size()>;

/// One case in all rooms, at each SNR.
Tallies try_out(Trial& trial,
                const FaultCase& one,
                std::uint64_t seed,
                int rooms) {
  Tallies tallies{};
  for (int r = 1; r <= rooms; ++r) {
    const auto room = seed * 100 + static_cast<std::uint64_t>(r);
    const auto walls = trial.make_room(room);
    const auto played = trial.bench().play(one.device, room);
    for (std::size_t i = 0; i < snrs_db.size(); ++i) {
      count(trial.check(one.device, played, walls, {.snr_db = snrs_db[i]},
                        room * 10 + i),
            &one, tallies[i]);
    }
  }
  return tallies;
}

void print_rows(const FaultCase& one, const Tallies& tallies) {
  for (std::size_t i = 0; i < snrs_db.size(); ++i) {
    std::printf("%-22.*s %4.0f dB  %3d of %3d",
                static_cast<int>(one.name.size()), one.name.data(), snrs_db[i],
                tallies[i].right, tallies[i].all());
    print_others(tallies[i]);
  }
}

}  // namespace

bool print_fault_names(std::string_view part, std::uint64_t seed, int rooms) {
  auto cases = fault_cases();
  std::erase_if(cases, [part](const FaultCase& one) {
    return one.name.find(part) == one.name.npos;
  });
  // A promise per case: rows come out in order, whoever is done first.
  std::vector<std::promise<Tallies>> promises(cases.size());
  std::vector<std::future<Tallies>> results;
  results.reserve(cases.size());
  for (auto& promise : promises)
    results.push_back(promise.get_future());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    Trial trial{audio::dsp::Sweep({})};
    for (auto i = next++; i < cases.size(); i = next++)
      promises[i].set_value(try_out(trial, cases[i], seed, rooms));
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency());
       ++i)
    workers.emplace_back(work);

  std::array<Score, snrs_db.size()> scores{};
  for (std::size_t c = 0; c < cases.size(); ++c) {
    const auto tallies = results[c].get();
    print_rows(cases[c], tallies);
    for (std::size_t i = 0; i < snrs_db.size(); ++i)
      scores[i].add(tallies[i], cases[c].linear_or_digital);
  }
  bool met = true;
  for (std::size_t i = 0; i < snrs_db.size(); ++i)
    met &= print_score(snrs_db[i], scores[i]);
  return met;
}

bool print_healthy(std::uint64_t seed, int rooms) {
  Trial trial{audio::dsp::Sweep({})};
  synthetic::Chance chance(seed);
  const auto played = trial.bench().play({}, 0);
  struct Ambient {
    const char* name;
    synthetic::Noise noise;
    Tally tally;
  };
  std::array<Ambient, 3> ambients = {{{"pink", synthetic::Noise::pink, {}},
                                      {"white", synthetic::Noise::white, {}},
                                      {"talk", synthetic::Noise::talk, {}}}};
  int wrong = 0, all = 0;
  for (int r = 1; r <= rooms; ++r) {
    const auto room = seed * 10'000 + static_cast<std::uint64_t>(r);
    auto& ambient = ambients[static_cast<std::size_t>(r) % 3];
    const double snr_db = chance.uniform(-10, 35);
    const auto analysis =
        trial.check({}, played, trial.make_room(room),
                    {.noise = ambient.noise, .snr_db = snr_db}, room);
    count(analysis, nullptr, ambient.tally);
    if (analysis.verdict == AudioVerdict::fail)
      std::printf("   room %llu, %s, %.1f dB: %s\n",
                  static_cast<unsigned long long>(room), ambient.name, snr_db,
                  analysis.explanation.c_str());
  }
  for (const auto& ambient : ambients) {
    std::printf("%-6s %4d rooms, FAIL %d:", ambient.name, ambient.tally.all(),
                ambient.tally.wrong);
    print_others(ambient.tally);
    wrong += ambient.tally.wrong;
    all += ambient.tally.all();
  }
  const bool met = percent(wrong, all) <= 0.5;
  std::printf("-- healthy, -10..35 dB: FAIL %.2f %% (bar 0.5)%s\n",
              percent(wrong, all), met ? "" : "   MISSED");
  return met;
}

bool print_bursts(std::uint64_t seed, int rooms) {
  Trial trial{audio::dsp::Sweep({})};
  bool met = true;
  std::vector<FaultCase> cases = {
      {"healthy", {}, audio::Code::no_output, std::nullopt, true}};
  for (const auto& one : fault_cases())
    if (one.root == audio::Code::rub_buzz || one.root == audio::Code::amp_clip)
      cases.push_back(one);
  for (const auto& one : cases) {
    Tally tally;
    const bool healthy = one.name == "healthy";
    for (int r = 1; r <= rooms; ++r) {
      const auto room = seed * 1000 + static_cast<std::uint64_t>(r);
      const auto analysis =
          trial.check(one.device, trial.bench().play(one.device, room),
                      trial.make_room(room),
                      {.snr_db = 25, .burst_db = healthy ? 6.0 : -200.0}, room);
      count(analysis, healthy ? nullptr : &one, tally);
      if (healthy && analysis.verdict == AudioVerdict::fail)
        std::printf("   room %llu: %s\n", static_cast<unsigned long long>(room),
                    told(analysis).c_str());
    }
    const bool good = healthy ? percent(tally.wrong, tally.all()) <= 1
                              : percent(tally.right, tally.all()) >= 95;
    std::printf("%-20.*s 25 dB%s  right %d, wrong %d, none %d%s",
                static_cast<int>(one.name.size()), one.name.data(),
                healthy ? ", a burst in every run" : "", tally.right,
                tally.wrong, tally.none, good ? "" : "   MISSED");
    print_others(tally);
    met &= good;
  }
  return met;
}

}  // namespace soundcheck::bench
