// How right the acoustic self-test is, on simulated devices in random rooms.
// usage: bench_audio_accuracy
// [cost|response|thd|timing|faults|healthy|bursts|passive]...
//        [--rooms N] [--seed N] [--case NAME]
// --case leaves out the rows of `faults` without NAME. Prints one table per
// part and "MISSED" beside each bar that was not reached; ends with 1 when
// there is any. The same seed prints the same numbers.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "tests/bench/audio_cost.hpp"
#include "tests/bench/audio_naming.hpp"
#include "tests/bench/audio_numbers.hpp"
#include "tests/bench/audio_passive.hpp"

namespace {

using soundcheck::bench::print_bursts;
using soundcheck::bench::print_cost;
using soundcheck::bench::print_distortion_errors;
using soundcheck::bench::print_fault_names;
using soundcheck::bench::print_healthy;
using soundcheck::bench::print_passive;
using soundcheck::bench::print_response_errors;
using soundcheck::bench::print_timing_errors;

std::string_view wanted_case;

bool print_faults(std::uint64_t seed, int rooms) {
  return print_fault_names(wanted_case, seed, rooms);
}

struct Part {
  std::string_view name;
  bool (*print)(std::uint64_t seed, int rooms);
  int rooms;  ///< that its bar asks for
};

constexpr Part parts[] = {
    {"cost", print_cost, 5},
    {"response", print_response_errors, 10},
    {"thd", print_distortion_errors, 5},
    {"timing", print_timing_errors, 10},
    {"faults", print_faults, 50},
    {"healthy", print_healthy, 1000},
    {"bursts", print_bursts, 100},
    {"passive", print_passive, 20},
};

/// The number after an option; ends the program when there is none.
long number(int argc, char** argv, int i) {
  char* end = nullptr;
  const long value = i + 1 < argc ? std::strtol(argv[i + 1], &end, 10) : 0;
  if (end == nullptr || *end != '\0' || value < 1) {
    std::fprintf(stderr, "%s needs a number from 1 on\n", argv[i]);
    std::exit(64);
  }
  return value;
}

const Part& part_named(std::string_view name) {
  for (const auto& part : parts)
    if (part.name == name)
      return part;
  std::fprintf(stderr,
               "no part \"%.*s\"; there are:", static_cast<int>(name.size()),
               name.data());
  for (const auto& part : parts)
    std::fprintf(stderr, " %.*s", static_cast<int>(part.name.size()),
                 part.name.data());
  std::fputc('\n', stderr);
  std::exit(64);
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  long seed = 4, rooms = 0;
  std::vector<Part> chosen;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--rooms") == 0)
      rooms = number(argc, argv, i++);
    else if (std::strcmp(argv[i], "--case") == 0 && i + 1 < argc)
      wanted_case = argv[++i];
    else if (std::strcmp(argv[i], "--seed") == 0)
      seed = number(argc, argv, i++);
    else
      chosen.push_back(part_named(argv[i]));
  }
  if (chosen.empty())
    chosen.assign(std::begin(parts), std::end(parts));
  std::printf("seed %ld\n", seed);
  bool met = true;
  for (const auto& part : chosen) {
    const int count = rooms > 0 ? static_cast<int>(rooms) : part.rooms;
    std::printf("\n== %.*s, %d rooms\n", static_cast<int>(part.name.size()),
                part.name.data(), count);
    met &= part.print(static_cast<std::uint64_t>(seed), count);
  }
  return met ? 0 : 1;
}
