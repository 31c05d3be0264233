#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <type_traits>

#include "cloud-sim/assist/requests.hpp"
#include "cloud-sim/cases/catalog.hpp"
#include "cloud-sim/hub/hub.hpp"
#include "cloud-sim/knowledge/requests.hpp"
#include "cloud-sim/pki/signer.hpp"
#include "cloud-sim/store/storage.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

UnixMs unix_now_ms();

/// Where the parts meet: a message or a request becomes one transaction; what
/// it changed is signed, sent and told once it is on disk, never before. Lives
/// on the io_context's thread and outlives its run.
class Cloud {
 public:
  Cloud(boost::asio::any_io_executor executor,
        Storage& storage,
        Hub& hub,
        const Signer& signer,
        std::string tenant,
        FaultCatalog catalog,
        StoreLimits limits = {});

  /// Who wants to know of changes, on the io_context's thread.
  void watch(std::function<void(const Changes&)> watcher);

  /// A message of a device. What is malformed is logged, counted and dropped.
  void received(Topic topic, std::string payload);

  boost::asio::awaitable<Result<Session>> open_session(std::string device,
                                                       std::string operator_,
                                                       SessionRequest request);
  boost::asio::awaitable<Result<Session>> close_session(std::string device,
                                                        std::string session,
                                                        std::string operator_);
  boost::asio::awaitable<Result<Command>> send_command(std::string device,
                                                       std::string operator_,
                                                       CommandRequest request);

  // What needs a second operator, see approvals.hpp of assist. `second` must
  // have a key here, or it is an error: not_found, denied.
  boost::asio::awaitable<Result<Approval>> ask_second_operator(
      std::string device,
      std::string operator_,
      CommandRequest request);
  boost::asio::awaitable<Result<Approval>> countersign(std::string approval,
                                                       std::string second);
  boost::asio::awaitable<Result<Approval>> decline(std::string approval,
                                                   std::string who,
                                                   std::string note);

  /// See erase_device() of assist; gone from the disk, too, when it returns.
  boost::asio::awaitable<Result<std::int64_t>> erase_device(
      std::string device,
      std::string operator_);

  /// Tells all devices, now and later, whom they may obey.
  void publish_keys();

  /// Shows all devices, now and later, the knowledge that was released last; or
  /// none, when it was withdrawn.
  boost::asio::awaitable<void> publish_knowledge();
  boost::asio::awaitable<Result<Publication>> release_knowledge(
      Publication wanted);
  boost::asio::awaitable<Result<Publication>> withdraw_knowledge();
  /// See request_proposal().
  boost::asio::awaitable<Result<Proposed>> propose_knowledge(std::string base);
  /// By which cases are judged from now on.
  void use_catalog(FaultCatalog catalog) {
    catalog_ = std::make_shared<const FaultCatalog>(std::move(catalog));
  }
  const std::string& tenant() const { return tenant_; }

  /// What staff do with a case: runs `act` in a transaction and gives the case
  /// of the id that it returned.
  using CaseAct =
      std::function<Result<std::int64_t>(Work&, const FaultCatalog&)>;
  boost::asio::awaitable<Result<Case>> change_case(CaseAct act);

  /// Ends what nobody answers any more; looks each second, for ever.
  boost::asio::awaitable<void> sweep();

  Storage& storage() { return storage_; }
  const Hub& hub() const { return hub_; }
  const FaultCatalog& catalog() const { return *catalog_; }
  std::uint64_t malformed() const { return malformed_; }

 private:
  template <class Act>
  auto change(Act act);
  template <class Act>
  auto change_and_tell(Act act)
      -> boost::asio::awaitable<std::invoke_result_t<Act&, Work&>>;
  boost::asio::awaitable<void> take(Topic topic, std::string payload);
  boost::asio::awaitable<void> take_back(std::string command_id);
  void tell(const Changes& changes);
  template <class Act>
  boost::asio::awaitable<Result<Approval>> change_approval(Act act);
  void bring_keys(const std::string& device,
                  const std::vector<v1::Command>& not_taken,
                  const Changes& changes);
  void send(const v1::Command& command, const Changes& changes);
  Result<v1::SignedCommand> sign(const v1::Command& command,
                                 const Changes& changes) const;
  void send(const v1::Receipt& receipt);

  boost::asio::any_io_executor executor_;
  Storage& storage_;
  Hub& hub_;
  const Signer& signer_;
  std::string tenant_;
  std::shared_ptr<const FaultCatalog> catalog_;
  StoreLimits limits_;
  std::function<void(const Changes&)> watcher_;
  std::map<std::string, UnixMs> keys_brought_;  ///< when, by device
  std::size_t waiting_ = 0;  ///< messages that are not stored yet
  std::uint64_t malformed_ = 0;
};

}  // namespace soundcheck::cloud
