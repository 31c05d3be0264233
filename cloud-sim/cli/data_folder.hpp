#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud::cli {

/// The folder of one cloud, opened. `serve`, `enrol` and `token` may use it at
/// the same time.
struct DataFolder {
  std::filesystem::path path;
  std::string tenant;
  std::unique_ptr<Sqlite> db;
};

/// Makes it (0700) when it is not there; `tenant` is decided then and can never
/// change, because it stands in certificates and topics. An empty one means
/// "whatever it is", or "default" for a new one. Errors: denied, invalid,
/// conflict for another tenant, internal.
Result<DataFolder> open_data_folder(const std::filesystem::path& path,
                                    const std::string& tenant);

}  // namespace soundcheck::cloud::cli
