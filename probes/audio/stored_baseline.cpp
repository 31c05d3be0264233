#include "probes/audio/stored_baseline.hpp"

namespace soundcheck::audio {

Result<std::optional<Baseline>> stored_baseline(
    const Profile::Audio& settings) {
  std::error_code unreadable;
  if (settings.baseline.empty() ||
      !std::filesystem::exists(settings.baseline, unreadable))
    return std::optional<Baseline>();
  auto baseline = load_baseline(settings.baseline);
  if (!baseline)
    return baseline.error();
  return std::optional(std::move(*baseline));
}

}  // namespace soundcheck::audio
