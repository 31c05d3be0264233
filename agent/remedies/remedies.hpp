#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/checkup.hpp"
#include "agent/remedies/rules.hpp"
#include "agent/store/database.hpp"
#include "probes/board/clock.hpp"
#include "probes/board/repairs.hpp"
#include "probes/board/services.hpp"

namespace soundcheck::remedies {

/// What the speaker does against faults: one thing at a time, written down
/// before it is begun, and judged by the confirming probe.
class Remedies {
 public:
  /// All outlive it.
  struct Ports {
    Clock& clock;
    Checkup& checkup;
    Repairs& repairs;
    Services& services;
    /// What is known now.
    std::function<const diagnosis::Knowledge&()> knowledge;
    /// The fault of the last diagnosis that this remedy is for; empty: none.
    std::function<std::string(std::string_view remedy_id)> fault_of;
    /// Takes what became of one, before apply() returns.
    std::function<boost::asio::awaitable<void>(v1::RemedyResult)> keep;
  };

  /// `expected` are the services of the profile.
  Remedies(Ports ports, Rules rules, std::vector<std::string> expected);

  /// Reads the journal. What was cut off by a restart is `interrupted` from
  /// now on, but for a reboot: that is judged by the next check-up. Until it
  /// has succeeded nothing can be applied. Errors: io.
  Task<void> open(Database& database, std::string boot_id);

  /// Null unless the knowledge base has it, with the speaker as its actor. Good
  /// until there may be another one: not over a co_await.
  const diagnosis::Remedy* find(std::string_view id) const;
  bool busy() const { return busy_; }

  /// Of each that find() has: not_supported and why, or what became of it the
  /// last time; unspecified when it was never tried.
  std::vector<v1::RemedyResult> list() const;

  /// What was done in vain, as circumstances of a diagnosis.
  std::vector<std::string> circumstances() const;

  /// `remedy` is one of find(). Cancelled before it has begun: `failed`, and
  /// nothing was done. Cancelled while it acts: `interrupted`.
  boost::asio::awaitable<v1::RemedyResult> apply(std::string remedy_id,
                                                 Watch watch);

  /// What the policy lets the speaker do by itself after a check-up. Waits for
  /// nobody: what cannot be done now is left.
  boost::asio::awaitable<void> heal(const CheckupResult& found);

 private:
  struct Order;
  boost::asio::awaitable<v1::RemedyResult> carry_out(Order order, Watch watch);
  v1::RemedyResult begin(const Order& order) const;
  Task<void> note_begin(const Order& order);
  Task<void> write(const Attempt& attempt);
  boost::asio::awaitable<void> act(const Order& order,
                                   const ProbeRun& before,
                                   Watch watch,
                                   v1::RemedyResult& result);
  boost::asio::awaitable<std::vector<ProbeRun>> confirm(std::string probe_id,
                                                        int looks,
                                                        const Watch& watch);
  boost::asio::awaitable<void> settle(Attempt& attempt,
                                      v1::RemedyResult result);
  v1::RemedyResult judge_reboot(const Attempt& attempt,
                                const CheckupResult& found) const;
  std::int64_t now_s() const;

  Ports ports_;
  Rules rules_;
  std::vector<std::string> expected_;
  Database* database_ = nullptr;
  std::string boot_id_;
  std::vector<Attempt> attempts_;  ///< oldest first
  bool busy_ = false;
};

}  // namespace soundcheck::remedies
