#pragma once

#include <optional>
#include <string>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud {

/// What a verb that only reads was answered with: a Reply of which nothing but
/// the result is set.
void put_answer(Sqlite& db, const std::string& command, const v1::Reply& reply);
std::optional<v1::Reply> find_answer(Sqlite& db, const std::string& command);

}  // namespace soundcheck::cloud
