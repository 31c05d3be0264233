#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agent/bundle/collect/source.hpp"

namespace soundcheck::bundle {

/// The last lines of each unit in systemd's journal, and of the kernel. Nothing
/// where there is no journal or no journalctl.
std::vector<Source> journal_tails(const std::filesystem::path& root,
                                  const std::vector<std::string>& units);

/// The kernel's messages, for a speaker without a journal.
Source kernel_log();

}  // namespace soundcheck::bundle
