#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck::bundle {

/// Where a bundle may go. No address ever comes from afar.
struct Destination {
  std::string url;      ///< https, or http on this very machine
  std::string ca_file;  ///< who may answer there; empty: whom the system trusts
};

/// The table [bundle] of the policy file; the defaults hold without it.
struct BundlePolicy {
  std::vector<std::string> logs;  ///< below /var/log; empty = what looks so
  std::vector<std::string> units = {"soundcheckd", "wpa_supplicant",
                                    "systemd-networkd", "NetworkManager",
                                    "connman"};
  std::size_t item_bytes = std::size_t{192} * 1024;
  std::size_t total_bytes = std::size_t{2048} * 1024;
  std::chrono::seconds item_deadline{10};
  std::chrono::seconds deadline{60};
  std::int64_t upload_kib_per_s = 128;
  std::chrono::seconds upload_deadline{600};
  std::map<std::string, Destination, std::less<>> destinations;
};

/// Errors: io, parse; the text names file, line, key and what is allowed.
Result<BundlePolicy> load_bundle_policy(const std::filesystem::path& file);
Result<BundlePolicy> parse_bundle_policy(std::string_view text,
                                         std::string file);

}  // namespace soundcheck::bundle
