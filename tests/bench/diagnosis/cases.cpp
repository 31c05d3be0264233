#include "tests/bench/diagnosis/cases.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "probes/board/whole_file.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t most_bytes = std::size_t{4} * 1024 * 1024;

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "bench_diagnosis: %s\n", what.c_str());
  std::exit(65);
}

Case case_of(const std::filesystem::path& file) {
  const auto text = read_whole_file(file, most_bytes);
  if (!text)
    give_up(text.error().what);
  const auto recorded = cli::parse_recorded_diagnosis(*text);
  if (!recorded)
    give_up(file.string() + ": " + recorded.error().what);
  Case one;
  one.name = file.stem().string();
  one.question = recorded->question;
  one.truth = recorded->truth;
  one.took_s = recorded->took_s;
  // What the diagnosis itself saw counts; what was run later fills its gaps.
  std::size_t row = 0;
  for (const auto* list : {&recorded->evidence, &recorded->more}) {
    for (const auto& probe : *list) {
      one.answers.try_emplace(probe.probe_id, probe);
      one.seconds.try_emplace(probe.probe_id, recorded->seconds[row++]);
    }
  }
  return one;
}

}  // namespace

std::vector<Case> read_cases(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry :
       std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".json")
      files.push_back(entry.path());
  }
  if (failure)
    give_up(folder.string() + ": " + failure.message());
  if (files.empty())
    give_up(folder.string() + ": has no *.json");
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const auto& file : files)
    cases.push_back(case_of(file));
  return cases;
}

}  // namespace soundcheck::bench
