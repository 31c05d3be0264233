#pragma once

#include <optional>
#include <string>

#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// What a cloud decided once, at its first start.
std::optional<std::string> find_setting(Sqlite& db, const std::string& key);
void put_setting(Sqlite& db, const std::string& key, const std::string& value);

}  // namespace soundcheck::cloud
