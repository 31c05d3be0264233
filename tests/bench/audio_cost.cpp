#include "tests/bench/audio_cost.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <malloc.h>
#include <new>

#include "tests/bench/audio_cases.hpp"

// What C++ asks for is counted; kissfft's tables, which C allocates, are not.
namespace {

std::atomic<long> in_use = 0, most = 0;

void* counted(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr)
    throw std::bad_alloc();
  const long now = in_use += static_cast<long>(malloc_usable_size(memory));
  most = std::max(most.load(), now);
  return memory;
}

void give_back(void* memory) {
  if (memory != nullptr)
    in_use -= static_cast<long>(malloc_usable_size(memory));
  std::free(memory);
}

double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) +
         1e-6 * static_cast<double>(now.tv_nsec);
}

}  // namespace

void* operator new(std::size_t size) {
  return counted(size);
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  give_back(memory);
}

namespace soundcheck::bench {

bool print_cost(std::uint64_t seed, int rooms) {
  Trial trial{audio::dsp::Sweep({})};
  double least_ms = 1e9;
  double most_mb = 0;
  for (int r = 1; r <= rooms; ++r) {
    const auto room = seed * 100 + static_cast<std::uint64_t>(r);
    auto heard = trial.bench().record({}, room, {.snr_db = 30}, room);
    audio::Capture capture{
        trial.bench().sweep().plan(), {}, std::move(heard.quiet)};
    capture.runs.push_back({std::move(heard.sweep), {}, 0});
    const long before = in_use;
    most = before;
    const double begun = cpu_ms();
    const auto analysis = audio::analyse(capture, &trial.baseline(), {});
    least_ms = std::min(least_ms, cpu_ms() - begun);
    most_mb = std::max(most_mb, static_cast<double>(most - before) / 1e6);
  }
  const bool met = least_ms <= 150 && most_mb <= 12;
  std::printf(
      "four microphones, one run: %.0f ms CPU (bar 150), %.1f MB "
      "(bar 12)%s\n",
      least_ms, most_mb, met ? "" : "   MISSED");
  return met;
}

}  // namespace soundcheck::bench
