#pragma once

#include <filesystem>
#include <vector>

#include "agent/bundle/collect/source.hpp"

namespace soundcheck::bundle {

/// What the daemon keeps in its state folder: reports that wait, the journal of
/// the connection, starts and crashes, trends, the end of the audit log. Each
/// field that leaves is named here; one that nobody named stays.
std::vector<Source> records(const std::filesystem::path& state_folder);

}  // namespace soundcheck::bundle
