#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <fstream>
#include <iterator>

#include "agent/integrity/slot_verifier.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

namespace soundcheck::test {

class TwoSlots final : public Slots {
 public:
  TwoSlots() {
    state_.booted = "A";
    for (const std::string name : {"A", "B"}) {
      auto& slot = state_.slots.emplace_back();
      slot.name = name;
      slot.bootable = true;
      slot.device = "/dev/slot-" + name;
    }
    install(1000);
  }
  void install(std::int64_t when) {
    auto& b = state_.slots[1];
    b.sha256 = std::string(62, '0') + "01";
    b.size_bytes = 40 * slot_chunk_bytes;
    b.installed_unix_s = when;
  }
  Task<SlotsState> state() override { co_return state_; }

  SlotsState state_;
};

/// Gives what it was told to, and keeps what it was asked for. Untold it reads
/// on to the end, where the hash is right.
class ScriptedContent final : public SlotContent {
 public:
  Task<SlotStretch> read(const SlotReading& reading) override {
    asked.push_back(reading);
    if (!script.empty()) {
      auto next = std::move(script.front());
      script.pop_front();
      co_return next;
    }
    co_return stretch_from(reading);
  }
  SlotStretch stretch_from(const SlotReading& reading) const {
    SlotStretch stretch;
    stretch.state = reading.from;
    const auto end = std::min(reading.size_bytes,
                              reading.from.bytes + 16 * slot_chunk_bytes);
    while (stretch.state.bytes < end) {
      stretch.state.bytes += slot_chunk_bytes;
      stretch.state.h[0] = static_cast<std::uint32_t>(stretch.state.bytes);
      const bool wrong = stretch.state.bytes > wrong_from;
      stretch.marks.push_back(stretch.state.bytes + (wrong ? 1 : 0));
    }
    if (end == reading.size_bytes) {
      stretch.end = SlotStretch::End::whole;
      stretch.hash.back() = end > wrong_from ? 2 : 1;
    }
    return stretch;
  }

  std::uint64_t wrong_from = ~std::uint64_t{0};
  std::deque<Result<SlotStretch>> script;
  std::vector<SlotReading> asked;
};

class AtOnce final : public Compute {
 public:
  Task<void> run(std::function<void()> work) override {
    ++runs;
    work();
    co_return Result<void>();
  }
  unsigned runs = 0;
};

struct Verifying {
  TemporaryFolder folder;
  ManualClock clock;
  TwoSlots board;
  ScriptedContent content;
  AtOnce storage;
  boost::asio::io_context io;
  std::unique_ptr<SlotVerifier> verifier;

  Verifying() { restart(); }
  /// The power was cut.
  void restart() {
    verifier = std::make_unique<SlotVerifier>(
        io.get_executor(), SlotVerifier::Ports{clock, board, content, storage},
        std::chrono::seconds(604'800), folder.path());
    verifier->load();
  }
  std::chrono::milliseconds step() const { return run(verifier->step()); }
  void steps(unsigned count) const {
    for (unsigned i = 0; i < count; ++i)
      step();
  }
  SlotVerification b() const {
    const auto slots = verifier->slots();
    REQUIRE(slots);
    REQUIRE(slots->size() == 2);
    return (*slots)[1];
  }
  std::filesystem::path file() const {
    return folder.path() / "slot-verification";
  }
};

}  // namespace soundcheck::test
