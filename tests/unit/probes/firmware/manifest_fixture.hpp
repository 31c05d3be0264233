#pragma once

#include <map>
#include <optional>

#include "probes/firmware/manifest.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

namespace soundcheck::test {

class FakeManifestStore final : public ManifestStore {
 public:
  Result<FirmwareManifest> read() override { return manifest; }
  Result<std::uint64_t> highest_counter() override { return highest; }
  Result<void> remember_counter(std::uint64_t counter) override {
    remembered = counter;
    return {};
  }

  Result<FirmwareManifest> manifest = FirmwareManifest();
  Result<std::uint64_t> highest = std::uint64_t{0};
  std::optional<std::uint64_t> remembered;
};

class FakeFileContents final : public FileContents {
 public:
  Task<std::vector<FileComparison>> compare(
      const std::vector<FileContent>&) override {
    if (!error.what.empty())
      co_return error;
    co_return seen;
  }
  Result<std::string> first_line(const std::string& path) override {
    const auto line = lines.find(path);
    if (line == lines.end())
      return Error(Errc::unsupported, path + ": not there");
    return line->second;
  }

  std::vector<FileComparison> seen;
  Error error;  ///< of compare(), when it says something
  std::map<std::string, std::string> lines;
};

class ComputeHere final : public Compute {
 public:
  Task<void> run(std::function<void()> work) override {
    work();
    co_return Result<void>();
  }
};

class FixedFirmware final : public Firmware {
 public:
  Task<FirmwareIdentity> identity() override { co_return identity_answer; }
  FirmwareIdentity identity_answer;
};

/// A speaker that is what was released, and of which everything can be set.
struct ReleasedSpeaker {
  ReleasedSpeaker() {
    auto& made = release();
    made.product = "tune-one";
    made.version = "2.4.1";
    made.counter = 17;
    made.expires_unix_s = 1'731'536'000;
    made.files = {{"/usr/sbin/soundcheckd", 30, {}},
                  {"/etc/os-release", 20, {}},
                  {"/lib/firmware/wifi.bin", 10, {}}};
    made.components = {{"wifi", "7.45", "/lib/firmware/wifi.bin", ""}};
    made.key_id = "release-1";
    firmware.identity_answer.model = "tune-one";
    firmware.identity_answer.version = "2.4.1";
    files.seen.resize(3, {FileComparison::Result::same});
  }
  FirmwareManifest& release() { return *store.manifest; }
  Result<Verdict> check() {
    return run(soundcheck::firmware::check_manifest(
        {store, firmware, files, clock, compute}, expected, steps));
  }

  FakeManifestStore store;
  FixedFirmware firmware;
  FakeFileContents files;
  ManualClock clock;
  ComputeHere compute;
  Profile::Firmware expected;
  Steps steps;
};

}  // namespace soundcheck::test
