#include "agent/cli/local_backend.hpp"

#include "agent/checkup.hpp"
#include "agent/diagnosis/inference.hpp"
#include "agent/local/service.hpp"
#include "probes/board/linux/linux_board.hpp"
#include "probes/catalog.hpp"

namespace soundcheck::cli {

namespace {

/// Without a daemon there is nobody who could wait for the owner.
class NoDesk final : public ConsentDesk {
 public:
  std::vector<ConsentRequest> pending() const override { return {}; }
  StandingConsents standing() const override { return {}; }
  Result<void> answer(std::string_view, bool, ConsentScope) override {
    return no_daemon();
  }
  Result<void> revoke(std::string_view) override { return no_daemon(); }
  Result<void> end_session(bool) override { return no_daemon(); }
  Task<std::string> read_audit(std::uint64_t, std::size_t) override {
    co_return no_daemon();
  }

 private:
  static Error no_daemon() {
    return Error(Errc::unsupported, "there is no daemon");
  }
};

Task<v1::Status> no_status() {
  co_return Error(Errc::unsupported, "there is no daemon");
}

class LocalBackend final : public Backend {
 public:
  LocalBackend(const Profile& profile,
               LinuxBoardOptions board,
               const diagnosis::Knowledge& knowledge)
      : board_(profile, std::move(board)),
        catalog_(make_catalog(board_.board(), profile)),
        runner_(board_.board().clock),
        engine_(knowledge, costs_of(catalog_)),
        checkup_(runner_, catalog_, engine_, board_.board().clock),
        ports_{checkup_, desk_, [] { return no_status(); }, nullptr, nullptr} {}

  Task<v1::LocalResponse> ask(v1::LocalRequest request, Tell tell) override {
    auto response =
        co_await local::serve(ports_, std::move(request), std::move(tell));
    co_return response;
  }

 private:
  LinuxBoard board_;
  std::vector<Probe> catalog_;
  Runner runner_;
  diagnosis::Inference engine_;
  Checkup checkup_;
  NoDesk desk_;
  local::Ports ports_;
};

}  // namespace

Result<std::unique_ptr<Backend>> make_local_backend(
    const Options& options,
    const diagnosis::Knowledge& knowledge) {
  Profile profile;
  if (!options.profile.empty()) {
    auto loaded = load_profile(options.profile);
    if (!loaded)
      return loaded.error();
    profile = std::move(*loaded);
  }
  LinuxBoardOptions board;
  board.root = options.root;
  return std::unique_ptr<Backend>(
      std::make_unique<LocalBackend>(profile, std::move(board), knowledge));
}

}  // namespace soundcheck::cli
