#include "cloud-sim/assist/approvals.hpp"
#include "cloud-sim/assist/erasing.hpp"
#include "cloud-sim/cloud_change.hpp"
#include "cloud-sim/store/approvals.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/sessions.hpp"

// What people ask of a Cloud.
namespace soundcheck::cloud {
namespace asio = boost::asio;

asio::awaitable<Result<Session>> Cloud::open_session(std::string device,
                                                     std::string operator_,
                                                     SessionRequest request) {
  auto act = [=](Work& work) -> Result<Session> {
    const auto id = request_session(work, device, operator_, request);
    if (!id)
      return id.error();
    return *find_session(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(act));
}

asio::awaitable<Result<Session>> Cloud::close_session(std::string device,
                                                      std::string session,
                                                      std::string operator_) {
  auto act = [=](Work& work) -> Result<Session> {
    const auto id = request_close(work, device, session, operator_);
    if (!id)
      return id.error();
    return *find_session(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(act));
}

asio::awaitable<Result<Command>> Cloud::send_command(std::string device,
                                                     std::string operator_,
                                                     CommandRequest request) {
  auto act = [=](Work& work) -> Result<Command> {
    const auto id = request_command(work, device, operator_, request);
    if (!id)
      return id.error();
    return *find_command(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(act));
}

template <class Act>
asio::awaitable<Result<Approval>> Cloud::change_approval(Act act) {
  auto both = [act = std::move(act)](Work& work) -> Result<Approval> {
    const auto id = act(work);
    if (!id)
      return id.error();
    return *find_approval(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(both));
}

asio::awaitable<Result<Approval>> Cloud::ask_second_operator(
    std::string device,
    std::string operator_,
    CommandRequest request) {
  auto act = [=](Work& work) {
    return cloud::ask_second_operator(work, device, operator_, request);
  };
  co_return co_await change_approval(std::move(act));
}

asio::awaitable<Result<Approval>> Cloud::countersign(std::string approval,
                                                     std::string second) {
  const auto key = signer_.second_key(second, unix_now_ms());
  if (!key)
    co_return key.error();
  auto act = [=](Work& work) {
    return countersign_approval(work, approval, second);
  };
  co_return co_await change_approval(std::move(act));
}

asio::awaitable<Result<Approval>> Cloud::decline(std::string approval,
                                                 std::string who,
                                                 std::string note) {
  auto act = [=](Work& work) {
    return decline_approval(work, approval, who, note);
  };
  co_return co_await change_approval(std::move(act));
}

asio::awaitable<Result<std::int64_t>> Cloud::erase_device(
    std::string device,
    std::string operator_) {
  auto act = [=](Work& work) {
    return cloud::erase_device(work, device, operator_);
  };
  const auto records = co_await change_and_tell(std::move(act));
  if (!records)
    co_return records;
  const auto forgotten = co_await storage_.forget_deleted();
  if (!forgotten)
    co_return forgotten.error();
  co_return records;
}

asio::awaitable<Result<Case>> Cloud::change_case(CaseAct act) {
  auto both = [act = std::move(act),
               catalog = catalog_](Work& work) -> Result<Case> {
    const auto id = act(work, *catalog);
    if (!id)
      return id.error();
    return *find_case(work.db, *id);
  };
  co_return co_await change_and_tell(std::move(both));
}

}  // namespace soundcheck::cloud
