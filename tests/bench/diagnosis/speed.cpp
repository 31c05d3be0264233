#include "tests/bench/diagnosis/speed.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <new>

#include "agent/diagnosis/inference.hpp"

namespace {

std::size_t held = 0;
std::size_t most_held = 0;

}  // namespace

// Counts what this program holds, to know the most of it.
void* operator new(std::size_t size) {
  void* memory = std::malloc(size);
  if (!memory)
    throw std::bad_alloc();
  held += malloc_usable_size(memory);
  most_held = std::max(most_held, held);
  return memory;
}

void operator delete(void* memory) noexcept {
  if (memory)
    held -= malloc_usable_size(memory);
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  operator delete(memory);
}

namespace soundcheck::bench {

using namespace diagnosis;

namespace {

constexpr int rounds = 21;

double median_ms(const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - begun;
    times.push_back(taken.count());
  }
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[rounds / 2];
}

/// Every probe answered; `present` says which findings are.
std::vector<ProbeEvidence> answers(
    const Knowledge& knowledge,
    const std::function<bool(const std::string&)>& present) {
  std::vector<ProbeEvidence> evidence;
  for (const auto& gate : knowledge.gates) {
    ProbeEvidence item{gate.probe_id, Judgement::passed, {}};
    for (const auto& finding : knowledge.findings) {
      if (finding.probe_id != gate.probe_id)
        continue;
      const bool there = present(finding.id);
      if (there)
        item.judgement = Judgement::failed;
      item.findings.push_back(
          {finding.id, there ? Answer::present : Answer::absent, ""});
    }
    evidence.push_back(std::move(item));
  }
  return evidence;
}

}  // namespace

Speed measure_speed(const Knowledge& knowledge) {
  Speed speed;
  const auto before = held;
  const Inference engine(knowledge, {});
  speed.model_bytes = held - before;
  const auto time_of = [&](const std::vector<ProbeEvidence>& evidence) {
    return median_ms([&] { (void)engine.conclude(evidence, ""); });
  };
  const auto none = [](const std::string&) { return false; };
  const auto healthy = answers(knowledge, none);
  speed.healthy_ms = time_of(healthy);
  for (const auto& finding : knowledge.findings) {
    const auto one = answers(
        knowledge, [&](const std::string& id) { return id == finding.id; });
    speed.one_fault_ms = std::max(speed.one_fault_ms, time_of(one));
  }
  const auto all = answers(knowledge, [](const std::string&) { return true; });
  speed.all_present_ms = time_of(all);
  // Without the frame: nothing is taken for a shadow.
  auto flat = knowledge;
  for (auto& fault : flat.faults)
    fault.blocks = false;
  const Inference frameless(flat, {});
  const auto floor = most_held = held;
  speed.all_present_ms =
      std::max(speed.all_present_ms,
               median_ms([&] { (void)frameless.conclude(all, ""); }));
  speed.peak_bytes = most_held - floor;
  const std::vector<ProbeEvidence> half(
      healthy.begin(),
      healthy.begin() + static_cast<std::ptrdiff_t>(healthy.size() / 2));
  speed.next_test_ms = median_ms([&] { (void)engine.next_test(half, ""); });
  return speed;
}

}  // namespace soundcheck::bench
