#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "probes/board/firmware_manifest.hpp"

namespace soundcheck {

constexpr std::size_t max_manifest_files = 256;
constexpr std::size_t max_manifest_parts = 32;  ///< partitions, components

/// Keys are those of agent/cli/firmware/manifest.example.toml.
struct BrokenRule {
  const char* list;  ///< "" = of the manifest as a whole
  std::size_t row;   ///< of the list, from 0
  const char* key;   ///< "" = of the list as a whole
  const char* problem;
};

/// "file[2].path"
std::string key_of(const BrokenRule& rule);

/// Every rule that a manifest breaks: what nobody should sign. A speaker
/// refuses less, see open_manifest(), for what is signed is the maker's word.
std::vector<BrokenRule> broken_rules(const FirmwareManifest& manifest);

}  // namespace soundcheck
