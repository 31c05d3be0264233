// A firmware manifest from its bytes to what the probe makes of it. The first
// byte of an input chooses what the rest is:
//   even   the file, as anybody could have written it
//   odd    a manifest that a trusted key has signed
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <google/protobuf/stubs/logging.h>

#include "agent/firmware/signed_manifest.hpp"
#include "probes/firmware/manifest_content.hpp"
#include "soundcheck/v1/firmware.pb.h"
#include "tests/unit/agent/firmware/sealing.hpp"

namespace {

using namespace soundcheck;

void require(bool holds) {
  if (!holds)
    std::abort();
}

struct Fuzzed {
  test::Manufacturer maker;
  assist::TrustedKeys keys = maker.trusted();

  std::string sign(const std::string& manifest) const {
    v1::SignedFirmwareManifest envelope;
    envelope.set_manifest(manifest);
    envelope.set_key_id("release-1");
    envelope.set_signature(
        maker.key().sign(assist::Domain::firmware, manifest));
    return envelope.SerializeAsString();
  }
};

/// No driver shows anything.
class NothingShown final : public FileContents {
 public:
  Task<std::vector<FileComparison>> compare(
      const std::vector<FileContent>&) override {
    co_return Error(Errc::unsupported, "not asked");
  }
  Result<std::string> first_line(const std::string&) override {
    return std::string("1");
  }
};

/// What is believed is bearable, and the probe can judge whatever it says.
void use(const Fuzzed& fuzzed, const FirmwareManifest& manifest) {
  const auto again = open_manifest(fuzzed.maker.seal(manifest), fuzzed.keys);
  require(again && *again == manifest);
  std::uint64_t bytes = 0;
  for (const auto& file : manifest.files)
    bytes += file.size_bytes;
  require(bytes <= max_manifest_file_bytes && !manifest.files.empty());
  const std::vector<FileComparison> seen(manifest.files.size(),
                                         {FileComparison::Result::missing});
  NothingShown shown;
  std::vector<Finding> findings;
  firmware::judge_content(manifest, seen, shown, false, findings);
  require(findings.size() == 2);
  for (const auto& finding : findings)
    require(finding.evidence.size() <= 200);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const Fuzzed fuzzed;
  static const google::protobuf::LogSilencer silence;
  if (size == 0)
    return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool is_signed = data[0] % 2 != 0;
  const auto manifest =
      open_manifest(is_signed ? fuzzed.sign(bytes) : bytes, fuzzed.keys);
  // Nobody else has the key.
  require(is_signed || !manifest);
  if (manifest)
    use(fuzzed, *manifest);
  return 0;
}
