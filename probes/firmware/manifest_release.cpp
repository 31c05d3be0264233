#include "probes/firmware/manifest_release.hpp"

#include "probes/findings.hpp"

namespace soundcheck::firmware {

Finding judge_product(const FirmwareManifest& manifest,
                      const FirmwareIdentity& identity,
                      const std::string& product) {
  const std::string id = "firmware.wrong_product";
  const auto& mine = product.empty() ? identity.model : product;
  const auto& version = identity.version;
  const auto said = [](const std::string& text) {
    return text.empty() ? "(not said)" : text;
  };
  const auto text = "it is for " + manifest.product + " " + manifest.version +
                    ", this is " + said(mine) + " " + said(version);
  if ((!mine.empty() && mine != manifest.product) ||
      (!version.empty() && version != manifest.version))
    return judged(id, true, text);
  if (mine.empty() || version.empty())
    return unknown_finding(id, text);
  return judged(id, false, text);
}

Finding judge_counter(const FirmwareManifest& manifest,
                      const Result<std::uint64_t>& highest) {
  const std::string id = "firmware.manifest_rolled_back";
  if (!highest)
    return unknown_finding(id, highest.error().what);
  return judged(id, manifest.counter < *highest,
                "its counter is " + std::to_string(manifest.counter) +
                    ", the highest so far " + std::to_string(*highest));
}

Finding judge_expiry(const FirmwareManifest& manifest,
                     std::optional<std::chrono::milliseconds> wall) {
  const std::string id = "firmware.manifest_expired";
  if (manifest.expires_unix_s == 0)
    return judged(id, false, "it never expires");
  if (!wall)
    return unknown_finding(id, "the clock is not synchronised");
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(*wall).count();
  const auto days = static_cast<double>(manifest.expires_unix_s - now) / 86'400;
  if (days <= 0)
    return judged(id, true, "it expired " + decimal(-days) + " days ago");
  return judged(id, false, "it expires in " + decimal(days) + " days");
}

}  // namespace soundcheck::firmware
