#include <spdlog/spdlog.h>

#include "cloud-sim/cloud_change.hpp"

// Cloud: knowledge that is released to the speakers.
namespace soundcheck::cloud {
namespace asio = boost::asio;

asio::awaitable<void> Cloud::publish_knowledge() {
  auto work = [](Sqlite& db) {
    return Result<std::optional<Publication>>(last_publication(db));
  };
  const auto last = co_await storage_.call(std::move(work));
  if (!last) {
    spdlog::error("publishing knowledge: {}", last.error().what);
    co_return;
  }
  if (!*last || (*last)->withdrawn_ms != 0) {
    // What the broker may still have of it is gone by an empty message.
    hub_.publish_to_all("knowledge", "");
    co_return;
  }
  v1::KnowledgeRelease release;
  release.set_tenant(tenant_);
  release.set_knowledge((*last)->knowledge);
  release.set_cohort_percent(
      static_cast<std::uint32_t>((*last)->cohort_percent));
  const auto envelope = signer_.sign(release);
  if (envelope)
    hub_.publish_to_all("knowledge", envelope->SerializeAsString());
  else
    spdlog::error("signing knowledge: {}", envelope.error().what);
}

asio::awaitable<Result<Publication>> Cloud::release_knowledge(
    Publication wanted) {
  auto act = [wanted = std::move(wanted)](Work& work) {
    return request_publication(work, wanted);
  };
  auto released = co_await change_and_tell(std::move(act));
  if (released)
    co_await publish_knowledge();
  co_return released;
}

asio::awaitable<Result<Publication>> Cloud::withdraw_knowledge() {
  auto act = [](Work& work) { return request_withdrawal(work); };
  auto withdrawn = co_await change_and_tell(std::move(act));
  if (withdrawn)
    co_await publish_knowledge();
  co_return withdrawn;
}

asio::awaitable<Result<Proposed>> Cloud::propose_knowledge(std::string base) {
  auto act = [base = std::move(base)](Work& work) {
    return request_proposal(work, base);
  };
  co_return co_await change_and_tell(std::move(act));
}

}  // namespace soundcheck::cloud
