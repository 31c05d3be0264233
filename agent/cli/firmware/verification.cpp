#include "agent/cli/firmware/verification.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "agent/firmware/counter_file.hpp"
#include "agent/firmware/signed_manifest.hpp"
#include "probes/board/linux/clock_linux.hpp"
#include "probes/board/linux/compute_worker.hpp"
#include "probes/board/linux/file_contents_linux.hpp"
#include "probes/board/linux/firmware_files.hpp"
#include "probes/findings.hpp"
#include "probes/firmware/manifest.hpp"
#include "probes/firmware/manifest_release.hpp"

namespace soundcheck::cli {

namespace asio = boost::asio;

namespace {

/// The one that was given. Whoever verifies changes nothing.
class GivenManifest final : public ManifestStore {
 public:
  GivenManifest(Result<FirmwareManifest> manifest,
                std::filesystem::path state_folder)
      : manifest_(std::move(manifest)),
        state_folder_(std::move(state_folder)) {}

  Result<FirmwareManifest> read() override { return manifest_; }
  Result<std::uint64_t> highest_counter() override {
    if (state_folder_.empty())
      return Error(Errc::unsupported, "no daemon's memory was looked at");
    return CounterFile(state_folder_).read();
  }
  Result<void> remember_counter(std::uint64_t) override { return {}; }

 private:
  Result<FirmwareManifest> manifest_;
  std::filesystem::path state_folder_;
};

/// What the manifest alone can tell: who signed it, and the date.
Verdict judge_alone(const FirmwareManifest& manifest,
                    const std::string& product,
                    const Clock& clock) {
  Verdict verdict{};
  verdict.findings = {
      judged("firmware.manifest_untrusted", false,
             "it is signed by " + manifest.key_id),
      firmware::judge_expiry(manifest, clock.trusted()
                                           ? std::optional(clock.wall())
                                           : std::nullopt)};
  if (!product.empty()) {
    FirmwareIdentity this_release;
    this_release.version = manifest.version;
    verdict.findings.push_back(
        firmware::judge_product(manifest, this_release, product));
  }
  verdict.outcome = outcome_of(verdict.findings, {"firmware.manifest_expired"});
  verdict.summary = verdict.outcome == Outcome::failed
                        ? evidence_of(verdict.findings, Presence::present)
                        : "the manifest is good; no file was compared";
  return verdict;
}

Task<Verdict> check_alone(ManifestStore& store,
                          const Subject& subject,
                          const Clock& clock) {
  const auto manifest = store.read();
  if (manifest)
    co_return judge_alone(*manifest, subject.product, clock);
  if (manifest.error().code != Errc::denied)
    co_return manifest.error();
  Verdict verdict{Outcome::failed, manifest.error().what, {}, {}};
  verdict.findings.push_back(
      judged("firmware.manifest_untrusted", true, verdict.summary));
  co_return verdict;
}

class Silence final : public Progress {
 public:
  void report(double, std::string_view) override {}
};

ProbeRun run(const Probe& probe, Clock& clock) {
  asio::io_context io(1);
  Runner runner(clock);
  Silence silence;
  std::optional<ProbeRun> done;
  std::exception_ptr failure;
  co_spawn(io, runner.run(probe, silence),
           [&](std::exception_ptr error, ProbeRun result) {
             failure = error;
             done = std::move(result);
           });
  io.run();
  if (failure)
    std::rethrow_exception(failure);
  return std::move(done).value();
}

}  // namespace

Verification verify(const Subject& subject) {
  Verification verification{read_manifest(subject.manifest, subject.keys), {}};
  GivenManifest store(verification.manifest, subject.state_folder);
  Worker worker;
  ComputeWorker compute(worker);
  ClockLinux clock;
  FileContentsLinux files(worker, BoardRoot(subject.root));
  FirmwareFiles firmware((BoardRoot(subject.root)));
  Profile::Firmware expected;
  expected.product = subject.product;
  Probe probe;
  probe.id = "firmware.manifest";
  probe.deadline = std::chrono::minutes(10);
  probe.hardware = Hardware::none;
  probe.run = [&](Progress& progress) {
    if (subject.root.empty())
      return check_alone(store, subject, clock);
    return firmware::check_manifest({store, firmware, files, clock, compute},
                                    expected, progress);
  };
  verification.run = run(probe, clock);
  return verification;
}

}  // namespace soundcheck::cli
