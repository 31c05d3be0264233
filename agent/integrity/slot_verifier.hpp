#pragma once

#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <functional>

#include "agent/background.hpp"
#include "agent/integrity/verification_rules.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/compute.hpp"

namespace soundcheck {

/// Reads slots in the background and remembers what came of it, also half-way,
/// over restarts. There is a thread only while something is read or kept.
class SlotVerifier final : public SlotVerifications {
 public:
  struct Ports {
    Clock& clock;
    Slots& slots;
    SlotContent& content;
    Compute& compute;  ///< to write the file aside
  };

  /// All outlive it and its stop().
  SlotVerifier(boost::asio::any_io_executor executor,
               Ports ports,
               std::chrono::seconds period,
               const std::filesystem::path& state_folder);

  /// Reads what was remembered. A file that cannot be read is told in the log,
  /// and everything begins anew.
  void load();
  void start();
  /// One thing after the other: looks at the slots, judges, reads on. Gives how
  /// long nothing is to be done.
  boost::asio::awaitable<std::chrono::milliseconds> step();
  boost::asio::awaitable<void> stop();

  Result<std::vector<SlotVerification>> slots() const override;

 private:
  boost::asio::awaitable<void> run();
  VerificationTime time() const;
  std::chrono::milliseconds look_again() const;
  KnownSlot* next(const SlotsState& state);
  std::chrono::milliseconds take(KnownSlot& slot, Result<SlotStretch> stretch);
  std::chrono::milliseconds take_loss(KnownSlot& slot, std::uint64_t lost_at);
  void settle(KnownSlot& slot,
              const std::optional<Sha256>& hash,
              std::uint64_t lost_at);
  std::function<void()> keeping();

  Ports ports_;
  std::chrono::seconds period_;
  std::filesystem::path file_;
  std::chrono::milliseconds started_;
  std::vector<KnownSlot> known_;
  std::uint64_t kept_bytes_ = 0;  ///< of the reading under way
  unsigned losses_ = 0;           ///< in a row, at one place
  bool changed_ = false;
  boost::asio::steady_timer wake_;
  Background background_;
  bool stopping_ = false;
};

}  // namespace soundcheck
