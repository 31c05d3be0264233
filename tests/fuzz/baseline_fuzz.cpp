// Any text as a baseline. One that is taken must survive being written, and
// must be good for an analysis' first question.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "probes/audio/analysis/baseline.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace soundcheck::audio;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto baseline = parse_baseline(text, "fuzz.toml");
  if (!baseline) {
    if (!baseline.error().what.starts_with("fuzz.toml"))
      std::abort();
    return 0;
  }
  const auto again = parse_baseline(to_text(*baseline), "again.toml");
  if (!again || *again != *baseline)
    std::abort();
  (void)mismatch(*baseline, "unit-1", {}, 1);
  return 0;
}
